import pytest

from reports.statistics.person import OwnContrast, own_contrast, own_profile
from reports.statistics.sem import PROVISIONAL, Origin, sem_table
from reports.statistics.zones import Zone
from surveys.instruments.elements import FORMATIVE, METRICS, Element
from surveys.scoring.respondent import Scores, score
from tests.unit.surveys.scoring.build import answered, by_element, instrument, keys

ALL = instrument(keys(H="++", G="++", S="++", V="++", Z="++", C="++", P="--"))
REFERENCE = sem_table({e.value: 10.0 for e in Element if e not in FORMATIVE}, 150)


def _scores(**answers: tuple[int, int]) -> Scores:
    return score(ALL, answered(ALL, by_element(**answers)))


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
    assert own_contrast(contrast, REFERENCE) is expected


@pytest.mark.parametrize("contrast", [0.0, 14.0, 60.0, -60.0])
def test_provisional_values_carry_no_sentence(contrast: float) -> None:
    assert own_contrast(contrast, PROVISIONAL) is OwnContrast.NO_STATEMENT


def test_a_profile_has_every_metric_with_its_interval() -> None:
    profile = own_profile(
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
    willen = own_profile(_scores(H=(5, 5), G=(4, 4)), PROVISIONAL).scores["willen"]
    assert willen is not None
    assert willen.high - willen.value == pytest.approx(1.96 * 7.071068)
    assert own_profile(_scores(H=(5, 5)), PROVISIONAL).scores["willen"] is None
