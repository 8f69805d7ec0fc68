"""All shown teams of a group together, where the group's own figures are withheld (onthulling §1).

Computed from the atoms of published teams alone, so it tells nothing of the people of a withheld
team. The direct question plays no part: which teams are shown changes from wave to wave, and
nothing protects the people of all of them together.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from reports.disclosure.cells import WITHHELD, PublishedGroup, ShownTeams
from reports.disclosure.common_set import PublishedSet
from reports.disclosure.facets import ElementFacets, facets_together
from reports.disclosure.means import BONFERRONI, Cells
from reports.disclosure.mirror import MirrorCells
from reports.disclosure.names import COMMON
from reports.disclosure.outcomes import contrast_outcome, standing_out
from reports.disclosure.strata import lowest_groups, response_of
from reports.statistics.contrast import NO_ANCHOR_CHOICES
from surveys.instruments.elements import METRICS

FEWEST_TEAMS: Final = 3


def teams_together(source: PublishedSet) -> Mapping[str, tuple[str, ...]]:
    """Per department or organisation without figures of its own: its shown teams, from three on."""
    together = {}
    for key in source.tree.groups:
        teams = tuple(team for team in _teams_of(source, key) if team in source.cover)
        if key not in source.cover and len(teams) >= FEWEST_TEAMS:
            together[key] = teams
    return together


def shown_teams(
    cells: Cells, facets: Sequence[ElementFacets], mirror: Mapping[str, MirrorCells]
) -> Mapping[str, ShownTeams]:
    """What these teams together give; `mirror` has by group the questions of the spiegel."""
    return {
        key: ShownTeams(
            len(teams),
            len(_teams_of(cells.source, key)),
            _total(cells, key, teams, facets, mirror.get(key, {})),
        )
        for key, teams in teams_together(cells.source).items()
    }


def _teams_of(source: PublishedSet, key: str) -> list[str]:
    return [
        unit for unit in source.tree.units[key] if unit != key and not source.tree.children[unit]
    ]


def _total(
    cells: Cells,
    key: str,
    teams: Sequence[str],
    facets: Sequence[ElementFacets],
    mirror: MirrorCells,
) -> PublishedGroup:
    """These teams as one group, in the place of the group that they are of."""
    source = cells.source
    group = source.tree.groups[key]
    response = response_of(lowest_groups(source.tree, source.people, teams))
    means = {name: cells.over(teams, response, name) for name in COMMON}
    return PublishedGroup(
        key=key,
        level=group.level,
        parent=group.parent,
        name=group.name,
        size=None,
        participation=None,
        means={metric: means.get(metric, WITHHELD) for metric in METRICS},
        contrast=contrast_outcome(
            means["contrast"], NO_ANCHOR_CHOICES, source.policy, cells.wave.habit
        ),
        overstemt=WITHHELD,
        standing_out=standing_out(
            lambda name: cells.over(teams, response, name, BONFERRONI), cells.spreads
        ),
        counts={},
        facets=facets_together(cells, facets, teams, response),
        mirror=mirror,
    )
