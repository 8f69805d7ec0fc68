import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.spec import Axis, Interval, IntervalChart
from tests.unit.reports.charts.build import PHRASES, SCORES, chart, row


@pytest.mark.parametrize(("value", "low", "high"), [(50, 51, 60), (50, 40, 49), (50, 60, 40)])
def test_a_figure_outside_its_interval_is_refused(value: int, low: int, high: int) -> None:
    with pytest.raises(ValueError, match="does not hold"):
        Interval(value, low, high)


@pytest.mark.parametrize("maximum", [0, -1])
def test_a_scale_without_length_is_refused(maximum: int) -> None:
    with pytest.raises(ValueError, match="no length"):
        Axis(0, maximum, (), "")


def test_a_chart_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="has no rows"):
        IntervalChart("Leeg", SCORES, (), PHRASES)


@pytest.mark.parametrize(("value", "place"), [(-50, 0), (0, 0.5), (25, 0.75), (50, 1), (80, 1)])
def test_the_place_on_the_scale(value: int, place: float) -> None:
    assert Axis(-50, 50, (), "").fraction(value) == place


@given(st.integers(-500, 500), st.integers(-500, 500))
def test_the_scale_keeps_order(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert 0 <= SCORES.fraction(low) <= SCORES.fraction(high) <= 1


def test_only_a_row_without_interval_is_withheld() -> None:
    shown, hidden = chart(row(interval=Interval(0, 0, 0)), row()).rows
    assert not shown.withheld
    assert hidden.withheld
