from math import erf, sqrt

import pytest
from scipy.stats import studentized_range

from reports.statistics.person import (
    LARGEST_RANGE,
    TWO_SIDED,
    OwnContrast,
    OwnProfile,
    OwnScore,
    most_and_least,
    own_contrast,
    own_errors,
    own_profile,
)
from reports.statistics.sem import PROVISIONAL, Origin, SemTable, sem_table
from reports.statistics.zones import Zone
from surveys.instruments.elements import FORMATIVE, METRICS, Element
from surveys.scoring.plan import item_counts
from surveys.scoring.respondent import Scores, score
from tests.unit.surveys.scoring.build import answered, by_element, instrument, keys

ALL = instrument(keys(H="++", G="++", S="++", V="++", Z="++", C="++", P="--"))
REFERENCE = sem_table({e.value: 10.0 for e in Element if e not in FORMATIVE}, 150)


def _scores(**answers: tuple[int, int]) -> Scores:
    return score(ALL, answered(ALL, by_element(**answers)))


def _profile(scores: Scores, sems: SemTable) -> OwnProfile:
    return own_profile(scores, sems, item_counts(ALL))


@pytest.mark.parametrize(
    ("contrast", "expected"),
    [
        (14.96, OwnContrast.NO_DIFFERENCE_SHOWN),
        (14.98, OwnContrast.KUNNEN_LAGS),
        (-14.98, OwnContrast.WILLEN_LAGS),
        (8.958333, OwnContrast.NO_DIFFERENCE_SHOWN),
        (0.0, OwnContrast.NO_DIFFERENCE_SHOWN),
        (None, OwnContrast.NO_STATEMENT),
    ],
)
def test_a_difference_is_claimed_only_where_the_sem_carries_it(
    contrast: float | None, expected: OwnContrast
) -> None:
    assert own_contrast(contrast, REFERENCE.of("contrast")) is expected


@pytest.mark.parametrize("sems", [PROVISIONAL, REFERENCE])
def test_provisional_values_carry_no_sentence(sems: SemTable) -> None:
    scores = _scores(H=(5, 5), G=(5, 5), S=(5, 5), V=(1, 1), Z=(1, 1), C=(1, 1), P=(5, 5))
    silent = _profile(scores, sems).contrast is OwnContrast.NO_STATEMENT
    assert silent is (sems is PROVISIONAL)


def test_a_profile_has_every_metric_with_its_interval() -> None:
    profile = _profile(
        _scores(H=(5, 5), G=(5, 5), S=(5, 5), V=(1, 1), Z=(1, 1), C=(1, 1), P=(5, 5)), REFERENCE
    )
    assert tuple(profile.scores) == METRICS
    houding, contrast = profile.scores["houding"], profile.scores["contrast"]
    assert houding is not None
    assert contrast is not None
    assert (houding.value, houding.zone) == (100, Zone.HIGH)
    assert (houding.low, houding.high) == pytest.approx((80.4, 119.6))
    assert houding.origin is Origin.REFERENCE
    assert (contrast.value, contrast.zone) == (100, None)
    assert contrast.origin is Origin.ASSUMED
    assert profile.scores["intentie"] is None
    assert profile.contrast is OwnContrast.KUNNEN_LAGS


def test_the_error_of_an_incomplete_composite_is_larger() -> None:
    willen = _profile(_scores(H=(5, 5), G=(4, 4)), PROVISIONAL).scores["willen"]
    assert willen is not None
    assert willen.high - willen.value == pytest.approx(1.96 * 7.071068)
    assert _profile(_scores(H=(5, 5)), PROVISIONAL).scores["willen"] is None


@pytest.mark.parametrize(
    ("items", "answers", "error", "coverage"),
    [
        (5, 5, 10.0, 0.950),
        (5, 4, 11.1803, 0.920),
        (8, 6, 11.5470, 0.910),
        (3, 2, 12.2474, 0.890),
        (5, 3, 12.9099, 0.871),
        (4, 2, 14.1421, 0.834),
        (6, 3, 14.1421, 0.834),
    ],
)
def test_the_error_grows_as_fewer_questions_are_answered(
    items: int, answers: int, error: float, coverage: float
) -> None:
    """`coverage` is that of a bar of 1.96 times the SEM of the whole element, whatever was
    answered: with the own SEM the bar covers .95 again.
    """
    instrument_ = instrument(keys(H="+" * items))
    given = (4,) * answers + (None,) * (items - answers)
    scores = score(instrument_, answered(instrument_, by_element(H=given)))
    profile = own_profile(scores, REFERENCE, item_counts(instrument_))
    houding = profile.scores["houding"]
    assert houding is not None
    half = houding.high - houding.value
    assert half / 1.96 == pytest.approx(error, abs=5e-5)
    assert erf(1.96 * 10 / error / sqrt(2)) == pytest.approx(coverage, abs=1e-3)
    assert erf(half / error / sqrt(2)) == pytest.approx(0.95, abs=1e-4)


