"""The door: aggregates of all groups of a closed wave in, published cells out (decisions 12-18).

All cells are decided together, because what one group tells limits what another may. Nothing else
in the product turns figures about a group into something that can be shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from reports.disclosure import means
from reports.disclosure.cells import (
    WITHHELD,
    CountsCell,
    MeanCell,
    Participation,
    Publication,
    PublishedGroup,
    Withheld,
)
from reports.disclosure.closeness import closeness_of
from reports.disclosure.common import Common, allowed
from reports.disclosure.counts import Permits, counts_cell, partitions
from reports.disclosure.distributions import Room, atom_tallies
from reports.disclosure.facets import facet_cells
from reports.disclosure.figures import (
    ANCHOR,
    BIN_OPTIONS,
    FiguresFault,
    GroupFigures,
    Tally,
)
from reports.disclosure.inputs import COMMON
from reports.disclosure.linked import change_cells
from reports.disclosure.links import Links
from reports.disclosure.outcomes import contrast_outcome, overstemt_outcome, standing_out
from reports.disclosure.tree import Permits as MayCount
from reports.disclosure.tree import Tree, build, publishable
from reports.disclosure.waves import ALONE, Continuity
from surveys.instruments.elements import METRICS, Outcome
from surveys.policy import Policy

MeanCells = Mapping[str, MeanCell | Withheld]
CountCells = Mapping[str, CountsCell | Withheld]


def publish(
    groups: Iterable[GroupFigures],
    policy: Policy,
    continuity: Continuity = ALONE,
    links: Links | None = None,
) -> Publication:
    """Everything that may ever be shown about `groups`, the same for every order of `groups`.

    `continuity` says how the rosters differ from those of earlier waves (see `waves`); `links`
    tells of those who took part in the wave before as well (see `linked`).
    Raises FiguresFault when the figures contradict each other: nothing is published from them.
    """
    tree = build(groups)
    common = Common.of(tree, policy)
    permits = cache(continuity.permits)  # every question asks it about the same groups
    outcomes = {outcome.value: _single(tree, policy, outcome) for outcome in Outcome}
    counts = {name: _counts(tree, name, common, policy, permits) for name in _tally_names(tree)}
    facets = facet_cells(common)
    changes = change_cells(common, links) if links else {}
    published = {}
    for key, group in sorted(tree.groups.items()):
        cells = common.means(key) | {name: found[key] for name, found in outcomes.items()}
        tallies = {name: found[key] for name, found in counts.items()}
        anchor = group.tallies.get(ANCHOR) if permits(key) else None
        made = _group(group, cells, tallies, common.differences(key), anchor, policy)
        published[key] = replace(
            made,
            facets=facets[key],
            closeness=closeness_of(common, key),
            change=changes.get(key, {}),
        )
    return Publication(policy, published, links.since if links else None)


def _single(tree: Tree, policy: Policy, metric: str) -> MeanCells:
    """Intentie or gedrag: no other score is made of them, so on the people who have them."""
    people = {key: group.answered.get(metric, 0) for key, group in tree.groups.items()}
    cover = publishable(tree, people, allowed(tree, policy), policy.means)
    cells = means.cells(tree, cover, means.single_atoms(tree, cover, policy, metric), policy)
    return {
        key: cells.of(key, metric, group.estimates[metric]) if key in cover else WITHHELD
        for key, group in tree.groups.items()
    }


def _counts(tree: Tree, name: str, common: Common, policy: Policy, permits: MayCount) -> CountCells:
    """One question over all groups; only groups whose means are published count anything."""
    tallies = {key: group.tallies[name] for key, group in tree.groups.items()}
    people = {key: tally.n for key, tally in tallies.items()}
    cover = publishable(tree, people, set(common.cover), policy.counts, permits)
    told = partitions(cover, tallies, _permits(name, tallies, common))
    return {
        key: counts_cell(tallies[key], told[key], policy.n_band(people[key]))
        if key in told
        else WITHHELD
        for key in tree.groups
    }


def _permits(name: str, tallies: Mapping[str, Tally], common: Common) -> Permits:
    if name not in COMMON:
        return lambda key, below, blocks: True
    for key, tally in tallies.items():
        if tally.options != BIN_OPTIONS or tally.n != common.tree.groups[key].complete:
            raise FiguresFault(f"{key}: {name} is not a distribution of the common set")
    atoms = {key: atom[name].moments for key, atom in common.atoms.items()}
    return Room(common.cells.owners, atoms, atom_tallies(common.cover, tallies)).permits


def _tally_names(tree: Tree) -> list[str]:
    names = {frozenset(group.tallies) for group in tree.groups.values()}
    if len(names) > 1:
        raise FiguresFault("every group counts the same questions")
    return sorted(next(iter(names), frozenset()))


def _group(
    group: GroupFigures,
    cells: MeanCells,
    counts: CountCells,
    differences: MeanCells,
    anchor: Tally | None,
    policy: Policy,
) -> PublishedGroup:
    shown = any(cell is not WITHHELD for cell in cells.values())
    participation = _participation(group, policy)
    return PublishedGroup(
        key=group.key,
        level=group.level,
        parent=group.parent,
        name=group.name,
        size=group.size,
        participation=participation if shown else WITHHELD,
        means={metric: cells[metric] for metric in METRICS},
        contrast=contrast_outcome(cells["contrast"], policy),
        overstemt=overstemt_outcome(cells, anchor, participation, policy),
        standing_out=standing_out(differences),
        counts=counts,
    )


def _participation(group: GroupFigures, policy: Policy) -> Participation | None:
    band = policy.participation_band(group.respondents, group.size)
    if band is None:
        return None
    return Participation(band, policy.low_participation(group.respondents, group.size))
