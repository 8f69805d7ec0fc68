"""The door: aggregates of all groups of a closed wave in, published cells out (onthulling).

All cells are decided together, because what one group tells limits what another may. Nothing else
in the product turns figures about a group into something that can be shown.
"""

from collections.abc import Mapping
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
    StandingOut,
    Withheld,
)
from reports.disclosure.common_set import Common, allowed
from reports.disclosure.counts import counts_cell, partitions
from reports.disclosure.facets import facet_cells
from reports.disclosure.figures import ANCHOR, FiguresFault, GroupFigures, WaveFigures
from reports.disclosure.linked import change_cells
from reports.disclosure.links import Links
from reports.disclosure.means import BONFERRONI
from reports.disclosure.names import OUTCOMES
from reports.disclosure.outcomes import (
    choices,
    contrast_outcome,
    overstemt_outcome,
    standing_out,
)
from reports.disclosure.shown_teams import shown_teams
from reports.disclosure.spreads import Spreads, published, spreads_of
from reports.disclosure.tree import Permits, Tree, build, publishable
from reports.disclosure.waves import ALONE, Continuity
from reports.statistics.contrast import NO_CHOICE
from surveys.instruments.elements import METRICS
from surveys.policy import Policy

MeanCells = Mapping[str, MeanCell | Withheld]
CountCells = Mapping[str, CountsCell | Withheld]


def publish(
    wave: WaveFigures,
    policy: Policy,
    continuity: Continuity = ALONE,
    links: Links | None = None,
) -> Publication:
    """Everything that may ever be shown about the groups of a wave, the same for every order of
    them.

    `continuity` says how the rosters differ from those of earlier waves (see `waves`); `links`
    tells of those who took part in the wave before as well (see `linked`).
    Raises FiguresFault when the figures contradict each other: nothing is published from them.
    """
    if links is not None:
        wave = replace(wave, within={**wave.within, **links.within})
    tree, spreads = build(wave.groups), spreads_of(wave, linked=links is not None)
    common = Common.of(wave, tree, spreads, policy)
    permits = cache(continuity.permits)  # every question asks it about the same groups
    outcomes = {metric: _single(wave, tree, spreads, policy, metric) for metric in OUTCOMES}
    counts = {name: _counts(tree, name, common, policy, permits) for name in _tally_names(tree)}
    facets = facet_cells(common)
    changes = change_cells(common, links) if links else {}
    groups = {}
    for key, group in sorted(tree.groups.items()):
        cells = common.means(key) | {name: by_group[key] for name, by_group in outcomes.items()}
        chose = choices(group.tallies.get(ANCHOR), policy) if permits(key) else NO_CHOICE
        participation = _participation(group, policy)
        groups[key] = PublishedGroup(
            key=key,
            level=group.level,
            parent=group.parent,
            name=group.name,
            size=group.size,
            participation=participation if _any_shown(cells) else WITHHELD,
            means={metric: cells[metric] for metric in METRICS},
            contrast=contrast_outcome(cells["contrast"], chose, policy),
            overstemt=overstemt_outcome(cells, chose, participation, policy),
            standing_out=_standing_out(common, key),
            counts={name: by_group[key] for name, by_group in counts.items()},
            facets=facets[key],
            change=changes.get(key, {}),
        )
    since = links.since if links else None
    return Publication(policy, groups, since, published(spreads), shown_teams(common))


def _single(
    wave: WaveFigures, tree: Tree, spreads: Spreads, policy: Policy, metric: str
) -> MeanCells:
    """Intentie or gedrag: no other score is made of them, so on the people who have them."""
    people = {key: group.answered.get(metric, 0) for key, group in tree.groups.items()}
    cover = publishable(tree, people, allowed(tree, policy), policy.means)
    atoms = means.guarded_atoms(tree, cover, policy, people, {metric: wave.steps.get(metric, 0)})
    cells = means.cells(wave, tree, cover, atoms, people, spreads, policy)
    return {key: cells.of(key, metric) if key in cover else WITHHELD for key in tree.groups}


def _counts(tree: Tree, name: str, common: Common, policy: Policy, permits: Permits) -> CountCells:
    """One question over all groups; only groups whose means are published count anything."""
    tallies = {key: group.tallies[name] for key, group in tree.groups.items()}
    people = {key: tally.n for key, tally in tallies.items()}
    cover = publishable(tree, people, set(common.cover), policy.counts, permits)
    blocks = partitions(cover, tallies)
    return {
        key: counts_cell(tallies[key], blocks[key], policy.n_band(people[key]))
        if key in blocks
        else WITHHELD
        for key in tree.groups
    }


def _standing_out(common: Common, key: str) -> tuple[StandingOut, ...] | Withheld | None:
    if key not in common.cover:
        return WITHHELD
    return standing_out(lambda name: common.cells.of(key, name, BONFERRONI), common.cells.spreads)


def _tally_names(tree: Tree) -> list[str]:
    names = {frozenset(group.tallies) for group in tree.groups.values()}
    if len(names) > 1:
        raise FiguresFault("every group counts the same questions")
    return sorted(next(iter(names), frozenset()))


def _any_shown(cells: MeanCells) -> bool:
    return any(cell is not WITHHELD for cell in cells.values())


def _participation(group: GroupFigures, policy: Policy) -> Participation | None:
    band = policy.participation_band(group.respondents, group.size)
    if band is None:
        return None
    return Participation(band, policy.low_participation(group.respondents, group.size))
