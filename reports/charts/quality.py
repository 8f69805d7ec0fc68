"""The picture of the quality page: alpha per element with its interval, in hundredths."""

from collections.abc import Sequence

from reports.charts.spec import Axis, Family, Group, Interval, IntervalChart, Row
from reports.charts.team import ChartTexts
from reports.disclosure.quality import QualityElement
from surveys.instruments.elements import WILLEN


def alphas(elements: Sequence[QualityElement], words: ChartTexts) -> IntervalChart:
    """One row per element that has an alpha; a negative alpha is drawn at 0.

    Raises ValueError when there is no element to draw.
    """
    rows = tuple(
        Row(words.labels[element.metric], _family(element.metric), _interval(element))
        for element in elements
        if element.alpha is not None
    )
    return IntervalChart(
        words.title,
        Axis(0, 100, (0, 25, 50, 75, 100), words.axis),
        (Group("", rows),),
        words.phrases,
    )


def _family(metric: str) -> Family:
    return Family.WILLEN if metric in WILLEN else Family.KUNNEN


def _interval(element: QualityElement) -> Interval:
    values = (element.alpha or 0, element.alpha_low or 0, element.alpha_high or 0)
    alpha, low, high = (min(100, max(0, value)) for value in values)
    return Interval(alpha, low, high)
