import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import f as f_distribution

from reports.statistics.omega import NoOmega, NoOmegaReason, omega, one_factor, residual
from reports.statistics.quality import NoReliability, Reliability, measured_sems, reliability
from reports.statistics.reliability import (
    NoSpread,
    cronbach_alpha,
    feldt_interval,
    item_rest_correlations,
    standard_error,
)
from reports.statistics.types import Refusal
from surveys.scoring.batch import Floats
from tests.unit.reports.statistics.vectors import ANSWERS, SCORES

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
    assert reliability(metric, scores) == NoReliability(metric, len(scores), reason)


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
    assert measured_sems([enough, too_few, refused]) == {"houding": enough.sem}


def test_standard_error_of_measurement() -> None:
    assert standard_error(20, 0.75) == 10
    assert [standard_error(20, alpha) for alpha in (-5, -1e-9, 0.0, 1.0)] == [None] * 4


@pytest.mark.parametrize("sign", [1, -1])
def test_without_a_positive_alpha_there_is_no_error_and_no_omega(sign: int) -> None:
    """Items that go against each other: alpha is negative, and SEM would exceed s."""
    random = np.random.default_rng(5)
    first = random.normal(50, 20, 120)
    scores = np.column_stack(
        [first, 100 - first, sign * (first - 50) + 50, random.normal(50, 9, 120)]
    )
    report = reliability("houding", scores)
    assert isinstance(report, Reliability)
    assert report.alpha < 0
    assert (report.sem, report.omega) == (None, None)
    assert report.no_omega is NoOmegaReason.NEGATIVE_ALPHA
    assert measured_sems([report]) == {}


def test_copies_of_one_question_show_no_error() -> None:
    """Alpha is 1 and SEM would be 0: a bar without width."""
    one = one_common_factor(120, items=1)
    report = reliability("houding", np.column_stack([one] * 4))
    assert isinstance(report, Reliability)
    assert report.alpha == pytest.approx(1)
    assert report.sem is None
    assert measured_sems([report]) == {}


def _two_blocks(within: float, between: float) -> Floats:
    """Correlations of four items in two pairs. The best single factor has equal loadings, l^2 =
    (within + 2 between) / 3: residuals 2 (within - between) / 3 twice and minus half of that four
    times, so their root mean square is (within - between) sqrt(2) / 3.
    """
    blocks = np.full((4, 4), between)
    blocks[:2, :2] = blocks[2:, 2:] = within
    np.fill_diagonal(blocks, 1.0)
    return blocks


@pytest.mark.parametrize(("difference", "fits"), [(0.165, True), (0.175, False), (0.2, False)])
def test_one_factor_fits_up_to_a_residual_of_eight_hundredths(
    difference: float, fits: bool
) -> None:
    """Root mean square residuals .0778, .0825 and .0943: the last two passed at a limit of .10."""
    correlations = _two_blocks(0.5 + difference, 0.5)
    loadings = one_factor(correlations)
    assert residual(correlations, loadings) == pytest.approx(difference * 2**0.5 / 3, abs=1e-9)
    scores = _with_covariances(correlations)
    if fits:
        assert omega(scores) > 0.7
    else:
        with pytest.raises(NoOmega) as failure:
            omega(scores)
        assert failure.value.reason is NoOmegaReason.NO_FIT


def test_three_items_always_fit() -> None:
    correlations = np.array([[1, 0.6, 0.3], [0.6, 1, 0.2], [0.3, 0.2, 1]])
    assert residual(correlations, one_factor(correlations)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("respondents", "items", "low", "high"),
    [
        (50, 2, 0.0013, 0.0002),
        (50, 4, 0.0004, 0.0001),
        (100, 2, 0.0004, 0.0001),
        (100, 4, 0.0001, 0.0000),
    ],
)
def test_how_much_the_variant_of_bonett_differs(
    respondents: int, items: int, low: float, high: float
) -> None:
    """F with n(k - 1) instead of (n - 1)(k - 1) degrees of freedom, at alpha .80."""
    ends = feldt_interval(0.8, respondents, items)
    first, second = respondents - 1, respondents * (items - 1)
    variant = [1 - 0.2 * f_distribution.ppf(tail, first, second) for tail in (0.975, 0.025)]
    gaps = [abs(one - other) for one, other in zip(ends, variant, strict=True)]
    assert gaps == pytest.approx([low, high], abs=6e-5)
