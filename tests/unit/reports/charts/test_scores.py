import pytest

from reports.charts.scores import (
    ContrastTexts,
    contrast_chart,
    elements,
    own_scores,
    score_interval,
    willen_kunnen,
)
from reports.charts.spec import (
    ChartTexts,
    Family,
    Interval,
    IntervalChart,
    Margin,
    ReferenceLine,
    Row,
)
from reports.disclosure.cells import WITHHELD, Coded, MeanCell, Withheld
from surveys.instruments.elements import METRICS
from surveys.policy import Band
from tests.unit.reports.charts.build import PHRASES

WORDS = ChartTexts("Titel", "Score", {metric: metric.capitalize() for metric in METRICS}, PHRASES)
CONTRAST = ContrastTexts("geen verschil", "klein", "kunnen hoger", "willen hoger")


def cell(value: int, low: int, high: int, coded: Coded | None = None) -> MeanCell:
    return MeanCell(value=value, low=low, high=high, n=Band(7, 9), coded=coded)


def contrast_of(published: MeanCell | Withheld) -> IntervalChart:
    return contrast_chart(published, 5, WORDS, CONTRAST)


def test_willen_stands_above_kunnen_each_in_its_own_family() -> None:
    cells = {"kunnen": cell(56, 51, 60), "willen": cell(93, 88, 100, "top")}
    chart = willen_kunnen(cells, WORDS)
    willen, kunnen = chart.rows
    assert (willen.label, willen.family) == ("Willen", Family.WILLEN)
    assert (kunnen.label, kunnen.family) == ("Kunnen", Family.KUNNEN)
    assert willen.interval == Interval(93, 88, 100, "top")
    assert kunnen.interval == Interval(56, 51, 60)
    assert (chart.axis.minimum, chart.axis.maximum) == (0, 100)


def test_the_seven_elements_stand_in_two_named_groups() -> None:
    cells = {metric: cell(50 + place, 40, 70) for place, metric in enumerate(METRICS)}
    chart = elements(cells, WORDS)
    assert [group.title for group in chart.groups] == ["Willen", "Kunnen"]
    assert [len(group.rows) for group in chart.groups] == [3, 4]
    assert [row.label for row in chart.rows] == [metric.capitalize() for metric in METRICS[:7]]
    assert [row.interval and row.interval.value for row in chart.rows] == list(range(50, 57))
    assert [row.family for row in chart.rows] == [Family.WILLEN] * 3 + [Family.KUNNEN] * 4
    assert chart.side_by_side


def test_a_withheld_cell_gives_a_row_without_figures() -> None:
    cells: dict[str, MeanCell | Withheld] = {"willen": WITHHELD, "kunnen": cell(56, 51, 60)}
    assert [row.withheld for row in willen_kunnen(cells, WORDS).rows] == [True, False]
    assert contrast_of(WITHHELD).rows[0].withheld


def test_a_missing_cell_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError, match="kunnen"):
        willen_kunnen({"willen": cell(73, 68, 77)}, WORDS)


def test_the_contrast_stands_against_zero_and_the_margin() -> None:
    chart = contrast_of(cell(17, 12, 21))
    assert chart.lines == (ReferenceLine(0, "geen verschil"),)
    assert chart.margin == Margin(-5, 5, "klein")
    assert chart.axis.with_sign
    assert (chart.axis.low_end, chart.axis.high_end) == ("kunnen hoger", "willen hoger")
    assert chart.rows[0].family is Family.CONTRAST


@pytest.mark.parametrize(
    ("published", "reach"),
    [
        (cell(17, 12, 21), 50),
        (cell(-45, -50, -40), 50),
        (cell(45, 40, 51), 100),
        (cell(-45, -51, -40), 100),
        (WITHHELD, 50),
    ],
)
def test_the_scale_of_the_contrast_is_symmetric(published: MeanCell | Withheld, reach: int) -> None:
    axis = contrast_of(published).axis
    assert (axis.minimum, axis.maximum) == (-reach, reach)
    assert axis.ticks == (-reach, -reach // 2, 0, reach // 2, reach)


def test_own_scores_stand_in_two_groups_whatever_the_order_given() -> None:
    chart = own_scores(
        [
            Row("Context", Family.KUNNEN, Interval(28, 14, 42)),
            Row("Willen", Family.WILLEN, Interval(81, 66, 96), total=True),
            Row("Vaardigheden", Family.KUNNEN, None),
        ],
        WORDS,
    )
    rows = [(group.title, [row.label for row in group.rows]) for group in chart.groups]
    assert rows == [("Willen", ["Willen"]), ("Kunnen", ["Context", "Vaardigheden"])]


def test_uncertainty_ends_where_the_scale_ends() -> None:
    assert score_interval(95, 80, 110) == Interval(95, 80, 100)
    assert score_interval(5, -10, 20) == Interval(5, 0, 20)
    assert score_interval(-3, -10, 20) == Interval(0, 0, 20)


def test_an_own_row_of_neither_group_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        own_scores([Row("verschil", Family.CONTRAST, Interval(1, 0, 2))], WORDS)
