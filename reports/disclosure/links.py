"""What goes into the door about those who took part in two waves: aggregates, as in `figures`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isclose, isfinite

from reports.disclosure.atoms import Moments
from reports.disclosure.edges import COMPOSITES
from reports.disclosure.figures import FiguresFault, GroupFigures
from reports.disclosure.tree import Tree, build
from surveys.instruments.elements import Element
from surveys.policy import Policy


@dataclass(frozen=True, slots=True)
class Pairs:
    """The stayers of one unit: `n` people with all elements in both waves, in the same unit.

    `now` and `then` are their means per element, `change` the moments of now minus then per metric
    of the common set. `stable` people were asked both times. Raises FiguresFault when these
    contradict each other.
    """

    n: int
    stable: int
    now: Mapping[str, float]
    then: Mapping[str, float]
    change: Mapping[str, Moments]

    def __post_init__(self) -> None:
        if not 0 < self.n <= self.stable:
            raise FiguresFault(f"{self.n} pairs of {self.stable} people who were asked twice")
        changes = {e.value: self.now[e] - self.then[e] for e in Element}
        for name, weights in COMPOSITES.items():
            changes[name] = fsum(weight * changes[e] for e, weight in weights.items())
        for name, points in changes.items():
            found = self.change[name]
            numbers = isfinite(found.mean) and isfinite(found.squares)
            if not numbers or found.n != self.n or not isclose(found.mean, points, abs_tol=1e-6):
                raise FiguresFault(f"{name}: not the change of these pairs")


@dataclass(frozen=True, slots=True)
class Links:
    """The wave before, as its own figures and policy give it, and the stayers per unit.

    `since` is the digest of what that wave published.
    """

    since: str
    groups: Sequence[GroupFigures]
    policy: Policy
    pairs: Mapping[str, Pairs]

    @property
    def tree(self) -> Tree:
        """The groups of the wave before. Raises FiguresFault when they form no tree."""
        return build(self.groups)

    def check(self, now: Tree, then: Tree) -> None:
        """Raises FiguresFault when a unit of stayers is missing in either wave."""
        for unit in self.pairs:
            if unit not in now.groups or unit not in then.groups:
                raise FiguresFault(f"{unit}: stayers of a group that was not there both times")
