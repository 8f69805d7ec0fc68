from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from reports.statistics.change import (
    ChangeOutcome,
    ScoreChange,
    person_changes,
    reliable_change,
)
from reports.statistics.sem import PROVISIONAL, SemTable, sem_table
from surveys.instruments.elements import FORMATIVE, Element
from surveys.scoring.respondent import Scores, score
from tests.simulation.coverage import QUESTIONNAIRE, lower_limit
from tests.simulation.persons import Skip, false_changes, fewest_items, one_open
from tests.unit.surveys.scoring.build import answered, by_element, instrument, keys

ALL = instrument(keys(H="++", G="++", S="++", V="++", Z="++", C="++", P="++"))
MIDDLE: dict[str, Any] = dict.fromkeys("HGSVZCP", (3, 3))


def _reference(sem: float) -> SemTable:
    return sem_table({e.value: sem for e in Element if e not in FORMATIVE}, 200)


def _scores(**changed: tuple[int, ...]) -> Scores:
    return score(ALL, answered(ALL, by_element(**(MIDDLE | changed))))


def _outcomes(before: Scores, after: Scores, sem: float = 10) -> dict[str, ChangeOutcome]:
    sems = _reference(sem)
    return _judged(before, after, sems, sems)


def _judged(
    before: Scores, after: Scores, sems_before: SemTable, sems_after: SemTable
) -> dict[str, ChangeOutcome]:
    changes = person_changes(ALL, before, after, sems_before=sems_before, sems_after=sems_after)
    return {name: change.outcome for name, change in changes.items()}


@pytest.mark.parametrize(
    ("before", "after", "sem", "index", "detectable", "reliable"),
    [
        (41.6667, 62.5, 10, 1.473, 27.7, False),
        (50, 81.25, 10, 2.210, 27.7, True),
        (45.83, 60.42, 5.7735, 1.787, 16.0, False),
    ],
)
def test_vector_4(
    before: float, after: float, sem: float, index: float, detectable: float, reliable: bool
) -> None:
    change = reliable_change(before, after, sem_before=sem, sem_after=sem)
    assert change.index == pytest.approx(index, abs=5e-4)
    assert change.detectable == pytest.approx(detectable, abs=0.05)
    assert (abs(change.difference) >= change.detectable) is reliable
    assert (change.p <= 0.05) is reliable


@pytest.mark.parametrize(
    ("sd", "rho", "detectable"),
    [(20, 0.6, 35.1), (20, 0.7, 30.4), (20, 0.75, 27.7), (20, 0.8, 24.8), (15, 0.8, 18.6)],
)
def test_smallest_detectable_change(sd: float, rho: float, detectable: float) -> None:
    sem = sd * (1 - rho) ** 0.5
    change = reliable_change(0, 1, sem_before=sem, sem_after=sem)
    assert change.detectable == pytest.approx(detectable, abs=0.05)


def test_each_measurement_has_its_own_error() -> None:
    change = reliable_change(40, 60, sem_before=6, sem_after=8)
    assert (change.standard_error, change.index) == (10, 2)
    with pytest.raises(ValueError, match="without measurement error"):
        reliable_change(40, 60, sem_before=0, sem_after=0)


def test_nothing_is_said_on_provisional_values() -> None:
    before, after = _scores(), _scores(H=(5, 5), G=(5, 5), S=(5, 5))
    for sems in ((PROVISIONAL, _reference(5)), (_reference(5), PROVISIONAL)):
        found = _judged(before, after, *sems)
        assert set(found.values()) == {ChangeOutcome.NO_STATEMENT}


def test_on_provisional_values_the_margin_is_that_of_the_assumption() -> None:
    """SEM 10: S_diff = 10 sqrt(2), and the largest of seven changes is judged at .05 / 7."""
    found = person_changes(
        ALL, _scores(), _scores(H=(5, 5)), sems_before=PROVISIONAL, sems_after=PROVISIONAL
    )
    first = found["houding"]
    assert first.margin == pytest.approx(2.6901 * 10 * 2**0.5, abs=0.005)
    assert (first.before, first.after) == (50, 100)
    assert found["willen"].margin == pytest.approx(1.96 * (200 / 3) ** 0.5, abs=0.001)


def test_a_change_is_called_one_exactly_where_it_is_larger_than_its_margin() -> None:
    random = np.random.default_rng(20261128)
    called = 0
    for _ in range(200):
        before, after = (
            _four(**{letter: list(random.integers(1, 6, 4)) for letter in "HGSVZCP"})
            for _ in range(2)
        )
        for change in _changes(before, after, sem=float(random.uniform(4, 12))).values():
            assert change.before is not None
            assert change.after is not None
            assert change.margin is not None
            clear = change.outcome in (ChangeOutcome.HIGHER, ChangeOutcome.LOWER)
            assert clear is (abs(change.after - change.before) >= change.margin - 1e-9)
            called += clear
    assert 0 < called < 200 * 9


