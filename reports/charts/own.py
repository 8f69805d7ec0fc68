"""The chart of a person's own profile; it is shown to that person alone (statistiek §5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.charts.spec import Axis, Family, Group, Interval, IntervalChart, Phrases, Row, Style

_MINIMUM, _MAXIMUM = 0, 100
_GROUPS = (Family.WILLEN, Family.KUNNEN)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One own figure in whole points; all three are None where too little was answered."""

    label: str
    family: Family
    value: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The texts of the chart; ``willen`` and ``kunnen`` title the two groups."""

    title: str
    axis: str
    willen: str
    kunnen: str
    phrases: Phrases


def own_profile(rows: Iterable[OwnRow], words: OwnWords) -> IntervalChart:
    """Bars with their uncertainty, willen first and kunnen next, on 0-100.

    The uncertainty is cut off at the ends of the scale, since no score lies beyond them.
    Raises ValueError for a row that belongs to neither group.
    """
    all_rows = tuple(rows)
    for row in all_rows:
        if row.family not in _GROUPS:
            raise ValueError(f"{row.label!r} belongs to neither willen nor kunnen")
    groups = (
        Group(words.willen, _rows(all_rows, Family.WILLEN)),
        Group(words.kunnen, _rows(all_rows, Family.KUNNEN)),
    )
    axis = Axis(_MINIMUM, _MAXIMUM, (0, 25, 50, 75, 100), words.axis)
    return IntervalChart(words.title, axis, groups, words.phrases, style=Style.BAR)


def _rows(rows: tuple[OwnRow, ...], family: Family) -> tuple[Row, ...]:
    return tuple(Row(row.label, family, _interval(row)) for row in rows if row.family is family)


def _interval(row: OwnRow) -> Interval | None:
    if row.value is None or row.low is None or row.high is None:
        return None
    return Interval(row.value, max(_MINIMUM, row.low), min(_MAXIMUM, row.high))
