"""Differences of published means (statistiek §7): never bolder than the unrounded figures allow."""

from math import ceil, floor, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.special import stdtrit

from reports.disclosure.cells import WITHHELD, Coded, MeanCell, Withheld
from reports.overview.differences import (
    JUDGED_METRICS,
    SEVEN,
    Verdict,
    chance_between,
    difference,
    differences,
    least_visible,
)
from reports.statistics.types import Estimate
from surveys.policy import Band
from surveys.scoring.rounding import round_half_up


def cell(value: int, low: int, high: int, coded: Coded | None = None) -> MeanCell:
    return MeanCell(value, low, high, Band(10, 14), coded)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (cell(60, 56, 64), cell(80, 76, 84), (20, 13, 27, Verdict.HIGHER)),
        (cell(77, 73, 81), cell(69, 65, 73), (-8, -15, -1, Verdict.LOWER)),
        (cell(60, 56, 64), cell(66, 62, 70), (6, -1, 13, Verdict.NOT_SHOWN)),
        (cell(60, 60, 60), cell(61, 61, 61), (1, 0, 2, Verdict.NOT_SHOWN)),
    ],
)
def test_known_differences(
    before: MeanCell, after: MeanCell, expected: tuple[int, int, int, Verdict]
) -> None:
    found = difference("willen", before, after)
    assert (found.points, found.low, found.high, found.verdict) == expected


def test_an_element_is_judged_as_one_of_seven() -> None:
    before, after = cell(60, 56, 64), cell(70, 66, 74)
    assert difference("willen", before, after).verdict is Verdict.HIGHER
    assert difference("context", before, after).verdict is Verdict.NOT_SHOWN


def test_the_widening_of_an_element_is_that_of_six_degrees_of_freedom() -> None:
    exact = stdtrit(6, 1 - 0.05 / 14) / stdtrit(6, 0.975)
    assert exact <= SEVEN < exact + 0.001
    assert all(stdtrit(nu, 1 - 0.05 / 14) / stdtrit(nu, 0.975) < SEVEN for nu in range(7, 200))


def test_of_a_coded_mean_only_the_interval_counts() -> None:
    found = difference("context", cell(60, 56, 64), cell(92, 80, 100, "top"))
    assert (found.points, found.low, found.high) == (None, 16, 44)
    assert found.verdict is Verdict.HIGHER
    touching = difference("context", cell(60, 56, 80), cell(92, 80, 100, "top"))
    assert touching.verdict is Verdict.NOT_SHOWN


def test_what_one_of_two_waves_withholds_has_no_difference() -> None:
    shown: dict[str, MeanCell | Withheld] = dict.fromkeys(JUDGED_METRICS, cell(60, 56, 64))
    half = shown | {"willen": WITHHELD}
    assert [one.metric for one in differences(shown, shown)] == list(JUDGED_METRICS)
    assert "willen" not in [one.metric for one in differences(half, shown)]
    assert "willen" not in [one.metric for one in differences(shown, half)]
    assert differences(dict.fromkeys(JUDGED_METRICS, WITHHELD), shown) == ()


estimates = st.builds(
    lambda mean, sd, n: _estimate(mean, sd, n),
    st.floats(20, 80),
    st.floats(0.5, 15),
    st.integers(7, 40),
)


def _estimate(mean: float, sd: float, n: int) -> Estimate:
    half = float(stdtrit(n - 1, 0.975)) * sd / sqrt(n)
    return Estimate("willen", n, None, mean, sd, 0.0, n - 1, mean - half, mean + half)


def _welch(first: Estimate, second: Estimate) -> tuple[float, float]:
    """The interval of the difference of two means after Welch (1947)."""
    parts = [one.sd**2 / one.n for one in (first, second)]
    freedoms = zip(parts, (first.n - 1, second.n - 1), strict=True)
    freedom = sum(parts) ** 2 / sum(part**2 / df for part, df in freedoms)
    half = float(stdtrit(freedom, 0.975)) * sqrt(sum(parts))
    return second.mean - first.mean - half, second.mean - first.mean + half


def _published(one: Estimate) -> MeanCell:
    return cell(round_half_up(one.mean), floor(one.low), ceil(one.high))


@given(estimates, estimates)
def test_never_bolder_than_the_figures_before_rounding(first: Estimate, second: Estimate) -> None:
    """The interval holds that of 4.9, SE = sqrt(SE1^2 + SE2^2), computed without any rounding."""
    assume(min(first.low, second.low) > 0)
    assume(max(first.high, second.high) < 100)
    low, high = _welch(first, second)
    shown = difference("willen", _published(first), _published(second))
    assert shown.low <= low + 1e-9
    assert shown.high >= high - 1e-9


cells = st.tuples(*[st.integers(0, 100)] * 3).map(lambda it: cell(sorted(it)[1], min(it), max(it)))


@given(cells, cells, st.sampled_from(JUDGED_METRICS))
def test_turning_time_round_turns_the_difference_round(
    first: MeanCell, second: MeanCell, metric: str
) -> None:
    there, back = difference(metric, first, second), difference(metric, second, first)
    assert (there.low, there.high) == (-back.high, -back.low)
    assert there.low < there.high


def test_the_rule_of_thumb_about_chance() -> None:
    assert chance_between([cell(60, 56, 64), cell(40, 36, 44)]) == 6
    assert chance_between([cell(60, 56, 64), cell(40, 30, 50), cell(40, 30, 50)]) == 15
    assert chance_between([cell(60, 56, 64), WITHHELD]) is None
    assert chance_between([cell(60, 56, 64), cell(95, 80, 100, "top")]) is None
    assert chance_between([]) is None


@pytest.mark.parametrize("metric", ["willen", "context"])
@given(value=st.integers(10, 40), half=st.integers(1, 10))
def test_the_least_visible_change_is_told_and_one_point_less_is_not(
    metric: str, value: int, half: int
) -> None:
    now = cell(value, value - half, value + half)
    least = least_visible(metric, now)
    assert least is not None

    def later(points: int) -> MeanCell:
        return cell(value + points, value + points - half, value + points + half)

    assert difference(metric, now, later(least)).verdict is Verdict.HIGHER
    assert difference(metric, now, later(least - 1)).verdict is Verdict.NOT_SHOWN


def test_of_a_coded_mean_no_least_change_is_known() -> None:
    assert least_visible("willen", cell(95, 90, 100, "top")) is None
