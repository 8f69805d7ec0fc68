import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import estimate, half_width, half_width_at
from reports.statistics.types import Estimate, TooFew
from tests.unit.reports.statistics.vectors import CONTRAST, KUNNEN, SIZE, WILLEN

SCORES = st.lists(st.floats(0, 100), min_size=2, max_size=20)


@pytest.mark.parametrize(
    ("metric", "values", "mean", "sd", "half", "nu", "low", "high"),
    [
        ("willen", WILLEN, 72.5694, 8.9644, 4.0954, 36.82, 68.47, 76.66),
        ("kunnen", KUNNEN, 55.7292, 9.2399, 3.9745, 27.66, 51.75, 59.70),
        ("contrast", CONTRAST, 16.8403, 8.7613, 4.6232, 69.85, 12.22, 21.46),
    ],
)
def test_vector_2(
    metric: str,
    values: list[float],
    mean: float,
    sd: float,
    half: float,
    nu: float,
    low: float,
    high: float,
) -> None:
    result = estimate(metric, values, size=SIZE, sem=PROVISIONAL.of(metric))
    assert (result.metric, result.n, result.size) == (metric, 12, SIZE)
    assert result.mean == pytest.approx(mean, abs=5e-5)
    assert result.sd == pytest.approx(sd, abs=5e-5)
    assert result.half_width == pytest.approx(half, abs=5e-5)
    assert result.nu == pytest.approx(nu, abs=5e-3)
    assert result.low == pytest.approx(low, abs=5.1e-3)
    assert result.high == pytest.approx(high, abs=5.1e-3)


def test_without_a_finite_team_it_is_the_ordinary_t_interval() -> None:
    result = estimate("willen", WILLEN, size=None, sem=8)
    assert result.half_width == pytest.approx(5.6957, abs=5e-5)
    assert result.nu == pytest.approx(11)


def test_without_measurement_error_it_is_the_classical_correction() -> None:
    result = estimate("willen", WILLEN, size=SIZE, sem=0)
    assert result.half_width == pytest.approx(3.2884, abs=5e-5)


def test_when_everybody_answered_only_measurement_error_is_left() -> None:
    result = estimate("willen", WILLEN, size=12, sem=6)
    assert math.isinf(result.nu)
    assert result.half_width == pytest.approx(1.959964 * 6 / math.sqrt(12), rel=1e-6)


@pytest.mark.parametrize("size", [8, 16, None])
def test_equal_scores_still_carry_all_measurement_error(size: int | None) -> None:
    result = estimate("willen", [50.0] * 8, size=size, sem=8)
    assert result.sd == 0
    assert result.half_width == pytest.approx(1.959964 * math.sqrt(64 / 8), rel=1e-6)


def test_a_pooled_spread_has_the_freedom_of_its_pool() -> None:
    # v = (.5 400 + .5 100) / 10 = 25; nu = 25^2 / (20^2 / 80) = 125; t(.975; 125) = 1.97912
    half, nu = half_width(10, 20, freedom=80, size=20, sem=10)
    assert nu == pytest.approx(125)
    assert half == pytest.approx(1.9791241 * 5, rel=1e-6)


def test_groups_that_did_not_answer_alike_make_a_total_less_sure() -> None:
    plain, _ = half_width_at(40, 20, freedom=200, fraction=0.5, sem=10)
    wider, nu = half_width_at(40, 20, freedom=200, fraction=0.5, sem=10, between=3)
    assert plain < wider
    # v = 250/40 + 3 = 9.25; sampling = 5
    assert nu == pytest.approx(200 * (9.25 / 5) ** 2)


def test_one_score_is_no_team_and_a_team_has_no_strangers() -> None:
    with pytest.raises(TooFew, match="1 respondents where at least 2"):
        estimate("willen", [50.0], size=10, sem=8)
    with pytest.raises(ValueError, match="3 respondents in a team of 2"):
        estimate("willen", [50.0, 60.0, 70.0], size=2, sem=8)


@given(SCORES, st.data())
def test_the_order_of_respondents_changes_not_one_bit(
    values: list[float], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(values))
    assert estimate("willen", shuffled, size=20, sem=8) == estimate(
        "willen", values, size=20, sem=8
    )


@given(SCORES, st.floats(0.1, 10), st.floats(-100, 100))
def test_estimates_transform_linearly(values: list[float], factor: float, shift: float) -> None:
    plain = estimate("willen", values, size=25, sem=8)
    moved = estimate(
        "willen", [factor * value + shift for value in values], size=25, sem=factor * 8
    )
    for before, after in (
        (plain.mean, moved.mean),
        (plain.low, moved.low),
        (plain.high, moved.high),
    ):
        assert after == pytest.approx(factor * before + shift, abs=1e-6)
    assert moved.sd == pytest.approx(factor * plain.sd, abs=1e-6)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=20))
def test_the_contrast_is_the_difference_of_the_means(pairs: list[tuple[float, float]]) -> None:
    willen = estimate("willen", [w for w, _ in pairs], size=None, sem=5)
    kunnen = estimate("kunnen", [k for _, k in pairs], size=None, sem=5)
    contrast = estimate("contrast", [w - k for w, k in pairs], size=None, sem=5)
    assert contrast.mean == pytest.approx(willen.mean - kunnen.mean, abs=1e-9)


def test_an_estimate_knows_its_half_width() -> None:
    assert Estimate("willen", 8, 12, 60, 10, 5, 7, 55, 65).half_width == 5
