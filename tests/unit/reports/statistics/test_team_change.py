import math

import pytest

from reports.statistics.change import ChangeOutcome
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import estimate
from reports.statistics.team_change import (
    Comparison,
    TeamChange,
    hedges,
    linked_change,
    standardised,
    team_outcomes,
    unlinked_change,
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


def test_linked_change_is_over_the_pairs() -> None:
    more = {**SECOND, "new": 100.0}
    change = linked_change("kunnen", {**FIRST, "gone": 0.0}, more, stable=18, sems=PROVISIONAL)
    same = estimate(
        "kunnen",
        [w - k for w, k in zip(WILLEN, KUNNEN, strict=True)],
        size=18,
        sem=math.sqrt(2) * 5,
    )
    assert (change.n, change.n_first, change.n_second) == (12, 13, 13)
    assert change.comparison is Comparison.LINKED
    assert (change.difference, change.low, change.high) == pytest.approx(
        (same.mean, same.low, same.high)
    )
    assert change.d_av == pytest.approx(1.8501, abs=5e-5)
    assert change.g_av == pytest.approx(1.7211, abs=5e-5)


def test_linked_change_needs_pairs_and_a_roster_that_holds_them() -> None:
    with pytest.raises(TooFew):
        linked_change("kunnen", FIRST, {"p00": 50.0, "x": 1.0}, stable=18, sems=PROVISIONAL)
    with pytest.raises(ValueError, match="12 respondents in a team of 11"):
        linked_change("kunnen", FIRST, SECOND, stable=11, sems=PROVISIONAL)


def test_unlinked_change_is_welch() -> None:
    """R: t.test(WILLEN, KUNNEN): p 1.6507739e-04, interval 9.1326014 to 24.5479486"""
    first = estimate("kunnen", KUNNEN, size=None, sem=5)
    second = estimate("kunnen", WILLEN, size=None, sem=5)
    change = unlinked_change(first, second)
    assert change.comparison is Comparison.UNLINKED
    assert (change.low, change.high) == pytest.approx((9.1326014, 24.5479486), abs=5e-8)
    assert change.p == pytest.approx(1.6507739e-4, abs=5e-12)


def test_groups_of_different_metrics_are_not_compared() -> None:
    with pytest.raises(ValueError, match="willen cannot be compared with kunnen"):
        unlinked_change(
            estimate("willen", WILLEN, size=None, sem=5),
            estimate("kunnen", KUNNEN, size=None, sem=5),
        )


def test_p_and_interval_agree_at_full_response() -> None:
    change = linked_change("kunnen", FIRST, SECOND, stable=12, sems=PROVISIONAL)
    error = (change.high - change.low) / 2 / 1.959964
    assert change.p == pytest.approx(math.erfc(change.difference / error / math.sqrt(2)), rel=1e-4)


def _change(metric: str, p: float, *, n: int = 12, difference: float = 5.0) -> TeamChange:
    return TeamChange(
        metric, Comparison.LINKED, n, n, n, difference, difference - 1, difference + 1, p, 0.5, 0.5
    )


def test_elements_are_judged_together_and_composites_alone() -> None:
    changes = {
        "willen": _change("willen", 0.04),
        "houding": _change("houding", 0.02),
        "context": _change("context", 0.005, difference=-5.0),
    }
    assert team_outcomes(changes) == {
        "willen": ChangeOutcome.HIGHER,
        "houding": ChangeOutcome.NOT_SHOWN,
        "context": ChangeOutcome.LOWER,
    }


def test_no_statement_on_few_pairs() -> None:
    few = {"willen": _change("willen", 0.0001, n=6), "kunnen": _change("kunnen", 0.0001, n=7)}
    assert team_outcomes(few) == {
        "willen": ChangeOutcome.NO_STATEMENT,
        "kunnen": ChangeOutcome.HIGHER,
    }


def test_no_difference_anywhere_is_not_shown() -> None:
    same = {
        element.value: linked_change(element, FIRST, FIRST, stable=18, sems=PROVISIONAL)
        for element in Element
    }
    assert set(team_outcomes(same).values()) == {ChangeOutcome.NOT_SHOWN}
