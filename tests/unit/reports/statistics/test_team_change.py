import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from reports.statistics.change import ChangeOutcome
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team_change import (
    TeamChange,
    hedges,
    judgements,
    linked_change,
    standardised,
)
from reports.statistics.types import TooFew
from surveys.instruments.elements import Element
from tests.unit.reports.statistics.vectors import KUNNEN, WILLEN

FIRST = {f"p{number:02}": value for number, value in enumerate(KUNNEN)}
SECOND = {f"p{number:02}": value for number, value in enumerate(WILLEN)}


def test_effect_sizes_of_vector_2() -> None:
    d_av, g_av = standardised(16.8403, 9.2399, 8.9644, freedom=11)
    assert d_av == pytest.approx(1.8501, abs=5e-5)
    assert g_av == pytest.approx(1.7211, abs=5e-5)
    assert hedges(11) == pytest.approx(0.93023, abs=5e-6)
    assert standardised(3, 0, 0, freedom=11) == (None, None)
    with pytest.raises(TooFew):
        hedges(0)


def _linked(second: dict[str, float] = SECOND, *, own: bool = False) -> TeamChange:
    return linked_change("kunnen", FIRST, second, sems=PROVISIONAL, own=own)


def test_linked_change_is_over_the_pairs() -> None:
    change = linked_change(
        "kunnen", {**FIRST, "gone": 0.0}, {**SECOND, "new": 100.0}, sems=PROVISIONAL
    )
    assert change.n == 12
    assert change.difference == pytest.approx(16.8403, abs=5e-5)
    assert change.d_av == pytest.approx(1.8501, abs=5e-5)
    assert change.g_av == pytest.approx(1.7211, abs=5e-5)
    with pytest.raises(TooFew):
        _linked({"p00": 50.0, "x": 1.0})


def test_with_the_spread_of_these_people_it_is_a_paired_t_test() -> None:
    differences = [w - k for w, k in zip(WILLEN, KUNNEN, strict=True)]
    expected = stats.ttest_1samp(differences, 0)
    change = _linked(own=True)
    assert change.origin is None
    assert change.p == pytest.approx(expected.pvalue, rel=1e-9)
    interval = expected.confidence_interval(0.99)
    assert change.interval(0.99) == pytest.approx((interval.low, interval.high))


def test_few_people_get_the_provisional_spread_of_a_difference() -> None:
    change = _linked()
    assert (change.spread, change.origin, change.nu) == (26, SpreadOrigin.PROVISIONAL, math.inf)
    half = stats.norm.ppf(0.975) * 26 / math.sqrt(12)
    assert change.interval(0.95) == pytest.approx(
        (change.difference - half, change.difference + half)
    )
    assert change.p == pytest.approx(2 * stats.norm.sf(change.difference / (26 / math.sqrt(12))))


def test_from_81_people_on_the_spread_is_their_own_and_guarded() -> None:
    """SSW 90 x 100 counts as 24,000; / 89 = 16.42^2, in whole points 17."""
    before = {f"p{number:02}": 50.0 for number in range(90)}
    after = {person: 50.0 + (10 if at % 2 else -10) for at, person in enumerate(before)}
    change = linked_change("houding", before, after, sems=PROVISIONAL)
    assert (change.spread, change.origin) == (17, SpreadOrigin.OWN)
    assert change.error == pytest.approx(17 / math.sqrt(90))
    assert change.nu == pytest.approx(89)


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("points", [0.0, 25.0])
def test_no_interval_is_without_width(own: bool, points: float) -> None:
    """Seven people who all went up by 25 points had [25, 25] and p = 0."""
    before = {f"p{number}": 50.0 for number in range(7)}
    after = {person: score + points for person, score in before.items()}
    change = linked_change("gedrag", before, after, sems=PROVISIONAL, own=own)
    low, high = change.interval(0.95)
    least = 2 * stats.norm.ppf(0.975) * math.sqrt(2 * 100 / 7)
    assert high - low >= least - 1e-9
    assert 0 < change.p <= 1


def _change(metric: str, p: float, *, n: int = 12, points: float = 5.0) -> TeamChange:
    """A change with this p of one look, by the normal distribution."""
    error = abs(points) / float(stats.norm.isf(p / 2))
    return TeamChange(metric, n, points, 20.0, None, error, math.inf, 0.5, 0.5)


def test_elements_are_judged_together_and_composites_alone() -> None:
    changes = {
        "willen": _change("willen", 0.04),
        "houding": _change("houding", 0.02),
        "context": _change("context", 0.005, points=-5.0),
    }
    found = judgements(changes)
    assert {name: one.outcome for name, one in found.items()} == {
        "willen": ChangeOutcome.HIGHER,
        "houding": ChangeOutcome.NOT_SHOWN,
        "context": ChangeOutcome.LOWER,
    }
    assert [one.p for one in found.values()] == pytest.approx([0.04, 0.12, 0.035])
    assert [one.level for one in found.values()] == pytest.approx(
        [0.95, 1 - 0.05 / 6, 1 - 0.05 / 7]
    )


@given(
    st.lists(st.floats(1e-6, 0.999), min_size=7, max_size=7),
    st.lists(st.sampled_from([-5.0, 5.0]), min_size=7, max_size=7),
)
def test_the_printed_interval_and_the_sentence_never_contradict_each_other(
    p_values: list[float], points: list[float]
) -> None:
    changes = {
        str(element): _change(element, p, points=difference)
        for element, p, difference in zip(Element, p_values, points, strict=True)
    }
    for name, one in judgements(changes).items():
        assert one.p is not None
        assume(abs(one.p - 0.05) > 1e-6)
        low, high = changes[name].interval(one.level)
        clear = not low <= 0 <= high
        assert clear is (one.outcome in (ChangeOutcome.HIGHER, ChangeOutcome.LOWER))


def test_no_statement_on_few_pairs() -> None:
    few = {"willen": _change("willen", 0.0001, n=6), "kunnen": _change("kunnen", 0.0001, n=7)}
    assert {name: one.outcome for name, one in judgements(few).items()} == {
        "willen": ChangeOutcome.NO_STATEMENT,
        "kunnen": ChangeOutcome.HIGHER,
    }


def test_no_difference_anywhere_is_not_shown() -> None:
    same = {
        element.value: linked_change(element, FIRST, FIRST, sems=PROVISIONAL) for element in Element
    }
    assert {one.outcome for one in judgements(same).values()} == {ChangeOutcome.NOT_SHOWN}