def test_elements_are_judged_by_holm_over_seven() -> None:
    """One element up by 37.5 points: p = .008, enough alone, not among seven."""
    found = _outcomes(_scores(), _scores(H=(5, 4)))
    assert found["houding"] is ChangeOutcome.NOT_SHOWN
    assert found["willen"] is ChangeOutcome.NOT_SHOWN
    clear = _outcomes(_scores(), _scores(H=(5, 5)))
    assert clear["houding"] is ChangeOutcome.HIGHER
    assert clear["willen"] is ChangeOutcome.HIGHER
    assert clear["kunnen"] is clear["geloof_in_eigen_kunnen"] is ChangeOutcome.NOT_SHOWN


def test_down_is_down() -> None:
    found = _outcomes(_scores(V=(5, 5), Z=(5, 5)), _scores(V=(1, 1), Z=(1, 1)))
    assert found["vaardigheden"] is found["kunnen"] is ChangeOutcome.LOWER


def test_composites_over_different_elements_are_not_compared() -> None:
    found = _outcomes(_scores(), _scores(H=(), G=(5, 5), S=(5, 5)))
    assert found["willen"] is found["houding"] is ChangeOutcome.NO_STATEMENT
    assert found["sociale_druk"] is ChangeOutcome.HIGHER


def test_an_element_that_could_not_be_compared_does_not_make_the_others_easier() -> None:
    nothing: dict[str, Any] = dict.fromkeys("GSVZCP", ())
    before, after = _scores(**nothing), _scores(**nothing, H=(5, 4))
    assert _outcomes(before, after)["houding"] is ChangeOutcome.NOT_SHOWN


FOUR = instrument(keys(**dict.fromkeys("HGSVZCP", "++++")))


def _four(**changed: Sequence[int | None]) -> Scores:
    answers: dict[str, Any] = dict.fromkeys("HGSVZCP", (3, 3, 3, 3)) | changed
    return score(FOUR, answered(FOUR, by_element(**answers)))


def _changes(before: Scores, after: Scores, sem: float = 5) -> dict[str, ScoreChange]:
    sems = _reference(sem)
    return person_changes(FOUR, before, after, sems_before=sems, sems_after=sems)


def test_only_questions_answered_both_times_are_compared() -> None:
    """Each question has the same answer both times; the means over what was answered are 100 and
    50, because the first two questions are easy and the last two are hard.
    """
    before, after = _four(H=(5, 5, 3, None)), _four(H=(None, 5, 3, 3))
    assert (before.metrics["houding"], after.metrics["houding"]) != (75, 75)
    found = _changes(before, after)["houding"]
    assert (found.before, found.after, found.outcome) == (75, 75, ChangeOutcome.NOT_SHOWN)


def test_with_too_few_questions_in_common_nothing_is_said() -> None:
    found = _changes(_four(H=(5, 5, 3, None)), _four(H=(None, None, 1, 1)))
    assert found["houding"] == ScoreChange(250 / 3, 0, ChangeOutcome.NO_STATEMENT, None)
    assert found["willen"].outcome is ChangeOutcome.NO_STATEMENT
    assert found["kunnen"].outcome is ChangeOutcome.NOT_SHOWN


def test_a_change_over_fewer_questions_has_to_be_larger() -> None:
    """25 points at SEM 5: p = .0004 over four questions, .012 over two, which Holm makes .087."""
    all_four = _changes(_four(), _four(H=(4, 4, 4, 4)))["houding"]
    only_two = _changes(_four(H=(3, 3, None, None)), _four(H=(4, 4, 4, 4)))["houding"]
    assert all_four.outcome is ChangeOutcome.HIGHER
    assert (only_two.before, only_two.after) == (50, 75)
    assert only_two.outcome is ChangeOutcome.NOT_SHOWN


@pytest.mark.parametrize("skip", [one_open, fewest_items])
def test_other_questions_each_time_raise_no_false_alarm(skip: Skip) -> None:
    """Scores over other questions, with the error of the whole element, gave .26 for elements."""
    runs = 400
    alarms = false_changes(QUESTIONNAIRE, runs, np.random.default_rng(11), skip)
    assert all(
        lower_limit(alarms[name], runs) <= 0.05 for name in ("willen", "kunnen", "elementen")
    )
