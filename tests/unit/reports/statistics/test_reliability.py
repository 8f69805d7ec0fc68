import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from reports.statistics.composites import composite_reliabilities
from reports.statistics.omega import NoOmega, NoOmegaReason, omega, one_factor
from reports.statistics.quality import Refused, Reliability, reference, reliability
from reports.statistics.reliability import (
    NoSpread,
    contrast_reliability,
    cronbach_alpha,
    feldt_interval,
    item_rest_correlations,
    standard_error,
)
from reports.statistics.sem import PROVISIONAL, Origin
from reports.statistics.types import Refusal, TooFew
from tests.unit.reports.statistics.vectors import ANSWERS, KUNNEN, SCORES, WILLEN

Floats = NDArray[np.float64]
VECTOR_3 = np.array(SCORES)


def one_common_factor(respondents: int, items: int = 4, seed: int = 1) -> Floats:
    """Item scores that share one factor, rounded to five steps."""
    random = np.random.default_rng(seed)
    latent = random.normal(size=(respondents, 1)) + random.normal(size=(respondents, items))
    return np.clip(np.round(latent + 2), 0, 4) * 25


def test_vector_3() -> None:
    report = reliability("houding", VECTOR_3, minimum=2)
    assert isinstance(report, Reliability)
    assert (report.n, report.items) == (8, 4)
    assert report.alpha == pytest.approx(0.9436937, abs=5e-8)
    assert report.alpha_low == pytest.approx(0.8328474, abs=5e-8)
    assert report.alpha_high == pytest.approx(0.9873527, abs=5e-8)
    assert report.omega == pytest.approx(0.955654, abs=5e-7)
    assert report.mean == 62.5
    assert report.sd == pytest.approx(28.7384, abs=5e-5)
    assert report.sem == pytest.approx(6.8193, abs=5e-5)


def test_loadings_of_vector_3_in_steps() -> None:
    loadings = one_factor(np.cov(np.array(ANSWERS, dtype=float), rowvar=False))
    assert loadings == pytest.approx([1.3795, 0.9451, 0.8744, 1.2961], abs=6e-5)


@pytest.mark.parametrize(
    ("alpha", "respondents", "items", "low", "high", "digits"),
    [
        (0.85, 89, 7, 0.7970649, 0.8931666, 5e-8),
        (0.913, 873, 20, 0.9044024, 0.9211588, 5e-8),
        (0.591719, 15, 10, 0.1949217, 0.8398209, 5e-8),
        (0.80, 12, 4, 0.52, 0.94, 6e-3),
        (0.80, 30, 4, 0.65, 0.90, 6e-3),
        (0.80, 50, 4, 0.69, 0.88, 6e-3),
        (0.80, 100, 4, 0.73, 0.86, 6e-3),
        (0.80, 200, 4, 0.75, 0.84, 6e-3),
    ],
)
def test_feldt_interval(
    alpha: float, respondents: int, items: int, low: float, high: float, digits: float
) -> None:
    assert feldt_interval(alpha, respondents, items) == pytest.approx((low, high), abs=digits)


def test_respondents_with_a_missing_answer_are_left_out() -> None:
    holes = np.vstack([VECTOR_3, [[100, np.nan, 0, 0], [np.nan] * 4]])
    assert cronbach_alpha(holes) == cronbach_alpha(VECTOR_3)
    assert omega(holes) == omega(VECTOR_3)
    assert item_rest_correlations(holes) == item_rest_correlations(VECTOR_3)


def test_an_unturned_item_gives_the_alarm() -> None:
    turned = VECTOR_3.copy()
    turned[:, :2] = 100 - turned[:, :2]
    assert cronbach_alpha(turned) < 0
    rest = item_rest_correlations(turned)
    assert rest[0] is not None
    assert rest[0] < 0


def test_an_item_without_spread_has_no_correlation() -> None:
    level = np.column_stack([VECTOR_3, np.full(8, 50.0)])
    assert item_rest_correlations(level)[4] is None


def test_alpha_needs_two_items_two_people_and_a_difference() -> None:
    with pytest.raises(ValueError, match="2 items"):
        cronbach_alpha(VECTOR_3[:, :1])
    with pytest.raises(ValueError, match="2 respondents"):
        cronbach_alpha(VECTOR_3[:1])
    with pytest.raises(NoSpread):
        cronbach_alpha(np.full((8, 4), 50.0))


@given(
    arrays(float, (12, 4), elements=st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0])),
    st.permutations(range(12)),
    st.permutations(range(4)),
)
def test_order_of_people_and_items_does_not_matter(
    scores: Floats, people: list[int], items: list[int]
) -> None:
    moved = scores[people][:, items]
    try:
        expected = cronbach_alpha(scores)
    except NoSpread:
        with pytest.raises(NoSpread):
            cronbach_alpha(moved)
    else:
        assert cronbach_alpha(moved) == pytest.approx(expected, abs=1e-9)


