"""What is known of those who stayed, from what one wave published: the arithmetic of `linked`.

The stayers of an atom are some of its people, and the sum over the atom is known. So the sum over
the stayers lies between two bounds, which those who are not stayers make up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import fsum
from typing import Final, Self

from reports.disclosure.figures import FiguresFault
from reports.disclosure.means import SCALE
from reports.disclosure.top_coding import BoundedMean

_NOISE: Final = 1e-6  # of a sum over people, in points


class Determinacy(Enum):
    """How far what was published fixes the sum over the stayers: it follows from it; or enough
    people could make the difference, and any one of them any difference; or too few could.
    """

    RIGID = "rigid"
    FREE = "free"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class StayerBounds:
    """One wave: the atoms that hold stayers, the sum over those, and the bounds of that sum.

    `remainder`: the fewest people that are left when the stayers, or those who are not, are taken
    out of every atom: whoever works with whole atoms is left with at least so many.
    """

    atoms: frozenset[str]
    total: float
    low: float
    high: float
    remainder: int

    @classmethod
    def of(
        cls, atoms: Mapping[str, BoundedMean], stayers: Mapping[str, Sequence[tuple[int, float]]]
    ) -> Self:
        """From the atoms that hold stayers, and of those numbers and means. Raises FiguresFault
        when an atom holds fewer people, or other scores, than its stayers.
        """
        bounds = [_bounds(atoms[key], sums) for key, sums in stayers.items()]
        total = fsum(n * mean for sums in stayers.values() for n, mean in sums)
        low, high = fsum(low for low, _, _ in bounds), fsum(high for _, high, _ in bounds)
        if not low - _NOISE <= total <= high + _NOISE:
            raise FiguresFault("stayers with other scores than their groups")
        return cls(frozenset(atoms), total, low, high, sum(remainder for _, _, remainder in bounds))

    def determinacy(self, least: int) -> Determinacy:
        """Free only if at least `least` people make the difference, and the sum lies so far from
        both bounds that any one of all people may still have any score.
        """
        if self.remainder == 0:
            return Determinacy.RIGID
        reach = SCALE[1]
        middle = self.low + reach - _NOISE <= self.total <= self.high - reach + _NOISE
        return Determinacy.FREE if self.remainder >= least and middle else Determinacy.UNSAFE


def change_is_safe(now: Determinacy, then: Determinacy) -> bool:
    """Both waves free, or both rigid: then the change says nothing that was not published.

    One free and one rigid would fix the sum over those who came, or who left, for good; and the
    next wave might fix the same sum but for one person.
    """
    return now is then and now is not Determinacy.UNSAFE


def _bounds(atom: BoundedMean, stayers: Sequence[tuple[int, float]]) -> tuple[float, float, int]:
    stay = sum(n for n, _ in stayers)
    away = atom.n - stay
    if away < 0:
        raise FiguresFault("more stayers than people")
    total = atom.n * atom.mean
    low, high = max(0.0, total - SCALE[1] * away), min(SCALE[1] * stay, total)
    return low, high, min(stay, away)
