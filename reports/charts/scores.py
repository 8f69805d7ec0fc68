"""Charts of scores: of a group, made from published cells and from nothing else (statistiek §1,
§4), of one person for that person alone (§5), and of the questionnaire itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reports.charts.spec import (
    Axis,
    ChartTexts,
    Family,
    Gap,
    Group,
    Interval,
    IntervalChart,
    Margin,
    ReferenceLine,
    Row,
)
from reports.disclosure.cells import MeanCell, MeanCells, Withheld
from reports.disclosure.quality import QualityElement
from surveys.instruments.elements import KUNNEN, WILLEN

SCORE_TICKS = (0, 25, 50, 75, 100)
_REACHES = (50, 100)


@dataclass(frozen=True, slots=True)
class ContrastTexts:
    """What 0, the margin and the two directions of the difference mean."""

    zero: str
    margin: str
    low_end: str
    high_end: str


def willen_kunnen(cells: MeanCells, texts: ChartTexts, gap: Gap | None = None) -> IntervalChart:
    """Willen above kunnen on 0-100, each a point with its interval; with `gap` on one axis.

    Raises KeyError for a metric that the cells do not hold.
    """
    rows = _rows(("willen",), Family.WILLEN, cells, texts) + _rows(
        ("kunnen",), Family.KUNNEN, cells, texts
    )
    return replace(score_rows((Group("", rows),), texts), gap=gap)


def elements(cells: MeanCells, texts: ChartTexts) -> IntervalChart:
    """The seven elements on 0-100 in the groups willen and kunnen, each with its interval.

    Raises KeyError for an element that the cells do not hold.
    """
    willen = _rows(WILLEN, Family.WILLEN, cells, texts)
    kunnen = _rows(KUNNEN, Family.KUNNEN, cells, texts)
    groups = Group(texts.labels["willen"], willen), Group(texts.labels["kunnen"], kunnen)
    return score_rows(groups, texts, side_by_side=True)


def own_scores(rows: Iterable[Row], texts: ChartTexts) -> IntervalChart:
    """The scores of one person, those of willen first and those of kunnen next, on 0-100.

    The uncertainty is cut off at the ends of the scale, since no score lies beyond them.
    Raises ValueError for a row that belongs to neither group.
    """
    by_family: dict[Family, list[Row]] = {Family.WILLEN: [], Family.KUNNEN: []}
    for row in rows:
        if row.family not in by_family:
            raise ValueError(f"{row.label!r} belongs to neither willen nor kunnen")
        by_family[row.family].append(row)
    groups = (Group(texts.labels[family], tuple(part)) for family, part in by_family.items())
    return score_rows(tuple(groups), texts, side_by_side=True)


def alphas(elements: Iterable[QualityElement], texts: ChartTexts) -> IntervalChart:
    """One row per element that has an alpha, in hundredths; a negative alpha is drawn at 0.

    Raises ValueError when there is no element to draw.
    """
    rows = tuple(
        Row(
            texts.labels[element.metric],
            Family.WILLEN if element.metric in WILLEN else Family.KUNNEN,
            score_interval(element.alpha, element.alpha_low or 0, element.alpha_high or 0),
        )
        for element in elements
        if element.alpha is not None
    )
    return score_rows((Group("", rows),), texts)


def score_interval(value: int, low: int, high: int) -> Interval:
    """A score with its uncertainty, all cut off at the ends of the scale."""
    value, low, high = (min(100, max(0, number)) for number in (value, low, high))
    return Interval(value, low, high)


def contrast_chart(
    cell: MeanCell | Withheld,
    margin: int,
    texts: ChartTexts,
    contrast: ContrastTexts,
    note: str = "",
) -> IntervalChart:
    """The paired difference willen - kunnen of one group; see `contrast_rows`."""
    row = Row(texts.labels["contrast"], Family.CONTRAST, interval_of(cell), note)
    return contrast_rows((Group("", (row,)),), margin, texts, contrast)


def contrast_rows(
    groups: tuple[Group, ...], margin: int, texts: ChartTexts, contrast: ContrastTexts
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
        label=texts.axis,
        low_end=contrast.low_end,
        high_end=contrast.high_end,
        with_sign=True,
    )
    return IntervalChart(
        title=texts.title,
        axis=axis,
        groups=groups,
        phrases=texts.phrases,
        lines=(ReferenceLine(0, contrast.zero),),
        margin=Margin(-margin, margin, contrast.margin),
    )


def score_rows(
    groups: tuple[Group, ...], texts: ChartTexts, *, side_by_side: bool = False
) -> IntervalChart:
    """Scores on 0-100, in the groups given."""
    axis = Axis(0, 100, SCORE_TICKS, texts.axis, *texts.ends)
    return IntervalChart(texts.title, axis, groups, texts.phrases, side_by_side=side_by_side)


def _rows(
    metrics: Iterable[str],
    family: Family,
    cells: MeanCells,
    texts: ChartTexts,
) -> tuple[Row, ...]:
    return tuple(
        Row(texts.labels[metric], family, interval_of(cells[metric]), texts.notes.get(metric, ""))
        for metric in metrics
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
