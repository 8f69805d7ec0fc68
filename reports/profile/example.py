"""A made-up profile, to explain how a profile is read before there is one."""

from typing import Final

from django.utils.translation import gettext as _

from reports.charts.scores import elements, willen_kunnen
from reports.charts.spec import Interval, IntervalChart
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import MeanCell
from reports.statistics.contrast import ContrastOutcome
from reports.texts.charts import chart_texts, columns, gap_of
from surveys.instruments.elements import Element
from surveys.policy import Band

_WILLEN: Final = 69
_KUNNEN: Final = 47
_ELEMENTS: Final = dict(zip(Element, (78, 72, 57, 52, 50, 35, 52), strict=True))
_HALF: Final = 4  # points from a mean to either end of its interval
_PEOPLE: Final = Band(10, 14)


def example_charts() -> tuple[ChartView, ChartView]:
    """Willen and kunnen with their difference, and the seven elements, of a made-up team."""
    scores = {**_ELEMENTS, "willen": _WILLEN, "kunnen": _KUNNEN}
    cells = {
        metric: MeanCell(score, score - _HALF, score + _HALF, _PEOPLE, None)
        for metric, score in scores.items()
    }
    size = _WILLEN - _KUNNEN
    difference = Interval(size, size - _HALF, size + _HALF)
    gap = gap_of(difference, ContrastOutcome.KUNNEN_LAGS_CLEARLY)
    hero = willen_kunnen(cells, chart_texts(_("Willen and kunnen"), brief=True), gap)
    rows = elements(cells, chart_texts(_("The seven elements")))
    return _view(hero, "example-hero"), _view(rows, "example-elements")


def _view(chart: IntervalChart, ident: str) -> ChartView:
    return chart_view(chart, ident=ident, sentence="", columns=columns(_("What")))
