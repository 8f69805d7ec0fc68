"""Means at the edge of the scale, where a mean tells what everybody answered (decisions 15).

Not the rounded mean of a published group is held back from the edge, but the exact mean of every
atom, on every element; willen, kunnen, contrast and all totals are made from those. So neither a
total minus its parts nor three times willen minus two elements tells what a code hides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from reports.disclosure.atoms import Moments, pooled
from reports.disclosure.cells import Coded
from surveys.instruments.elements import KUNNEN, WILLEN, Element

RANGE: Final = 50.0  # the least range, in points, in which a person's score must remain possible

Weights = Mapping[Element, float]


def _weights(plus: Sequence[Element], minus: Sequence[Element] = ()) -> Weights:
    return {element: 1 / len(plus) for element in plus} | {
        element: -1 / len(minus) for element in minus
    }


def standing_name(element: Element) -> str:
    """The name under which the difference of an element with the other six is kept."""
    return f"{element.value} - overige"


COMPOSITES: Final[dict[str, Weights]] = {
    "willen": _weights(WILLEN),
    "kunnen": _weights(KUNNEN),
    "contrast": _weights(WILLEN, KUNNEN),
}
STANDING: Final[dict[str, Weights]] = {
    standing_name(element): _weights((element,), [other for other in Element if other != element])
    for element in Element
}


@dataclass(frozen=True, slots=True)
class Guarded:
    """Moments that may be published, with how far the true mean may lie above or below theirs."""

    moments: Moments
    above: float = 0.0
    below: float = 0.0


def guarded(element: Moments, least_n: int) -> Guarded:
    """Moments of scores of 0-100 with the mean held back from the edge.

    All `n >= least_n` people together stay at least 50 points away from either end, so that one of
    them alone may still be 50 points from it. `least_n` is the low end of the band in which n is
    told: the code then says nothing about n. Source: decisions 15, which asks the same of the
    rounded mean of a published group.
    """
    hidden = RANGE / least_n
    mean = min(max(element.mean, hidden), 100 - hidden)
    return Guarded(
        Moments(element.n, mean, element.squares),
        above=hidden if mean < element.mean else 0.0,
        below=hidden if mean > element.mean else 0.0,
    )


def combined(parts: Mapping[Element, Guarded], weights: Weights, squares: float) -> Guarded:
    """A composite of guarded elements, on the same people; `squares` is its own spread."""
    n = next(iter(parts.values())).moments.n
    mean = fsum(weight * parts[element].moments.mean for element, weight in weights.items())
    above, below = _sides(parts, weights), _sides(parts, {e: -w for e, w in weights.items()})
    return Guarded(Moments(n, mean, squares), above, below)


def together(parts: Sequence[Guarded]) -> Guarded:
    """The guarded moments of several atoms as one group."""
    moments = pooled([part.moments for part in parts])
    above = fsum(part.moments.n * part.above for part in parts) / moments.n
    below = fsum(part.moments.n * part.below for part in parts) / moments.n
    return Guarded(moments, above, below)


def code(cell: Guarded) -> Coded | None:
    """How a guarded mean is marked: as a bound once half a point or more may be hidden. Only for
    cells that are not `torn`.
    """
    if cell.above >= 0.5:
        return "top"
    return "bottom" if cell.below >= 0.5 else None


def torn(cell: Guarded) -> bool:
    """Whether a mean hides something on both sides, so that no honest mark exists."""
    return cell.above >= 0.5 and cell.below >= 0.5


def _sides(parts: Mapping[Element, Guarded], weights: Weights) -> float:
    return fsum(
        weight * parts[element].above if weight > 0 else -weight * parts[element].below
        for element, weight in weights.items()
    )
