import pytest

from reports.charts.own import OwnRow, OwnWords, own_profile
from reports.charts.spec import Family, Interval, Style
from tests.unit.reports.charts.build import PHRASES

WORDS = OwnWords("Uw profiel", "Score", "Willen", "Kunnen", PHRASES)


def test_bars_in_two_groups_whatever_the_order_given() -> None:
    chart = own_profile(
        [
            OwnRow("Context", Family.KUNNEN, 28, 14, 42),
            OwnRow("Houding", Family.WILLEN, 81, 66, 96),
            OwnRow("Vaardigheden", Family.KUNNEN, 63, 48, 77),
        ],
        WORDS,
    )
    assert chart.style is Style.BAR
    shown = [(group.title, [row.label for row in group.rows]) for group in chart.groups]
    assert shown == [("Willen", ["Houding"]), ("Kunnen", ["Context", "Vaardigheden"])]


def test_uncertainty_ends_where_the_scale_ends() -> None:
    high, low = own_profile(
        [OwnRow("a", Family.WILLEN, 95, 80, 110), OwnRow("b", Family.WILLEN, 5, -10, 20)], WORDS
    ).rows
    assert high.interval == Interval(95, 80, 100)
    assert low.interval == Interval(5, 0, 20)


@pytest.mark.parametrize(("value", "low", "high"), [(None, None, None), (50, None, 60)])
def test_too_little_answered_shows_no_figure(
    value: int | None, low: int | None, high: int | None
) -> None:
    (row,) = own_profile([OwnRow("a", Family.WILLEN, value, low, high)], WORDS).rows
    assert row.withheld


def test_a_row_of_neither_group_is_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        own_profile([OwnRow("verschil", Family.CONTRAST, 1, 0, 2)], WORDS)
