"""The picture of the quality page: alpha per element with its interval, in hundredths."""

from collections.abc import Sequence

from reports.disclosure.quality import QualityElement
from surveys.instruments.elements import WILLEN

from .spec import Axis, Family, Group, Interval, IntervalChart, Row
from .team import Words


def alphas(elements: Sequence[QualityElement], words: Words) -> IntervalChart:
    """One row per element that has an alpha; a negative alpha is drawn at 0.

    Raises ValueError when there is no element to draw.
    """
    rows = tuple(
        Row(words.labels[found.metric], _family(found.metric), _interval(found))
        for found in elements
        if found.alpha is not None
    )
    return IntervalChart(
        words.title,
        Axis(0, 100, (0, 25, 50, 75, 100), words.axis),
        (Group("", rows),),
        words.phrases,
    )


def _family(metric: str) -> Family:
    return Family.WILLEN if metric in WILLEN else Family.KUNNEN


def _interval(found: QualityElement) -> Interval:
    values = (found.alpha or 0, found.alpha_low or 0, found.alpha_high or 0)
    alpha, low, high = (min(100, max(0, value)) for value in values)
    return Interval(alpha, low, high)
