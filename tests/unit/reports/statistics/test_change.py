import dataclasses
from typing import Any

import pytest

from reports.statistics.change import ChangeOutcome, person_outcomes, reliable_change
from reports.statistics.sem import PROVISIONAL, SemTable, sem_table
from surveys.instruments.elements import FORMATIVE, Element
from surveys.scoring.respondent import Scores, score
from tests.unit.surveys.scoring.build import answered, by_element, instrument, keys

ALL = instrument(keys(H="++", G="++", S="++", V="++", Z="++", C="++", P="++"))
MIDDLE: dict[str, Any] = dict.fromkeys("HGSVZCP", (3, 3))


def _reference(sem: float) -> SemTable:
    return sem_table({e.value: sem for e in Element if e not in FORMATIVE}, 200)


def _scores(**changed: tuple[int, int]) -> Scores:
    return score(ALL, answered(ALL, by_element(**(MIDDLE | changed))))


def _outcomes(before: Scores, after: Scores, sem: float = 10) -> dict[str, ChangeOutcome]:
    sems = _reference(sem)
    return person_outcomes(before, after, sems_before=sems, sems_after=sems)


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
        found = person_outcomes(before, after, sems_before=sems[0], sems_after=sems[1])
        assert set(found.values()) == {ChangeOutcome.NO_STATEMENT}


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
    whole = _scores(G=(5, 5), S=(5, 5))
    without_houding = dataclasses.replace(whole, metrics={**whole.metrics, "houding": None})
    found = _outcomes(_scores(), without_houding)
    assert found["willen"] is found["houding"] is ChangeOutcome.NO_STATEMENT
    assert found["sociale_druk"] is ChangeOutcome.HIGHER


def test_an_element_that_could_not_be_compared_does_not_make_the_others_easier() -> None:
    only: dict[str, float | None] = dict.fromkeys(map(str, Element))
    del only["houding"]
    before, after = (
        dataclasses.replace(scores, metrics={**scores.metrics, **only})
        for scores in (_scores(), _scores(H=(5, 4)))
    )
    assert _outcomes(before, after)["houding"] is ChangeOutcome.NOT_SHOWN
