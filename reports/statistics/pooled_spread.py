"""The spread of scores within groups, one per metric for all groups of a wave or file together.

A group's own standard deviation tells a member how close the others are, once the own deviation is
taken out. So every interval rests on the squares within all groups of the lowest level, everybody
in exactly one of them (ADR 18):

    s^2 = SSW / df        df = sum over groups of (n - 1)

`SSW` adds the squared deviations from the own group's mean, each counted for at most 50 points, and
counts as at least 15,000 for scores and 24,000 for differences between scores; s is rounded up to a
whole point. Under 80 degrees of freedom the groups at hand tell too little: then the published
spread of an earlier wave is taken, or the provisional one. Imports neither numpy nor scipy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, fsum, inf, sqrt
from typing import Final

from surveys.instruments.elements import Element
from surveys.scoring.rounding import NOISE_DECIMALS

LEAST_FREEDOM: Final = 80
MOST_DEVIATION: Final = 50.0
LEAST_SQUARES: Final = 15_000.0
LEAST_SQUARES_OF_DIFFERENCES: Final = 24_000.0

PROVISIONAL_DIFFERENCE: Final = 26
PROVISIONAL_FACET: Final = 26
PROVISIONAL_SPREADS: Final[Mapping[str, int]] = {
    **{element.value: 24 for element in Element},
    "willen": 20,
    "kunnen": 19,
    "contrast": 22,
    "intentie": 26,
    "gedrag": 26,
}
"""Chosen wide: even a true spread of 25 gives a false sentence in under 4 % (ADR 18)."""


class SpreadOrigin(StrEnum):
    """What a spread rests on: these groups, an earlier wave, what another organisation measured, or
    nothing measured yet.
    """

    OWN = "eigen"
    EARLIER = "eerder"
    IMPORTED = "elders"
    PROVISIONAL = "voorlopig"


@dataclass(frozen=True, slots=True)
class Spread:
    """A standard deviation within groups in whole points, its degrees of freedom (infinite for a
    provisional one) and its origin.
    """

    points: int
    freedom: float
    origin: SpreadOrigin


@dataclass(frozen=True, slots=True)
class Within:
    """The squares within groups (points squared, deviations of at most 50) and their freedom."""

    squares: float
    freedom: int


def within(groups: Iterable[Sequence[float]]) -> Within:
    """The squares within `groups` of scores in points; a group of one, or none, adds nothing."""
    squares, freedom = [], 0
    for scores in groups:
        if not scores:
            continue
        mean = fsum(scores) / len(scores)
        squares += [min(abs(score - mean), MOST_DEVIATION) ** 2 for score in scores]
        freedom += len(scores) - 1
    return Within(fsum(squares), freedom)


def own_spread(within: Within, *, least: float = LEAST_SQUARES) -> Spread | None:
    """The spread of the groups at hand; None when they tell too little. `least` is the sum of
    squares that is counted at least.
    """
    if within.freedom < LEAST_FREEDOM:
        return None
    points = sqrt(max(within.squares, least) / within.freedom)
    return Spread(ceil(round(points, NOISE_DECIMALS)), within.freedom, SpreadOrigin.OWN)


def earlier_spread(points: int) -> Spread:
    """The published spread of an earlier wave. What its freedom was is not told: at least 80."""
    return Spread(points, LEAST_FREEDOM, SpreadOrigin.EARLIER)


def imported_spread(points: int) -> Spread:
    """What another organisation published of its own waves, which had a freedom of at least 80."""
    return Spread(points, LEAST_FREEDOM, SpreadOrigin.IMPORTED)


def provisional_spread(points: int) -> Spread:
    """A spread that nothing was measured for yet."""
    return Spread(points, inf, SpreadOrigin.PROVISIONAL)


def metric_spread(metric: str, groups: Iterable[Sequence[float]]) -> Spread:
    """The spread of one of the METRICS in the groups of a file: their own, or the provisional one.

    `groups` has the scores of everybody who has one, in points, one sequence per group of the
    lowest level.
    """
    least = LEAST_SQUARES_OF_DIFFERENCES if metric == "contrast" else LEAST_SQUARES
    own = own_spread(within(groups), least=least)
    return own or provisional_spread(PROVISIONAL_SPREADS[metric])
