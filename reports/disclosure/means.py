"""The mean cells of all groups: atoms by subtraction, guarded, and put together again.

A published cell depends on answers only through the guarded mean and spread of each atom. Whoever
knew those exactly would still leave every person 50 points; rounding then takes away more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from reports.disclosure.atoms import Moments, owned, without
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.edges import (
    COMPOSITES,
    STANDING,
    Guarded,
    code,
    combined,
    guarded,
    standing_name,
    together,
    torn,
)
from reports.disclosure.inputs import COMMON, common_moments, element_moments, single_moments
from reports.disclosure.spread import DIFFERENCE, SCORE, Scale, composed, floored, possible
from reports.disclosure.tree import Cover, Tree
from reports.statistics.team import LEVEL, half_width
from reports.statistics.types import Estimate
from surveys.instruments.elements import Element
from surveys.policy import Band, Policy
from surveys.scoring.rounding import round_half_up

STANDING_LEVEL: Final = 1 - (1 - LEVEL) / len(Element)  # Bonferroni (domain.md 4.5)
_NOISE = 9  # decimals, as in surveys.scoring.rounding

Atoms = Mapping[str, Mapping[str, Guarded]]
"""Per published group with an atom of its own: per metric the guarded moments of that atom."""


def common_atoms(tree: Tree, cover: Cover, policy: Policy) -> Atoms:
    """The atoms of the common set: seven elements, composites and standing differences."""
    found = {key: common_moments(tree.groups[key]) for key in cover}
    return {
        key: _guard_common(atom, policy.n_band(atom[COMMON[0]].n).low)
        for key in cover
        if (atom := _atom(found, key, cover)) is not None
    }


def element_atoms(tree: Tree, cover: Cover, policy: Policy) -> Atoms:
    """The atoms of the seven elements alone, held back from the edge."""
    found = {key: element_moments(tree.groups[key]) for key in cover}
    atoms = {key: _atom(found, key, cover) for key in cover}
    return {
        key: {name: guarded(one, policy.n_band(one.n).low) for name, one in atom.items()}
        for key, atom in atoms.items()
        if atom is not None
    }


def single_atoms(tree: Tree, cover: Cover, policy: Policy, metric: str) -> Atoms:
    """The atoms of a score that no other score is made of: intentie or gedrag."""
    found = {key: single_moments(tree.groups[key], metric) for key in cover}
    return {
        key: {metric: _floored(guarded(atom[metric], policy.n_band(atom[metric].n).low), SCORE)}
        for key in cover
        if (atom := _atom(found, key, cover)) is not None
    }


def scale_of(name: str) -> Scale:
    """The scale of a score, or of a difference between scores."""
    return DIFFERENCE if name == "contrast" or name in STANDING else SCORE


@dataclass(frozen=True, slots=True)
class Cells:
    """Makes the cells of one published cover from its atoms."""

    tree: Tree
    atoms: Atoms
    owners: Mapping[str, tuple[str, ...]]
    policy: Policy

    def of(self, key: str, metric: str, estimate: Estimate) -> MeanCell | Withheld:
        """The cell of a metric for a published group; `estimate` gives SEM and roster only."""
        return self._cell(key, metric, estimate, LEVEL)

    def standing(self, key: str, element: Element, estimate: Estimate) -> MeanCell | Withheld:
        """The same for the difference of an element with the other six, at Bonferroni level."""
        return self._cell(key, standing_name(element), estimate, STANDING_LEVEL)

    def _cell(self, key: str, metric: str, estimate: Estimate, level: float) -> MeanCell | Withheld:
        # No floor of its own: the atom furthest from the middle already spreads enough for all.
        whole = together(
            [self.atoms[atom][metric] for atom in self.owners[key] if atom in self.atoms]
        )
        n = whole.moments.n
        half, _ = half_width(
            n,
            whole.moments.sd,
            freedom=n - 1,
            size=estimate.size,
            sem=estimate.sem,
            level=level,
        )
        return mean_cell(whole, half, self.policy.n_band(n), scale_of(metric))


def cells(tree: Tree, cover: Cover, atoms: Atoms, policy: Policy) -> Cells:
    """The maker of the cells of all groups in `cover`."""
    return Cells(tree, atoms, owned(cover), policy)


def mean_cell(whole: Guarded, half: float, n: Band, scale: Scale) -> MeanCell | Withheld:
    """The published form: whole points, the interval outward and inside the scale (decisions 15).

    The interval covers all that the guarded mean may hide.
    """
    if torn(whole):
        return WITHHELD
    mean = whole.moments.mean
    low = floor(round(mean - half - whole.below, _NOISE))
    high = ceil(round(mean + half + whole.above, _NOISE))
    return MeanCell(
        value=round_half_up(mean),
        low=max(low, int(scale.low)),
        high=min(high, int(scale.high)),
        n=n,
        coded=code(whole),
    )


def _atom(
    found: Mapping[str, Mapping[str, Moments]], key: str, cover: Cover
) -> Mapping[str, Moments] | None:
    parts = {
        metric: without(whole, (found[part][metric] for part in cover[key]))
        for metric, whole in found[key].items()
    }
    left = {metric: part for metric, part in parts.items() if part is not None}
    return left or None


def _guard_common(atom: Mapping[str, Moments], least_n: int) -> Mapping[str, Guarded]:
    elements = {element: guarded(atom[element], least_n) for element in Element}
    made: dict[str, Guarded] = {name: _floored(part, SCORE) for name, part in elements.items()}
    spans = {element: possible(made[element].moments, SCORE) for element in Element}
    for name, weights in (COMPOSITES | STANDING).items():
        whole = combined(elements, weights, atom[name].squares)
        # 50 points have to be left of what the elements leave, not of the whole scale.
        made[name] = _floored(whole, composed(spans, weights))
    return made


def _floored(part: Guarded, scale: Scale) -> Guarded:
    return Guarded(floored(part.moments, scale), part.above, part.below)
