"""Several groups or waves on one scale, in the order given, made from published cells alone.

Either the same small picture of every group (`small`), or one measure with a row for each
(`measure`), or measures over time (`trend`). Nothing is ordered by its value: rows stand as the
caller puts them (statistiek §8).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from reports.charts.scores import (
    ContrastTexts,
    contrast_rows,
    interval_of,
    score_rows,
    willen_kunnen,
)
from reports.charts.spec import ChartTexts, Family, Group, IntervalChart, Row
from reports.disclosure.cells import MeanCells
from surveys.instruments.elements import KUNNEN, WILLEN

DIFFERENCE: Final = "contrast"


@dataclass(frozen=True, slots=True)
class NamedMeans:
    """Published cells with the name, and maybe the page, of the group or wave they belong to."""

    name: str
    cells: MeanCells
    note: str = ""
    url: str = ""


DatedLabel = tuple[date, str]
"""The day of a wave and its short label on a time axis."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands together under one heading; an empty title has none."""

    title: str
    members: tuple[NamedMeans, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the difference willen - kunnen is drawn: its margin in points, and its directions."""

    margin: int
    texts: ContrastTexts


def small(one: NamedMeans, texts: ChartTexts) -> IntervalChart | None:
    """Willen and kunnen of one group, for a spark; None where neither is shown."""
    chart = willen_kunnen(one.cells, replace(texts, title=one.name))
    return None if all(row.withheld for row in chart.rows) else chart


def measure(
    metric: str, sections: Sequence[Section], texts: ChartTexts, difference: Difference
) -> IntervalChart:
    """One measure with a row for every group or wave, under the headings given.

    Raises KeyError for a metric that the cells do not hold, ValueError without any group.
    """
    groups = tuple(Group(one.title, rows_of(metric, one.members)) for one in sections)
    if metric == DIFFERENCE:
        return contrast_rows(groups, difference.margin, texts, difference.texts)
    return score_rows(groups, texts)


def trend(
    metrics: Iterable[str],
    waves: Sequence[NamedMeans],
    moments: Sequence[DatedLabel],
    texts: ChartTexts,
    *,
    outcomes: Mapping[str, str] = MappingProxyType({}),
) -> IntervalChart:
    """Scores on 0-100 of each metric in each wave, oldest first, with time along the axis.

    Only waves of the same questionnaire belong in one chart; who calls sees to that (research §8,
    traps 13 and 16). `outcomes` says per metric what changed, as far as that is published.
    Raises KeyError for a metric that the cells do not hold, ValueError without any wave.
    """
    groups = tuple(
        Group(texts.labels[metric], rows_of(metric, waves), outcomes.get(metric, ""))
        for metric in metrics
    )
    return replace(score_rows(groups, texts), moments=tuple(moments))


def rows_of(metric: str, members: Iterable[NamedMeans]) -> tuple[Row, ...]:
    """A row for each of `members`, with its own name and note."""
    hue = family_of(metric)
    return tuple(
        Row(one.name, hue, interval_of(one.cells[metric]), one.note, url=one.url) for one in members
    )


def family_of(metric: str) -> Family:
    """The hue of a measure."""
    if metric in ("willen", *WILLEN):
        return Family.WILLEN
    if metric in ("kunnen", *KUNNEN):
        return Family.KUNNEN
    return Family.CONTRAST if metric == DIFFERENCE else Family.NEUTRAL