def test_composites_carry_the_errors_of_their_elements() -> None:
    four = instrument(keys(**dict.fromkeys("HGSVZCP", "++++")))
    half = dict.fromkeys("HGS", (4, 4)) | dict.fromkeys("VZ", (4, 4, 4, 4))
    whole = half | dict.fromkeys("CP", (3, 3, 3, 3))
    errors = own_errors(
        score(four, answered(four, by_element(**whole))), REFERENCE, item_counts(four)
    )
    assert errors["willen"] == pytest.approx(sqrt(3 * 200) / 3)
    assert errors["kunnen"] == pytest.approx(5)
    assert errors["contrast"] == pytest.approx(sqrt(600 / 9 + 25))


def test_a_contrast_over_few_answers_needs_more() -> None:
    """Willen minus kunnen 18.75: beyond 14.97 with all answers, within 18.9 with half of willen."""
    four = instrument(keys(**dict.fromkeys("HGSVZCP", "++++")))
    kunnen = dict.fromkeys("VZC", (3, 3, 3, 3)) | {"P": (4, 4, 4, 4)}
    outcomes = []
    for willen in ((4, 4, 4, 4), (4, 4, None, None)):
        given = by_element(**dict.fromkeys("HGS", willen), **kunnen)
        scores = score(four, answered(four, given))
        assert scores.metrics["contrast"] == 18.75
        outcomes.append(own_profile(scores, REFERENCE, item_counts(four)).contrast)
    assert outcomes == [OwnContrast.KUNNEN_LAGS, OwnContrast.NO_DIFFERENCE_SHOWN]


def test_a_zone_is_that_of_the_answers_there_are() -> None:
    """70 points: high at SEM 10 (70 - 16.45 > 50), not at 14.14."""
    many = instrument(keys(H="+" * 10))
    zones = []
    for given in ((4, 4, 4, 4, 4, 4, 4, 4, 3, 3), (4, 4, 4, 4, 3) + (None,) * 5):
        scores = score(many, answered(many, by_element(H=given)))
        houding = own_profile(scores, REFERENCE, item_counts(many)).scores["houding"]
        assert houding is not None
        assert houding.value == 70
        zones.append(houding.zone)
    assert zones == [Zone.HIGH, Zone.MIDDLE]


def test_the_largest_range_is_that_of_seven_scores_with_a_known_error() -> None:
    assert round(float(studentized_range.ppf(0.95, 7, float("inf"))), 2) == LARGEST_RANGE


@pytest.mark.parametrize(("low", "expected"), [(58.3, True), (58.4, False)])
def test_most_and_least_are_named_only_beyond_the_range_that_chance_gives(
    low: float, expected: bool
) -> None:
    """With an error of 10 for each the limit is 41.7 points."""
    values = dict.fromkeys(METRICS, 80.0) | {"houding": 100.0, "sociale_druk": low}
    found = most_and_least(_made_of(values))
    named = ((Element.HOUDING,), (Element.SOCIALE_DRUK,))
    assert found == (named if expected else None)


def test_equal_scores_are_named_together_and_too_few_answers_not_at_all() -> None:
    values = dict.fromkeys(METRICS, 90.0) | {"context": 10.0}
    found = most_and_least(_made_of(values))
    assert found == (tuple(e for e in Element if e is not Element.CONTEXT), (Element.CONTEXT,))
    assert most_and_least(OwnProfile(dict.fromkeys(METRICS), OwnContrast.NO_STATEMENT)) is None


def test_a_score_of_fewer_answers_needs_a_larger_distance() -> None:
    """The element on half of its questions has an error of sqrt(2) times 10: limit 51.1."""
    values = dict.fromkeys(METRICS, 70.0) | {"houding": 100.0, "context": 52.0}
    half = _made_of(values, context=10 * sqrt(2))
    assert most_and_least(_made_of(values)) is not None
    assert most_and_least(half) is None


def _made_of(values: dict[str, float], **errors: float) -> OwnProfile:
    """A profile of these scores, each with an error of 10 unless another is given."""
    scores = {
        metric: OwnScore(
            metric,
            value,
            value - TWO_SIDED * errors.get(metric, 10),
            value + TWO_SIDED * errors.get(metric, 10),
            None,
            Origin.REFERENCE,
        )
        for metric, value in values.items()
    }
    return OwnProfile(scores, OwnContrast.NO_STATEMENT)
