"""Facets: what an element is made of, published only where it says nothing more about one person.

An element is the mean of its facets, so a facet that was held back from the edge of the scale could
be worked out from the others. Facets are therefore never held back: those of an element are
published together, or not at all. They are published when every facet of every atom lies so far
from both ends that any one person may still have any score on it. Whatever was possible for a
person on the element is then still possible: the facets add nothing to what the element said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isclose, isfinite

from reports.disclosure.atoms import GroupMean, atoms_of
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.common_set import PublishedSet
from reports.disclosure.figures import FiguresFault, GroupFigures
from reports.disclosure.means import SCALE, Cells, mean_cell
from reports.disclosure.names import facet_name
from reports.disclosure.strata import GroupResponse, between_teams, half_width
from reports.disclosure.top_coding import BoundedMean, mean_of_atoms
from reports.disclosure.tree import Cover, publishable
from surveys.instruments.elements import Element
from surveys.policy import Policy
from surveys.scoring.rounding import NOISE

FacetCells = Mapping[str, MeanCell] | Withheld
FacetMeans = Mapping[str, Mapping[str, GroupMean]]
"""Per facet the mean of the atom of every published group that has one."""

LEAST_ITEMS = 2  # a facet of one item is the mean of that item (onthulling §1)


@dataclass(frozen=True, slots=True)
class ElementFacets:
    """The facets of one element: how many questions each has, the groups that publish them, the
    means of their atoms, and how much those of shown teams differ.
    """

    element: Element
    items: Mapping[str, int]
    cover: Cover
    atoms: FacetMeans
    between: Mapping[str, float]


def published_facets(cells: Cells) -> tuple[ElementFacets, ...]:
    """Of every element that has facets to publish, of whom."""
    return tuple(
        _published(cells, element, items) for element, items in _items(cells.source).items()
    )


def facet_cells(
    cells: Cells, elements: Sequence[ElementFacets]
) -> Mapping[str, Mapping[str, FacetCells]]:
    """Per group of the tree and per element that has facets to publish, their cells."""
    return {
        key: {
            one.element: _over(cells, one, cells.source.owners[key], cells.response_rates[key])
            if key in one.cover
            else WITHHELD
            for one in elements
        }
        for key in cells.source.tree.groups
    }


def facets_together(
    cells: Cells, elements: Sequence[ElementFacets], teams: Sequence[str], response: GroupResponse
) -> Mapping[str, FacetCells]:
    """Of published teams as one group, per element: where all of them show its facets."""
    return {
        one.element: _over(cells, one, teams, response)
        if all(team in one.cover for team in teams)
        else WITHHELD
        for one in elements
    }


def least_people(items: Mapping[str, int], policy: Policy) -> int:
    """How many people the facets of an element ask for, with so many items each.

    Beside a facet of one item the others tell the mean of that item, which asks for as many people
    as a count (onthulling §1).
    """
    alone = any(n < LEAST_ITEMS for n in items.values())
    return max(policy.details, policy.counts if alone else 0)


def leaves_anything_open(atom: GroupMean, least_n: int) -> bool:
    """Whether any one of `least_n` people or more may have any score from 0 to 100, going by the
    mean alone: the others can make up for it.
    """
    room = SCALE[1] / least_n
    return room <= atom.mean + NOISE and atom.mean <= SCALE[1] - room + NOISE


def _items(source: PublishedSet) -> dict[Element, Mapping[str, int]]:
    """Per element with two facets or more, of which any can be published: items by facet."""
    items: dict[Element, Mapping[str, int]] = {}
    for key in source.cover:
        for name, facets in source.tree.groups[key].facets.items():
            by_code = {facet.code: facet.items for facet in facets}
            if items.setdefault(Element(name), by_code) != by_code:
                raise FiguresFault(f"{key}: {name} has other facets than elsewhere")
    return {
        element: by_code
        for element, by_code in items.items()
        if len(by_code) > 1 and any(n >= LEAST_ITEMS for n in by_code.values())
    }


def _published(cells: Cells, element: Element, items: Mapping[str, int]) -> ElementFacets:
    source = cells.source
    means_of = {key: _facet_means(source.tree.groups[key], element) for key in source.cover}
    atoms = {
        code: atoms_of(source.cover, {key: means[code] for key, means in means_of.items()})
        for code in items
    }
    open_groups = {key for key in source.cover if _all_open(source, key, atoms)}
    cover = publishable(source.tree, source.people, open_groups, least_people(items, source.policy))
    teams = [key for key in source.cover if not source.tree.children[key]]
    between = {
        code: between_teams(
            [atoms[code][team].mean for team in teams], cells.spreads[facet_name(code)]
        )
        for code, count in items.items()
        if count >= LEAST_ITEMS
    }
    return ElementFacets(element, items, cover, atoms, between)


def _over(
    cells: Cells, facets: ElementFacets, owners: Sequence[str], response: GroupResponse
) -> Mapping[str, MeanCell]:
    """The cells of several atoms together, whose people answered like this."""
    cells_of: dict[str, MeanCell] = {}
    for code, between in facets.between.items():
        sem = cells.wave.sems.of_facet(
            facets.element, facets.items[code] / sum(facets.items.values())
        )
        by_owner = facets.atoms[code]
        parts = [by_owner[owner] for owner in owners if owner in by_owner]
        whole = mean_of_atoms([BoundedMean(atom.n, atom.mean) for atom in parts])
        spread = cells.spreads[facet_name(code)]
        half = half_width(whole.n, spread, response, sem=sem, between=between)
        cell = mean_cell(whole, half, cells.source.policy.n_band(whole.n), SCALE)
        if not isinstance(cell, MeanCell):
            raise FiguresFault(f"{owners}: a facet cannot hide anything")
        cells_of[code] = cell
    return cells_of


def _facet_means(group: GroupFigures, element: Element) -> Mapping[str, GroupMean]:
    """The facets of an element on the common set. Raises FiguresFault when they do not make up the
    element.
    """
    facets = group.facets[element]
    mean = fsum(facet.items * facet.mean for facet in facets) / sum(f.items for f in facets)
    if not isfinite(mean) or not isclose(group.means[element], mean, abs_tol=1e-6):
        raise FiguresFault(f"{group.key}: {element} is not made of these facets")
    return {facet.code: GroupMean(group.complete, facet.mean) for facet in facets}


def _all_open(source: PublishedSet, key: str, atoms: FacetMeans) -> bool:
    """Whether every facet of every atom of a group leaves anything open."""
    return all(
        leaves_anything_open(by_owner[owner], source.policy.n_band(by_owner[owner].n).low)
        for by_owner in atoms.values()
        for owner in source.owners[key]
        if owner in by_owner
    )
