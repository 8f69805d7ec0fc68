"""The charts of the gallery: each form in each of its states, from made-up figures."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from reports.charts.matrix import matrix_view
from reports.charts.multiples import DIFFERENCE, Difference, NamedMeans, Section, measure, trend
from reports.charts.scores import elements, own_scores, willen_kunnen
from reports.charts.spec import Family, Interval, Row
from reports.charts.view import ChartView, chart_view, spark_view
from reports.disclosure.cells import WITHHELD, Coded, MeanCell, MeanCells
from reports.statistics.contrast import ContrastOutcome
from reports.texts.charts import chart_texts, columns, contrast_texts, gap_of
from surveys.instruments.elements import KUNNEN, METRICS, WILLEN, Element
from surveys.policy import Band

PEOPLE: Final = Band(10, 14)
TEAM: Final = dict(zip(Element, (78, 72, 57, 52, 50, 35, 52), strict=True))


def _cell(value: int, half: int = 4, coded: Coded | None = None) -> MeanCell:
    return MeanCell(value, max(0, value - half), min(100, value + half), PEOPLE, coded)


def _team(willen: int, kunnen: int, half: int = 4) -> MeanCells:
    return {
        **{element: _cell(value, half) for element, value in TEAM.items()},
        "willen": _cell(willen, half),
        "kunnen": _cell(kunnen, half),
        "contrast": MeanCell(
            willen - kunnen, willen - kunnen - half, willen - kunnen + half, PEOPLE, None
        ),
    }


NOTHING: Final[MeanCells] = dict.fromkeys(METRICS, WITHHELD)
CENTRUM: Final = _team(69, 47)


def _gap(name: str, title: str, willen: int, kunnen: int, outcome: ContrastOutcome) -> ChartView:
    difference = Interval(willen - kunnen, willen - kunnen - 4, willen - kunnen + 4)
    texts = chart_texts(title, brief=True)
    chart = willen_kunnen(_team(willen, kunnen), texts, gap_of(difference, outcome))
    return _view(chart, name)


def _view(chart: Any, name: str, *, explore: bool = False) -> ChartView:
    return chart_view(
        chart, ident=f"gallery-{name}", sentence="", columns=columns("What"), explore=explore
    )


def charts() -> dict[str, Any]:
    """Context of templates/demo/charts.html."""
    wide = {**CENTRUM, "context": _cell(35, 30), "houding": _cell(93, 5, "top")}
    half = {**CENTRUM, "context": WITHHELD}
    own = [
        Row("Willen", Family.WILLEN, Interval(71, 60, 82), total=True),
        *(Row(str(name), Family.WILLEN, Interval(70, 52, 88)) for name in WILLEN),
        Row("Kunnen", Family.KUNNEN, Interval(49, 39, 59), total=True),
        *(Row(str(name), Family.KUNNEN, Interval(19, 1, 37)) for name in KUNNEN[:-1]),
        Row(str(KUNNEN[-1]), Family.KUNNEN, None),
    ]
    waves = [NamedMeans("First", _team(77, 49)), NamedMeans("Second", CENTRUM)]
    days = ((date(2026, 5, 2), "May 2026"), (date(2026, 10, 31), "Oct 2026"))
    four = [*waves, NamedMeans("Third", NOTHING), NamedMeans("Fourth", _team(72, 55))]
    four_days = (*days, (date(2027, 2, 1), "Feb 2027"), (date(2027, 10, 30), "Oct 2027"))
    sections = (
        Section("Inkomen", (NamedMeans("Statushouders", NOTHING), NamedMeans("Bijstand", half))),
        Section("Werk", (NamedMeans("Centrum", CENTRUM, url="#main"),)),
    )
    both = ("willen", "kunnen")
    return {
        "gaps": (
            _gap("gap", "Kunnen lags", 69, 47, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
            _gap("edge", "At the ends", 96, 4, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
            _gap("unclear", "Too uncertain", 55, 50, ContrastOutcome.UNDECIDED),
            _gap("equal", "Equal", 52, 52, ContrastOutcome.BALANCED),
        ),
        "rows": (
            _view(elements(CENTRUM, chart_texts("Seven elements")), "elements"),
            _view(elements(wide, chart_texts("A wide interval and a bound")), "wide"),
            _view(elements(half, chart_texts("One element withheld")), "withheld"),
            _view(own_scores(own, chart_texts("Own scores")), "own"),
            _view(
                measure(
                    DIFFERENCE,
                    sections,
                    chart_texts("Difference of each group", axis="Points"),
                    Difference(5, contrast_texts()),
                ),
                "difference",
                explore=True,
            ),
        ),
        "times": (
            _view(
                trend(
                    both,
                    waves,
                    days,
                    chart_texts("Two waves", brief=True),
                    outcomes={"willen": "lower than then"},
                ),
                "slope",
            ),
            _view(
                trend(both, four, four_days, chart_texts("Four waves, one withheld", brief=True)),
                "line",
                explore=True,
            ),
        ),
        "sparks": tuple(
            (name, spark_view(willen_kunnen(cells, replace(chart_texts(name, brief=True)))))
            for name, cells in (("Centrum", CENTRUM), ("Equal", _team(52, 52)))
        ),
        "matrix": matrix_view(
            (*both, *Element), sections, chart_texts("Teams and elements", brief=True)
        ),
    }
