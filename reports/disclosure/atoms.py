"""Means and spreads of atoms by subtraction, and of groups by putting atoms together again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from reports.disclosure.tree import Cover
from reports.statistics.types import Estimate


@dataclass(frozen=True, slots=True)
class Moments:
    """`n` scores: their mean, and the sum of squared distances to it (points squared)."""

    n: int
    mean: float
    squares: float

    @property
    def sd(self) -> float:
        """The standard deviation with n - 1."""
        return sqrt(self.squares / (self.n - 1))


def moments(estimate: Estimate) -> Moments:
    """The moments behind an estimate."""
    return Moments(estimate.n, estimate.mean, (estimate.n - 1) * estimate.sd**2)


def pooled(parts: Sequence[Moments]) -> Moments:
    """The moments of all scores of `parts` together (Chan, Golub & LeVeque 1983)."""
    n = sum(part.n for part in parts)
    mean = fsum(part.n * part.mean for part in parts) / n
    between = (part.n * (part.mean - mean) ** 2 for part in parts)
    return Moments(n, mean, fsum((*(part.squares for part in parts), *between)))


def without(whole: Moments, parts: Iterable[Moments]) -> Moments | None:
    """The moments of what is in `whole` but in none of `parts`; None when nothing is."""
    parts = tuple(parts)
    n = whole.n - sum(part.n for part in parts)
    if n == 0:
        return None
    mean = fsum((whole.n * whole.mean, *(-part.n * part.mean for part in parts))) / n
    between = [part.n * (part.mean - whole.mean) ** 2 for part in parts]
    between.append(n * (mean - whole.mean) ** 2)
    inside = fsum((whole.squares, *(-part.squares for part in parts), *(-b for b in between)))
    return Moments(n, mean, max(0.0, inside))


def owned(cover: Cover) -> Mapping[str, tuple[str, ...]]:
    """Per published group the published groups, itself included, whose atoms make it up."""
    atoms: dict[str, tuple[str, ...]] = {}
    for key, parts in cover.items():
        atoms[key] = (key, *(atom for part in parts for atom in atoms[part]))
    return atoms
