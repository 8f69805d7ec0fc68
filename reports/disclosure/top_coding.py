"""Means at the edge of the scale, where a mean tells what everybody answered (onthulling §3).

Not the rounded mean of a published group is held back from the edge, but the exact mean of every
atom, on every element; willen, kunnen, contrast and all totals are made from those. So neither a
total minus its parts nor three times willen minus two elements tells what a code hides. The mean
and the band of n decide, never the answers: a code that depended on them would talk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from reports.disclosure.atoms import GroupMean
from reports.disclosure.cells import Coded
from reports.disclosure.names import Weights

RANGE: Final = 50.0  # the least range, in points, in which a person's score must remain possible


@dataclass(frozen=True, slots=True)
class BoundedMean:
    """A mean of `n` people that may be published, and how far the true mean may lie above or below
    it.
    """

    n: int
    mean: float
    above: float = 0.0
    below: float = 0.0


def bounded_mean(atom: GroupMean, least_n: int, step: float) -> BoundedMean:
    """The mean of scores of 0-100, held back (50 + step) / least_n points from either end.

    `step` is how far apart two scores lie at most: so the `n >= least_n` people together stay so
    far from an end that one of them may be 50 points from it on the steps that scores can take.
    `least_n` is the low end of the band in which n is published: the code then tells nothing of n.
    """
    margin = (RANGE + step) / least_n
    mean = min(max(atom.mean, margin), 100 - margin)
    return BoundedMean(
        atom.n,
        mean,
        above=margin if mean < atom.mean else 0.0,
        below=margin if mean > atom.mean else 0.0,
    )


def composite_mean(parts: Mapping[str, BoundedMean], weights: Weights) -> BoundedMean:
    """A composite of bounded elements, on the same people."""
    mean = fsum([weight * parts[element].mean for element, weight in weights.items()])
    n = next(iter(parts.values())).n
    if not any(parts[element].above or parts[element].below for element in weights):
        return BoundedMean(n, mean)
    opposite = {element: -weight for element, weight in weights.items()}
    return BoundedMean(n, mean, _hidden_above(parts, weights), _hidden_above(parts, opposite))


def mean_of_atoms(parts: Sequence[BoundedMean]) -> BoundedMean:
    """The bounded mean of several atoms as one group."""
    n = sum([part.n for part in parts])
    mean = fsum([part.n * part.mean for part in parts]) / n
    if not any(part.above or part.below for part in parts):
        return BoundedMean(n, mean)
    return BoundedMean(
        n,
        mean,
        fsum(part.n * part.above for part in parts) / n,
        fsum(part.n * part.below for part in parts) / n,
    )


def code(cell: BoundedMean) -> Coded | None:
    """How a bounded mean is marked: as a bound once half a point or more may be hidden. Only for
    cells that are not `hides_both_ways`.
    """
    if cell.above >= 0.5:
        return "top"
    return "bottom" if cell.below >= 0.5 else None


def hides_both_ways(cell: BoundedMean) -> bool:
    """Whether a mean hides something on both sides, so that no honest mark exists."""
    return cell.above >= 0.5 and cell.below >= 0.5


def _hidden_above(parts: Mapping[str, BoundedMean], weights: Weights) -> float:
    return fsum(
        weight * parts[element].above if weight > 0 else -weight * parts[element].below
        for element, weight in weights.items()
    )
