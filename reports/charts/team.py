"""Charts of a group, made from published cells and from nothing else (statistiek §1, §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.charts.spec import (
    Axis,
    Family,
    Group,
    Interval,
    IntervalChart,
    Line,
    Margin,
    Phrases,
    Row,
)
from reports.disclosure.cells import MeanCell, Withheld
from surveys.instruments.elements import KUNNEN, WILLEN

Cells = Mapping[str, MeanCell | Withheld]

SCORE_TICKS = (0, 25, 50, 75, 100)
_REACHES = (50, 100)


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """The texts of a team chart; ``labels`` names each metric and so also the two groups."""

    title: str
    axis: str
    labels: Mapping[str, str]
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class ContrastTexts:
    """What 0, the margin and the two directions of the difference mean."""

    zero: str
    margin: str
    low_end: str
    high_end: str


def willen_kunnen(cells: Cells, words: ChartTexts) -> IntervalChart:
    """Willen above kunnen on 0-100, each a point with its interval.

    Raises KeyError for a metric that the cells do not hold.
    """
    rows = _rows(("willen",), Family.WILLEN, cells, words) + _rows(
        ("kunnen",), Family.KUNNEN, cells, words
    )
    return score_rows((Group("", rows),), words)


def elements(cells: Cells, words: ChartTexts) -> IntervalChart:
    """The seven elements on 0-100 in the groups willen and kunnen, each with its interval.

    Raises KeyError for an element that the cells do not hold.
    """
    willen = _rows(WILLEN, Family.WILLEN, cells, words)
    kunnen = _rows(KUNNEN, Family.KUNNEN, cells, words)
    groups = Group(words.labels["willen"], willen), Group(words.labels["kunnen"], kunnen)
    return score_rows(groups, words)


def contrast_chart(
    cell: MeanCell | Withheld,
    margin: int,
    words: ChartTexts,
    contrast: ContrastTexts,
    note: str = "",
) -> IntervalChart:
    """The paired difference willen - kunnen of one group; see `contrast_rows`."""
    row = Row(words.labels["contrast"], Family.CONTRAST, interval_of(cell), note)
    return contrast_rows((Group("", (row,)),), margin, words, contrast)


def contrast_rows(
    groups: tuple[Group, ...], margin: int, words: ChartTexts, contrast: ContrastTexts
) -> IntervalChart:
    """Paired differences willen - kunnen against 0 and the margin, in points.

    The axis is symmetric: 50 points to each side, or 100 where 50 does not hold every interval,
    so that the charts of teams and waves can be laid side by side (statistiek §4).
    """
    reach = _reach(row.interval for group in groups for row in group.rows)
    axis = Axis(
        minimum=-reach,
        maximum=reach,
        ticks=(-reach, -reach // 2, 0, reach // 2, reach),
        label=words.axis,
        low_end=contrast.low_end,
        high_end=contrast.high_end,
        signed=True,
    )
    return IntervalChart(
        title=words.title,
        axis=axis,
        groups=groups,
        phrases=words.phrases,
        lines=(Line(0, contrast.zero),),
        margin=Margin(-margin, margin, contrast.margin),
    )


def score_rows(groups: tuple[Group, ...], words: ChartTexts) -> IntervalChart:
    """Scores on 0-100, in the groups given."""
    axis = Axis(0, 100, SCORE_TICKS, words.axis)
    return IntervalChart(words.title, axis, groups, words.phrases)


def _rows(
    metrics: Iterable[str],
    family: Family,
    cells: Cells,
    words: ChartTexts,
) -> tuple[Row, ...]:
    return tuple(
        Row(words.labels[metric], family, interval_of(cells[metric])) for metric in metrics
    )


def interval_of(cell: MeanCell | Withheld) -> Interval | None:
    """What is drawn of a published mean; None where it is withheld."""
    if isinstance(cell, MeanCell):
        return Interval(cell.value, cell.low, cell.high, cell.coded)
    return None


def _reach(intervals: Iterable[Interval | None]) -> int:
    ends = [
        abs(end)
        for interval in intervals
        if interval is not None
        for end in (interval.low, interval.high)
    ]
    furthest = max(ends, default=0)
    return next((reach for reach in _REACHES if furthest <= reach), _REACHES[-1])
