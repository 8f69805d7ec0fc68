"""How narrow an interval may be, and how far one person's score can still lie from the mean.

An interval tells the standard deviation s to whoever knows n, and with it that nobody lies further
than s (n-1) / sqrt(n) from the mean (Samuelson 1968). So a spread is published as if it were at
least wide enough (decisions 15).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isclose, sqrt
from typing import Final

from reports.disclosure.atoms import Moments
from reports.disclosure.edges import RANGE, Weights
from surveys.instruments.elements import Element


@dataclass(frozen=True, slots=True)
class Scale:
    """The points that a score can take."""

    low: float
    high: float


SCORE: Final = Scale(0, 100)
DIFFERENCE: Final = Scale(-100, 100)

_ROUNDING = 0.5
_STEPS = 24


def floored(found: Moments, scale: Scale) -> Moments:
    """The moments with at least the spread that leaves any one person 50 points of the scale."""
    return Moments(found.n, found.mean, max(found.squares, least_squares(found, scale)))


def least_squares(found: Moments, scale: Scale) -> float:
    """The sum of squares at which one person may lie so far from the mean that mean - reach to
    mean + reach, cut off at the ends of the scale, still measures 50 points.

    One person `reach` away and all others equal: reach^2 n / (n-1), the bound of Samuelson (1968)
    read backwards. Half a point more near an end, because only the rounded mean is told.
    """
    middle, half = (scale.low + scale.high) / 2, (scale.high - scale.low) / 2
    overhang = abs(found.mean - middle) + _ROUNDING - (half - RANGE)
    reach = max(RANGE / 2, overhang)
    return reach**2 * found.n / (found.n - 1)


def possible(found: Moments, scale: Scale) -> Scale:
    """Where one person's score may lie, going by mean and spread alone (Samuelson 1968)."""
    reach = sqrt(found.squares * (found.n - 1) / found.n)
    return Scale(max(scale.low, found.mean - reach), min(scale.high, found.mean + reach))


def composed(parts: Mapping[Element, Scale], weights: Weights) -> Scale:
    """Where a composite of one person may lie, when each element may lie anywhere in its part."""
    return Scale(
        low=fsum(w * (parts[e].low if w > 0 else parts[e].high) for e, w in weights.items()),
        high=fsum(w * (parts[e].high if w > 0 else parts[e].low) for e, w in weights.items()),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """`n` people of whom it is known that their scores lie between `low` and `high`."""

    low: float
    high: float
    n: int


def leaves_room(cells: Sequence[Cell], found: Moments) -> bool:
    """Whether any one person may still lie anywhere in a range of 50 points when it is known how
    many people lie in each cell, what their mean is, and that their spread is at most that found.
    """
    filled = [cell for cell in cells if cell.n > 0]
    highest = _furthest(filled, found, filled[-1], upward=True)
    lowest = _furthest(filled, found, filled[0], upward=False)
    return highest is not None and lowest is not None and highest - lowest >= RANGE


def _furthest(cells: Sequence[Cell], found: Moments, own: Cell, *, upward: bool) -> float | None:
    """How far up or down a person of the cell `own` can lie; None when nothing fits at all."""
    level = _level(cells, found.n * found.mean)
    if level is None:
        return None
    inside = min(max(level, own.low), own.high)
    if not _fits(cells, found, own, inside):
        return None
    outside = own.high if upward else own.low
    if _fits(cells, found, own, outside):
        return outside
    for _ in range(_STEPS):
        tried = (inside + outside) / 2
        if _fits(cells, found, own, tried):
            inside = tried
        else:
            outside = tried
    return inside


def _fits(cells: Sequence[Cell], found: Moments, own: Cell, score: float) -> bool:
    """Whether the others can make up the mean within the spread, with one of `own` at `score`."""
    others = [Cell(cell.low, cell.high, cell.n - 1) if cell is own else cell for cell in cells]
    level = _level(others, found.n * found.mean - score)
    if level is None:
        return False
    squares = (score - found.mean) ** 2 + sum(
        cell.n * (min(max(level, cell.low), cell.high) - found.mean) ** 2 for cell in others
    )
    return squares <= found.squares or isclose(squares, found.squares)


def _level(cells: Sequence[Cell], total: float) -> float | None:
    """The level at which scores that lie as close together as their cells allow sum to `total`.

    Each score is the level, or the end of its cell that is nearest to it: the scores with the
    smallest sum of squares for that total. None when the cells cannot make up the total.
    """
    ends = sorted({end for cell in cells for end in (cell.low, cell.high)})
    sums = [sum(cell.n * min(max(end, cell.low), cell.high) for cell in cells) for end in ends]
    if not sums[0] - 1e-6 <= total <= sums[-1] + 1e-6:
        return None
    steps = zip(pairwise(ends), pairwise(sums), strict=True)
    for (start, end), (at_start, at_end) in steps:
        if total <= at_end and at_end > at_start:
            return start + (end - start) * max(0.0, total - at_start) / (at_end - at_start)
    return ends[-1]
