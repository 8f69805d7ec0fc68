"""Figures about those who took part in two waves: aggregates, as in `figures`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from reports.disclosure.figures import FiguresFault, GroupFigures
from reports.statistics.pooled_spread import Within
from surveys.instruments.elements import Element
from surveys.policy import Policy


@dataclass(frozen=True, slots=True)
class Pairs:
    """The stayers of one unit: `n` people with all elements in both waves, in the same unit.

    `now` and `then` are their means per element. `stable` people were asked both times. Raises
    FiguresFault when these contradict each other.
    """

    n: int
    stable: int
    now: Mapping[str, float]
    then: Mapping[str, float]

    def __post_init__(self) -> None:
        if not 0 < self.n <= self.stable:
            raise FiguresFault(f"{self.n} pairs of {self.stable} people who were asked twice")
        if not all(isfinite(means[e]) for means in (self.now, self.then) for e in Element):
            raise FiguresFault("a mean of pairs that is no number")


@dataclass(frozen=True, slots=True)
class Links:
    """The wave before, as its own figures and policy give it, and the stayers per unit.

    `since` is the digest of what that wave published; `within` has, by the names of changes, the
    squares of the changes of stayers within their units.
    """

    since: str
    groups: Sequence[GroupFigures]
    policy: Policy
    pairs: Mapping[str, Pairs]
    within: Mapping[str, Within]
