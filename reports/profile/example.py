"""A made-up profile, to explain how a profile is read before there is one."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from reports.charts.scores import elements, willen_kunnen
from reports.charts.spec import Interval, IntervalChart
from reports.charts.view import ChartView, chart_view, place_classes
from reports.disclosure.cells import MeanCell
from reports.statistics.contrast import ContrastOutcome
from reports.texts.charts import chart_texts, columns, gap_of
from surveys.instruments.elements import Element
from surveys.policy import Band

_WILLEN: Final = 69
_KUNNEN: Final = 47
_ELEMENTS: Final[dict[str, int]] = dict(zip(Element, (78, 72, 57, 52, 50, 35, 52), strict=True))
_HALF: Final = 6  # points from a mean to either end of its interval
_PEOPLE: Final = Band(10, 14)


@dataclass(frozen=True, slots=True)
class ExampleProfile:
    """Willen and kunnen on one axis, the seven elements, and what the explanation points at: the
    difference in points, the lowest element (0-100), and the place of the band of willen.
    """

    hero: ChartView
    rows: ChartView
    points: int
    lowest: int
    band_place: str


def example_profile() -> ExampleProfile:
    """Draw the figures of a made-up team with the charts of a real one."""
    scores: dict[str, int] = {**_ELEMENTS, "willen": _WILLEN, "kunnen": _KUNNEN}
    cells = {
        metric: MeanCell(score, score - _HALF, score + _HALF, _PEOPLE, None)
        for metric, score in scores.items()
    }
    size = _WILLEN - _KUNNEN
    difference = Interval(size, size - _HALF, size + _HALF)
    gap = gap_of(difference, ContrastOutcome.KUNNEN_LAGS_CLEARLY)
    hero = willen_kunnen(cells, chart_texts(_("Willen and kunnen"), brief=True), gap)
    rows = elements(cells, chart_texts(_("The seven elements")))
    return ExampleProfile(
        hero=_view(hero, "example-hero"),
        rows=_view(rows, "example-elements"),
        points=size,
        lowest=_ELEMENTS[Element.CONTEXT],
        band_place=place_classes(_WILLEN + 2 * _HALF / 3),
    )


def _view(chart: IntervalChart, ident: str) -> ChartView:
    return chart_view(chart, ident=ident, sentence="", columns=columns(_("What")))
