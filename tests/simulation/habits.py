"""How often "kunnen blijft achter" is said of a team whose true contrast is 0, when everybody
answers a little higher than meant (statistiek §4, ADR 72).

Answers, not scores, are drawn: the questions of k1 with their keys, steps of 25 points. The
contrast that is seen is shifted by the true one of the team, so the sentence is false whenever it
is said; the direct question, that holds most of them back, is left out.
"""

from collections.abc import Mapping
from math import floor
from typing import Final

import numpy as np

from reports.statistics.contrast import ContrastOutcome, decide
from reports.statistics.habit import habit_in_contrast
from reports.statistics.pooled_spread import LEAST_SQUARES_OF_DIFFERENCES, Within, own_spread
from reports.statistics.team import half_width
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.loader import load
from surveys.scoring.batch import Floats

TEAMS: Final = 16
HABIT_SPREAD: Final = 4.0  # of habits between people, in points
LEVELS: Final[Mapping[str, float]] = {"midden": 55.0, "bijna aan het einde": 82.0}
KUNNEN_LAGS: Final = (ContrastOutcome.KUNNEN_LAGS, ContrastOutcome.KUNNEN_LAGS_CLEARLY)
_SAID_OF: Final = ("with", "without")


def false_sentences(
    size: int, n: int, points: float, level: str, waves: int, random: np.random.Generator
) -> Mapping[str, float]:
    """The share of teams (n of `size` answered) of which it is said that kunnen lags behind, `with`
    what the product allows for a habit and `without`. The SEM is that of these answers, so the
    intervals are no wider than they should be.
    """
    instrument = load("k1")
    allowed = habit_in_contrast(instrument)
    sem = _sem(level, random)
    said = dict.fromkeys(_SAID_OF, 0)
    for _ in range(waves):
        true = _true_scores(TEAMS * size, level, random)
        seen = _contrast(_answered(true, points, random)).reshape(TEAMS, size)
        seen -= _contrast(true).reshape(TEAMS, size).mean(axis=1, keepdims=True)
        seen = seen[:, :n]
        deviations = seen - seen.mean(axis=1, keepdims=True)
        within = Within(float((deviations**2).sum()), TEAMS * (n - 1))
        spread = own_spread(within, least=LEAST_SQUARES_OF_DIFFERENCES)
        assert spread is not None
        half, _ = half_width(n, spread.points, freedom=spread.freedom, size=size, sem=sem)
        for mean in seen.mean(axis=1).tolist():
            low, high = floor(mean - half), floor(mean + half) + 1
            said["with"] += decide(low, high, habit=allowed) in KUNNEN_LAGS
            said["without"] += decide(low, high) in KUNNEN_LAGS
    return {name: count / (waves * TEAMS) for name, count in said.items()}


def _true_scores(people: int, level: str, random: np.random.Generator) -> Mapping[Element, Floats]:
    """Per element the true score: what a person has in common over elements, and what not."""
    common = random.normal(LEVELS[level], 8, people)
    return {element: common + random.normal(0, 12, people) for element in Element}


def _answered(
    true: Mapping[Element, Floats], points: float, random: np.random.Generator
) -> Mapping[Element, Floats]:
    """The scores of answers: every raw answer `points` higher than meant on average, in steps."""
    instrument = load("k1")
    people = len(next(iter(true.values())))
    habit = random.normal(points, HABIT_SPREAD if points else 0.0, people)
    scores: dict[Element, Floats] = {}
    for element in Element:
        items = []
        for item in instrument.items_of(element):
            meant = true[element] if item.key == "+" else 100 - true[element]
            raw = meant + habit + random.normal(0, 18, people)
            step = np.clip(np.rint(raw / 25), 0, 4) * 25
            items.append(step if item.key == "+" else 100 - step)
        scores[element] = np.mean(items, axis=0)
    return scores


def _contrast(scores: Mapping[Element, Floats]) -> Floats:
    willen = np.mean([scores[element] for element in WILLEN], axis=0)
    kunnen = np.mean([scores[element] for element in KUNNEN], axis=0)
    difference: Floats = willen - kunnen
    return difference


def _sem(level: str, random: np.random.Generator) -> float:
    """The standard error of measurement of the contrast: two measurements of the same people."""
    true = _true_scores(20_000, level, random)
    first, second = (_contrast(_answered(true, 0.0, random)) for _ in range(2))
    return float(np.std(first - second) / np.sqrt(2))
