"""The one function that turns figures of all groups of a closed wave into published cells.

All cells are decided at once, because what one group tells limits what another may. Nothing else
in the product turns figures about a group into something that can be shown (onthulling).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial

from reports.disclosure.cells import (
    WITHHELD,
    CountsCell,
    Participation,
    Publication,
    PublishedGroup,
    Withheld,
)
from reports.disclosure.common_set import PublishedSet, common_set
from reports.disclosure.counts import partitions, shares
from reports.disclosure.facets import facet_cells, published_facets
from reports.disclosure.figures import ANCHOR, FiguresFault, GroupFigures, WaveFigures
from reports.disclosure.linked import change_cells
from reports.disclosure.links import Links
from reports.disclosure.means import BONFERRONI, Cells
from reports.disclosure.mirror import mirror_cells
from reports.disclosure.names import COMMON, OUTCOMES
from reports.disclosure.outcomes import (
    anchor_choices,
    contrast_outcome,
    overstemt_outcome,
    standing_out,
)
from reports.disclosure.shown_teams import shown_teams, teams_together
from reports.disclosure.spreads import published, spreads_of
from reports.disclosure.support import support_cells
from reports.disclosure.tree import Cover, Permits, Tree, build, publishable
from reports.disclosure.waves import ALONE, Continuity
from reports.statistics.contrast import NO_ANCHOR_CHOICES
from surveys.instruments.elements import METRICS
from surveys.policy import Policy


def publish(
    wave: WaveFigures,
    policy: Policy,
    continuity: Continuity = ALONE,
    links: Links | None = None,
    asked_before: Continuity = ALONE,
    mirrored_before: Continuity | None = None,
) -> Publication:
    """Everything that may ever be shown about the groups of a wave, the same for every order of
    them.

    `continuity` says how the rosters differ from those of earlier waves (see `waves`); `links` has
    the figures of those who took part in the wave before as well (see `linked`). `asked_before` is
    as `continuity`, with the earlier waves that had the addition too; `mirrored_before` with those
    that asked the questions of the spiegel, whatever the questionnaire.
    Raises FiguresFault when the figures contradict each other: nothing is published from them.
    """
    if links is not None:
        wave = replace(wave, within={**wave.within, **links.within})
    tree, spreads = build(wave.groups), spreads_of(wave, with_changes=links is not None)
    common = Cells.of_set(common_set(tree, wave.steps, policy), wave, spreads)
    sources = dict.fromkeys(COMMON, common) | {
        metric: Cells.of_set(_outcome_set(tree, wave, metric, policy), wave, spreads)
        for metric in OUTCOMES
    }
    permits = cache(continuity.permits)  # every question asks it about the same groups
    cover = common.source.cover
    counts = {name: _counts(tree, name, cover, policy, permits) for name in _tally_names(tree)}
    elements = published_facets(common)
    facets = facet_cells(common, elements)
    changes = change_cells(common, links) if links else {}
    support = support_cells(wave, policy, asked_before.permits) if wave.support else {}
    mirror = mirror_cells(
        wave, common.source, teams_together(common.source), mirrored_before or continuity
    )
    withheld_mirror = {key: dict.fromkeys(wave.mirror, WITHHELD) for key in mirror}
    groups = {}
    for key, group in sorted(tree.groups.items()):
        means = {metric: sources[metric].of(key, metric) for metric in METRICS}
        is_shown = any(cell is not WITHHELD for cell in means.values())
        choices = (
            anchor_choices(group.tallies.get(ANCHOR), policy) if permits(key) else NO_ANCHOR_CHOICES
        )
        participation = _participation(group, policy)
        groups[key] = PublishedGroup(
            key=key,
            level=group.level,
            parent=group.parent,
            name=group.name,
            size=group.size,
            participation=participation if is_shown else WITHHELD,
            means=means,
            contrast=contrast_outcome(means["contrast"], choices, policy, wave.habit),
            overstemt=overstemt_outcome(means, choices, participation, policy, wave.habit),
            standing_out=standing_out(partial(common.of, key, level=BONFERRONI), spreads),
            counts={name: by_group[key] for name, by_group in counts.items()},
            facets=facets[key],
            change=changes.get(key, {}),
            support=support.get(key, {}),
            mirror=mirror[key] if key in mirror and key in cover else withheld_mirror.get(key, {}),
        )
    since = links.since if links else None
    return Publication(
        policy, groups, since, published(spreads), shown_teams(common, elements, mirror)
    )


def withhold_all(policy: Policy) -> Publication:
    """The publication of a wave that only tries out its questions: no group is in it (ADR 54)."""
    return Publication(policy, {})


def _outcome_set(tree: Tree, wave: WaveFigures, metric: str, policy: Policy) -> PublishedSet:
    """Intentie or gedrag: no other score is made of them, so on the people who have them."""
    people = {key: group.score_counts.get(metric, 0) for key, group in tree.groups.items()}
    return PublishedSet.of(tree, people, {metric: wave.steps.get(metric, 0)}, policy)


def _counts(
    tree: Tree, name: str, means: Cover, policy: Policy, permits: Permits
) -> Mapping[str, CountsCell | Withheld]:
    """One question over all groups; only groups whose means are published count anything."""
    tallies = {key: group.tallies[name] for key, group in tree.groups.items()}
    people = {key: tally.n for key, tally in tallies.items()}
    blocks = partitions(publishable(tree, people, means, policy.counts, permits), tallies)
    return {
        key: CountsCell(policy.n_band(tally.n), shares(tally, blocks[key]))
        if key in blocks
        else WITHHELD
        for key, tally in tallies.items()
    }


def _tally_names(tree: Tree) -> list[str]:
    names = {frozenset(group.tallies) for group in tree.groups.values()}
    if len(names) > 1:
        raise FiguresFault("every group counts the same questions")
    return sorted(next(iter(names), frozenset()))


def _participation(group: GroupFigures, policy: Policy) -> Participation | None:
    band = policy.participation_band(group.respondents, group.size)
    if band is None:
        return None
    return Participation(band, policy.low_participation(group.respondents, group.size))
