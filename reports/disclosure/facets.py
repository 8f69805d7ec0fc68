"""Facets: what an element is made of, told only where it says nothing more about one person.

An element is the mean of its facets, so a facet that was held back from the edge of the scale could
be worked out from the others. Facets are therefore never held back: those of an element are told
together, or not at all. They are told when every facet of every atom lies so far from both ends
that any one person may still have any score on it, and their spread is published as if somebody
had. Whatever was possible for a person on the element is then still possible: the facets add
nothing to what the element said.
"""

from collections.abc import Mapping, Sequence

from reports.disclosure.atoms import Moments, pooled, without
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.common import Common, complete
from reports.disclosure.edges import Guarded
from reports.disclosure.figures import Facet, FiguresFault
from reports.disclosure.inputs import facet_moments
from reports.disclosure.means import mean_cell
from reports.disclosure.spread import SCORE
from reports.disclosure.tree import publishable
from reports.statistics.team import half_width
from surveys.instruments.elements import Element
from surveys.policy import Policy

FacetCells = Mapping[str, MeanCell] | Withheld
Atoms = Mapping[str, Mapping[str, Moments]]

LEAST_ITEMS = 2  # a facet of one item is the mean of that item (domain.md 7.1)
_NOISE = 1e-9


def facet_cells(common: Common) -> Mapping[str, Mapping[str, FacetCells]]:
    """Per group of the tree and per element that has facets to tell, their cells."""
    told = {element: _cells(common, element, plan) for element, plan in _plans(common).items()}
    return {
        key: {element: cells.get(key, WITHHELD) for element, cells in told.items()}
        for key in common.tree.groups
    }


def least_people(plan: Mapping[str, int], policy: Policy) -> int:
    """How many people the facets of an element ask for.

    Beside a facet of one item the others tell the mean of that item, which asks for as many people
    as a count (decisions 13).
    """
    alone = any(items < LEAST_ITEMS for items in plan.values())
    return max(policy.details, policy.counts if alone else 0)


def leaves_anything_open(found: Moments, least_n: int) -> bool:
    """Whether any one of `least_n` people or more may have any score from 0 to 100, going by the
    mean alone: the others can make up for it.
    """
    room = SCORE.high / least_n
    return room <= found.mean + _NOISE and found.mean <= SCORE.high - room + _NOISE


def as_if_anywhere(found: Moments) -> Moments:
    """The moments with at least the spread that one person at the far end of the scale gives."""
    reach = max(found.mean - SCORE.low, SCORE.high - found.mean)
    squares = max(found.squares, reach**2 * found.n / (found.n - 1))
    return Moments(found.n, found.mean, squares)


def _plans(common: Common) -> dict[Element, Mapping[str, int]]:
    """Per element with two facets or more, of which any can be told: items by facet."""
    plans: dict[Element, Mapping[str, int]] = {}
    for key in common.cover:
        for name, facets in common.tree.groups[key].facets.items():
            plan = {facet.code: facet.items for facet in facets}
            if plans.setdefault(Element(name), plan) != plan:
                raise FiguresFault(f"{key}: {name} has other facets than elsewhere")
    return {
        element: plan
        for element, plan in plans.items()
        if len(plan) > 1 and any(items >= LEAST_ITEMS for items in plan.values())
    }


def _cells(
    common: Common, element: Element, plan: Mapping[str, int]
) -> Mapping[str, Mapping[str, MeanCell]]:
    atoms = _atoms(common, element)
    people = complete(common.tree)
    spoken = {key for key in common.cover if _all_open(common, key, atoms)}
    cover = publishable(common.tree, people, spoken, least_people(plan, common.policy))
    return {
        key: _group_cells(common, key, common.tree.groups[key].facets[element], atoms)
        for key in cover
    }


def _all_open(common: Common, key: str, atoms: Atoms) -> bool:
    """Whether every facet of every atom of a group leaves anything open."""
    return all(
        leaves_anything_open(found, common.policy.n_band(found.n).low)
        for atom in common.cells.owners[key]
        if atom in atoms
        for found in atoms[atom].values()
    )


def _atoms(common: Common, element: Element) -> Atoms:
    found = {key: facet_moments(common.tree.groups[key], element) for key in common.cover}
    atoms = {}
    for key, parts in common.cover.items():
        left = {
            code: atom
            for code, whole in found[key].items()
            if (atom := without(whole, (found[part][code] for part in parts))) is not None
        }
        if left:
            atoms[key] = left
    return atoms


def _group_cells(
    common: Common, key: str, facets: Sequence[Facet], atoms: Atoms
) -> Mapping[str, MeanCell]:
    owners = [atom for atom in common.cells.owners[key] if atom in atoms]
    told = {}
    for facet in facets:
        if facet.items < LEAST_ITEMS:
            continue
        whole = pooled([as_if_anywhere(atoms[atom][facet.code]) for atom in owners])
        own = facet.estimate
        half, _ = half_width(whole.n, whole.sd, freedom=whole.n - 1, size=own.size, sem=own.sem)
        cell = mean_cell(Guarded(whole), half, common.policy.n_band(whole.n), SCORE)
        if isinstance(cell, MeanCell):
            told[facet.code] = cell
    return told