def test_omega_of_exact_loadings() -> None:
    loadings = np.array([0.9, 0.7, 0.5, 0.3])
    covariances = np.outer(loadings, loadings)
    np.fill_diagonal(covariances, 1.0)
    assert one_factor(covariances) == pytest.approx(loadings, abs=1e-9)
    assert one_factor(625 * covariances) == pytest.approx(25 * loadings, abs=1e-8)


def _with_covariances(covariances: Floats) -> Floats:
    """Scores whose sample covariances are exactly these."""
    random = np.random.default_rng(3)
    raw = random.normal(size=(40, len(covariances)))
    raw -= raw.mean(axis=0)
    white = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw, rowvar=False))).T
    return np.asarray(white @ np.linalg.cholesky(covariances).T)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        (VECTOR_3[:, :2], NoOmegaReason.TOO_FEW_ITEMS),
        (np.column_stack([VECTOR_3, np.full(8, 50.0)]), NoOmegaReason.NO_SPREAD),
        (
            _with_covariances(np.array([[1, 0.8, 0.7], [0.8, 1, 0.3], [0.7, 0.3, 1]])),
            NoOmegaReason.HEYWOOD,
        ),
        (
            _with_covariances(
                np.array(
                    [[1, 0.6, 0.1, 0.1], [0.6, 1, 0.1, 0.1], [0.1, 0.1, 1, 0.6], [0.1, 0.1, 0.6, 1]]
                )
            ),
            NoOmegaReason.NO_FIT,
        ),
    ],
)
def test_omega_says_why_it_fails(scores: Floats, reason: NoOmegaReason) -> None:
    with pytest.raises(NoOmega) as failure:
        omega(scores)
    assert failure.value.reason is reason


def test_a_report_without_omega_names_the_reason() -> None:
    report = reliability("houding", one_common_factor(60, items=2))
    assert isinstance(report, Reliability)
    assert (report.omega, report.no_omega) == (None, NoOmegaReason.TOO_FEW_ITEMS)


@pytest.mark.parametrize(
    ("metric", "scores", "reason"),
    [
        ("context", one_common_factor(200), Refusal.FORMATIVE),
        ("praktische_belemmeringen", one_common_factor(200), Refusal.FORMATIVE),
        ("houding", one_common_factor(49), Refusal.TOO_FEW),
        ("houding", one_common_factor(200, items=1), Refusal.TOO_FEW_ITEMS),
        ("houding", np.full((60, 4), 75.0), Refusal.NO_SPREAD),
    ],
)
def test_refusals(metric: str, scores: Floats, reason: Refusal) -> None:
    assert reliability(metric, scores) == Refused(metric, len(scores), reason)


def test_shares_at_the_ends() -> None:
    ends = np.vstack([one_common_factor(80), np.zeros((10, 4)), np.full((10, 4), 100.0)])
    own = one_common_factor(80)
    report = reliability("houding", ends)
    assert isinstance(report, Reliability)
    assert report.floor == pytest.approx((10 + (own == 0).all(axis=1).sum()) / 100)
    assert report.ceiling == pytest.approx((10 + (own == 100).all(axis=1).sum()) / 100)


def test_reference_values_are_taken_from_a_hundred_people_on() -> None:
    enough = reliability("houding", one_common_factor(100))
    too_few = reliability("vaardigheden", one_common_factor(99))
    refused = reliability("context", one_common_factor(400))
    assert isinstance(enough, Reliability)
    table = reference([enough, too_few, refused])
    assert table.n == 100
    assert table.of("houding") == enough.sem
    assert table.origins["houding"] is Origin.REFERENCE
    assert table.of("vaardigheden") == table.of("context") == 10
    assert reference([too_few, refused]) == PROVISIONAL


def test_standard_error_of_measurement() -> None:
    assert standard_error(20, 0.75) == 10


def test_reliability_of_a_contrast_falls_as_its_parts_go_together() -> None:
    found = [
        contrast_reliability(0.8, 0.9, sd_willen=15, sd_kunnen=12, correlation=r)
        for r in (0.0, 0.4, 0.8)
    ]
    assert found[0] == pytest.approx((0.8 * 225 + 0.9 * 144) / 369)
    assert found == sorted(found, reverse=True)
    with pytest.raises(NoSpread):
        contrast_reliability(0.8, 0.8, sd_willen=10, sd_kunnen=10, correlation=1)


def test_composites() -> None:
    found = composite_reliabilities(WILLEN, KUNNEN, sems=PROVISIONAL, minimum=12)
    assert found.n == 12
    assert found.willen == pytest.approx(1 - (100 / 3) / 8.9644**2, abs=1e-5)
    assert found.kunnen == pytest.approx(1 - 25 / 9.2399**2, abs=1e-5)
    assert found.correlation == pytest.approx(0.5371, abs=5e-5)
    assert found.contrast == pytest.approx(1 - (100 / 3 + 25) / 8.7613**2, abs=1e-5)
    with pytest.raises(TooFew, match="12 respondents where at least 50"):
        composite_reliabilities(WILLEN, KUNNEN, sems=PROVISIONAL)
