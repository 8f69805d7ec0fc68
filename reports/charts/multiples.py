"""Several groups or waves on one scale, in the order given, made from published cells alone.

Either the same small picture of every group (`small`), or one measure with a row for each
(`measure`). Nothing is ordered by its value: rows stand as the caller puts them (statistiek §8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reports.charts.spec import Family, Group, IntervalChart, Row
from reports.charts.team import (
    Cells,
    ChartTexts,
    ContrastTexts,
    contrast_rows,
    interval_of,
    score_rows,
    willen_kunnen,
)
from surveys.instruments.elements import KUNNEN, WILLEN

CONTRAST: Final = "contrast"


@dataclass(frozen=True, slots=True)
class NamedMeans:
    """Published cells with the name of the group or wave that they belong to."""

    name: str
    cells: Cells
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands together under one heading; an empty title has none."""

    title: str
    members: tuple[NamedMeans, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the difference willen - kunnen is drawn: its margin in points, and its directions."""

    margin: int
    words: ContrastTexts


def small(one: NamedMeans, words: ChartTexts) -> IntervalChart | None:
    """Willen and kunnen of one group; None where neither is shown.

    Drawn by `svg.render_compact`, it is as narrow on a wide screen as on a phone.
    """
    chart = willen_kunnen(one.cells, replace(words, title=one.name))
    return None if all(row.withheld for row in chart.rows) else chart


def measure(
    metric: str, sections: Sequence[Section], words: ChartTexts, difference: Difference
) -> IntervalChart:
    """One measure with a row for every group or wave, under the headings given.

    Raises KeyError for a metric that the cells do not hold, ValueError without any group.
    """
    groups = tuple(Group(one.title, rows_of(metric, one.members)) for one in sections)
    if metric == CONTRAST:
        return contrast_rows(groups, difference.margin, words, difference.words)
    return score_rows(groups, words)


def rows_of(metric: str, members: Iterable[NamedMeans]) -> tuple[Row, ...]:
    """A row for each of `members`, with its own name and note."""
    hue = _family(metric)
    return tuple(Row(one.name, hue, interval_of(one.cells[metric]), one.note) for one in members)


def _family(metric: str) -> Family:
    if metric in ("willen", *WILLEN):
        return Family.WILLEN
    if metric in ("kunnen", *KUNNEN):
        return Family.KUNNEN
    return Family.CONTRAST if metric == CONTRAST else Family.NEUTRAL
