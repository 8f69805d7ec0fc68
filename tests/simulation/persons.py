"""How often a person who did not change reads that a score is reliably higher or lower.

Answers, not scores, are drawn: four questions per element on a scale of eleven steps, each with its
own difficulty, so that a mean over other questions differs without any change.
"""

from collections import Counter
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reports.statistics.change import ChangeOutcome, person_changes
from reports.statistics.sem import sem_table
from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument
from surveys.scoring.answers import BLANK, STEP_LETTERS
from surveys.scoring.batch import Floats
from surveys.scoring.plan import needed
from surveys.scoring.respondent import Scores, score

SEM: Final = 5.0
ITEMS: Final = 4
_STEP: Final = 100 / (len(STEP_LETTERS) - 1)
CHANGED = frozenset({ChangeOutcome.HIGHER, ChangeOutcome.LOWER})

Skip = Callable[[np.random.Generator, Element], NDArray[np.bool_]]
"""Which of the items of an element somebody leaves open."""


def all_items(random: np.random.Generator, element: Element) -> NDArray[np.bool_]:
    """Nothing is left open."""
    return np.zeros(ITEMS, dtype=bool)


def one_open(random: np.random.Generator, element: Element) -> NDArray[np.bool_]:
    """One item is left open, each time another."""
    return ~np.isin(np.arange(ITEMS), random.permutation(ITEMS)[1:])


def fewest_items(random: np.random.Generator, element: Element) -> NDArray[np.bool_]:
    """As many items are answered as a score needs, each time others."""
    answered = random.permutation(ITEMS)[: needed(element, ITEMS)]
    return ~np.isin(np.arange(ITEMS), answered)


def false_changes(
    instrument: Instrument, runs: int, random: np.random.Generator, skip: Skip = all_items
) -> Counter[str]:
    """Out of `runs` people: those who read of a change in willen, in kunnen, in any element."""
    sems = sem_table({str(element): SEM for element in Element}, 100)
    alarms: Counter[str] = Counter()
    for _ in range(runs):
        person = random.normal(50, 10, (len(Element), 1)) + random.normal(
            0, 10, (len(Element), ITEMS)
        )
        before, after = (_answered(instrument, person, random, skip) for _ in range(2))
        changes = person_changes(instrument, before, after, sems_before=sems, sems_after=sems)
        alarms.update(name for name in ("willen", "kunnen") if changes[name].outcome in CHANGED)
        alarms["elementen"] += any(changes[element].outcome in CHANGED for element in Element)
    return alarms


def _answered(
    instrument: Instrument, person: Floats, random: np.random.Generator, skip: Skip
) -> Scores:
    """The scores of one day: each answer has an error of SEM sqrt(k), so a mean of k that of SEM.

    Rounding to a step adds a little more, which is taken off beforehand.
    """
    error = np.sqrt(ITEMS * SEM**2 - _STEP**2 / 12)
    points = person + random.normal(0, error, person.shape)
    steps = np.clip(np.rint(points / _STEP), 0, len(STEP_LETTERS) - 1).astype(int)
    answers = [
        BLANK if left_open else STEP_LETTERS[step]
        for row, element in zip(steps, Element, strict=True)
        for step, left_open in zip(row, skip(random, element), strict=True)
    ]
    return score(instrument, "".join(answers))
