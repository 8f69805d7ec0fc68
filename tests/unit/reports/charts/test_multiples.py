import pytest

from reports.charts.multiples import Difference, NamedMeans, Section, measure, small
from reports.charts.scores import ContrastTexts
from reports.charts.spec import ChartTexts, Family, Interval, Margin, ReferenceLine
from reports.charts.strip import spark
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from surveys.instruments.elements import METRICS
from surveys.policy import Band
from tests.unit.reports.charts.build import ABSENT, HOSTILE, PHRASES, read

WORDS = ChartTexts("Titel", "", {metric: metric.capitalize() for metric in METRICS}, PHRASES)
DIFFERENCE = Difference(5, ContrastTexts("geen verschil", "klein", "willen lager", "kunnen lager"))


def cell(value: int, half: int = 4) -> MeanCell:
    return MeanCell(value, value - half, value + half, Band(10, 14), None)


def named(name: str, value: int, note: str = "") -> NamedMeans:
    cells: dict[str, MeanCell | Withheld] = {metric: cell(value) for metric in METRICS}
    return NamedMeans(name, cells, note)


def hidden(name: str) -> NamedMeans:
    return NamedMeans(name, dict.fromkeys(METRICS, WITHHELD))


def test_rows_stand_as_they_were_given_and_not_by_value() -> None:
    sections = (
        Section("Werk", (named("b", 20), named("a", 90, "hele afdeling"))),
        Section("Inkomen", (named("c", 50),)),
    )
    chart = measure("context", sections, WORDS, DIFFERENCE)
    assert [group.title for group in chart.groups] == ["Werk", "Inkomen"]
    assert [(row.label, row.note) for row in chart.rows] == [
        ("b", ""),
        ("a", "hele afdeling"),
        ("c", ""),
    ]
    assert chart.rows[0].interval == Interval(20, 16, 24)


@pytest.mark.parametrize(
    ("metric", "family"),
    [
        ("willen", Family.WILLEN),
        ("houding", Family.WILLEN),
        ("kunnen", Family.KUNNEN),
        ("praktische_belemmeringen", Family.KUNNEN),
        ("contrast", Family.CONTRAST),
        ("intentie", Family.NEUTRAL),
        ("gedrag", Family.NEUTRAL),
    ],
)
def test_a_measure_has_its_own_hue(metric: str, family: Family) -> None:
    chart = measure(metric, (Section("", (named("a", 20),)),), WORDS, DIFFERENCE)
    assert chart.rows[0].family is family


def test_the_difference_stands_against_zero_on_an_axis_that_holds_everybody() -> None:
    sections = (Section("", (named("a", 10), named("b", -60), hidden("c"))),)
    chart = measure("contrast", sections, WORDS, DIFFERENCE)
    assert (chart.axis.minimum, chart.axis.maximum, chart.axis.with_sign) == (-100, 100, True)
    assert chart.lines == (ReferenceLine(0, "geen verschil"),)
    assert chart.margin == Margin(-5, 5, "klein")
    assert chart.axis.low_end == "willen lager"


def test_what_is_withheld_has_a_row_without_a_figure() -> None:
    sections = (Section("", (hidden("a"), named("b", 61))),)
    assert [
        row.interval is None for row in measure("willen", sections, WORDS, DIFFERENCE).rows
    ] == [
        True,
        False,
    ]


def test_nobody_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="no rows"):
        measure("willen", (), WORDS, DIFFERENCE)


def test_a_small_picture_holds_willen_and_kunnen_under_the_name_of_the_group() -> None:
    chart = small(named("Centrum", 61), WORDS)
    assert chart is not None
    assert chart.title == "Centrum"
    assert [row.label for row in chart.rows] == ["Willen", "Kunnen"]


def test_a_small_picture_of_nothing_is_no_picture() -> None:
    assert small(hidden("Centrum"), WORDS) is None
    half = NamedMeans("Half", {"willen": WITHHELD, "kunnen": cell(50)})
    chart = small(half, WORDS)
    assert chart is not None
    assert [row.withheld for row in chart.rows] == [True, False]


def test_a_spark_says_its_figures_and_draws_only_what_is_shown() -> None:
    half = small(NamedMeans("Half", {"willen": WITHHELD, "kunnen": cell(50)}), WORDS)
    assert half is not None
    (drawn,) = read(spark(half)).of("svg")[:1]
    assert drawn.attributes["aria-label"] == f"Willen: {ABSENT}; Kunnen: 50 (46 tot 54)"
    assert len(read(spark(half)).marked("mark")) == 1


def test_a_spark_holds_no_markup_of_a_name() -> None:
    chart = small(named(HOSTILE, 61), WORDS)
    assert chart is not None
    assert "<script" not in spark(chart)
