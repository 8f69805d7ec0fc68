"""Facets: what an element is made of, published only where it says nothing more about one person.

An element is the mean of its facets, so a facet that was held back from the edge of the scale could
be worked out from the others. Facets are therefore never held back: those of an element are
published together, or not at all. They are published when every facet of every atom lies so far
from both ends that any one person may still have any score on it. Whatever was possible for a
person on the element is then still possible: the facets add nothing to what the element said.
"""

from collections.abc import Mapping
from math import fsum, isclose, isfinite

from reports.disclosure.atoms import GroupMean, atoms_of
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.common_set import Common, complete
from reports.disclosure.figures import FiguresFault, GroupFigures
from reports.disclosure.means import SCALE, mean_cell
from reports.disclosure.names import facet_name
from reports.disclosure.strata import between_teams, half_width, lowest_groups, response_of
from reports.disclosure.top_coding import Guarded, together
from reports.disclosure.tree import publishable
from reports.statistics.pooled_spread import Spread
from surveys.instruments.elements import Element
from surveys.policy import Policy

FacetCells = Mapping[str, MeanCell] | Withheld
Atoms = Mapping[str, Mapping[str, GroupMean]]
"""Per facet the mean of the atom of every published group that has one."""

LEAST_ITEMS = 2  # a facet of one item is the mean of that item (onthulling §1)
_NOISE = 1e-9


def facet_cells(common: Common) -> Mapping[str, Mapping[str, FacetCells]]:
    """Per group of the tree and per element that has facets to publish, their cells."""
    by_element = {
        element: _cells(common, element, plan) for element, plan in _plans(common).items()
    }
    return {
        key: {element: cells.get(key, WITHHELD) for element, cells in by_element.items()}
        for key in common.tree.groups
    }


def least_people(plan: Mapping[str, int], policy: Policy) -> int:
    """How many people the facets of an element ask for.

    Beside a facet of one item the others tell the mean of that item, which asks for as many people
    as a count (onthulling §1).
    """
    alone = any(items < LEAST_ITEMS for items in plan.values())
    return max(policy.details, policy.counts if alone else 0)


def leaves_anything_open(atom: GroupMean, least_n: int) -> bool:
    """Whether any one of `least_n` people or more may have any score from 0 to 100, going by the
    mean alone: the others can make up for it.
    """
    room = SCALE[1] / least_n
    return room <= atom.mean + _NOISE and atom.mean <= SCALE[1] - room + _NOISE


def _plans(common: Common) -> dict[Element, Mapping[str, int]]:
    """Per element with two facets or more, of which any can be published: items by facet."""
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
    means_of = {key: _facet_means(common.tree.groups[key], element) for key in common.cover}
    atoms = {
        code: atoms_of(common.cover, {key: means[code] for key, means in means_of.items()})
        for code in plan
    }
    open_groups = {key for key in common.cover if _all_open(common, key, atoms)}
    people = complete(common.tree)
    cover = publishable(common.tree, people, open_groups, least_people(plan, common.policy))
    teams = [key for key in common.cover if not common.tree.children[key]]
    cells: dict[str, dict[str, MeanCell]] = {key: {} for key in cover}
    for code, items in plan.items():
        if items < LEAST_ITEMS:
            continue
        sem = common.cells.wave.sems.of_facet(element, items / sum(plan.values()))
        spread = common.cells.spreads[facet_name(code)]
        between = between_teams([atoms[code][team].mean for team in teams], spread)
        for key in cover:
            cells[key][code] = _cell(common, key, atoms[code], spread, sem=sem, between=between)
    return cells


def _facet_means(group: GroupFigures, element: Element) -> Mapping[str, GroupMean]:
    """The facets of an element on the common set. Raises FiguresFault when they do not make up the
    element.
    """
    facets = group.facets[element]
    mean = fsum(facet.items * facet.mean for facet in facets) / sum(f.items for f in facets)
    if not isfinite(mean) or not isclose(group.means[element], mean, abs_tol=1e-6):
        raise FiguresFault(f"{group.key}: {element} is not made of these facets")
    return {facet.code: GroupMean(group.complete, facet.mean) for facet in facets}


def _all_open(common: Common, key: str, atoms: Atoms) -> bool:
    """Whether every facet of every atom of a group leaves anything open."""
    return all(
        leaves_anything_open(by_owner[owner], common.policy.n_band(by_owner[owner].n).low)
        for by_owner in atoms.values()
        for owner in common.cells.owners[key]
        if owner in by_owner
    )


def _cell(
    common: Common,
    key: str,
    atoms: Mapping[str, GroupMean],
    spread: Spread,
    *,
    sem: float,
    between: float,
) -> MeanCell:
    own = [atoms[owner] for owner in common.cells.owners[key] if owner in atoms]
    whole = together([Guarded(atom.n, atom.mean) for atom in own])
    cells = common.cells
    half = half_width(
        whole.n,
        spread,
        response_of(lowest_groups(common.tree, cells.people, cells.units[key])),
        sem=sem,
        between=between,
    )
    cell = mean_cell(whole, half, common.policy.n_band(whole.n), SCALE)
    if not isinstance(cell, MeanCell):
        raise FiguresFault(f"{key}: a facet cannot hide anything")
    return cell
