"""All shown teams of a group together, where the group's own figures are withheld (onthulling §1).

Computed from the atoms of published teams alone, so it tells nothing of the people of a withheld
team. The direct question plays no part: which teams are shown changes from wave to wave, and
nothing protects the people of all of them together.
"""

from collections.abc import Mapping
from typing import Final

from reports.disclosure.cells import WITHHELD, PublishedGroup, ShownTeams
from reports.disclosure.means import BONFERRONI, Cells
from reports.disclosure.names import COMMON
from reports.disclosure.outcomes import contrast_outcome, standing_out
from reports.disclosure.strata import lowest_groups, response_of
from reports.statistics.contrast import NO_ANCHOR_CHOICES
from surveys.instruments.elements import METRICS

FEWEST_TEAMS: Final = 3


def shown_teams(cells: Cells) -> Mapping[str, ShownTeams]:
    """Per department or organisation without figures of its own: its shown teams, from three on."""
    tree, cover, totals = cells.source.tree, cells.source.cover, {}
    for key, units in tree.units.items():
        teams = [unit for unit in units if unit != key and not tree.children[unit]]
        team_keys = [team for team in teams if team in cover]
        if key not in cover and len(team_keys) >= FEWEST_TEAMS:
            totals[key] = ShownTeams(len(team_keys), len(teams), _total(cells, key, team_keys))
    return totals


def _total(cells: Cells, key: str, teams: list[str]) -> PublishedGroup:
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
        contrast=contrast_outcome(means["contrast"], NO_ANCHOR_CHOICES, source.policy),
        overstemt=WITHHELD,
        standing_out=standing_out(
            lambda name: cells.over(teams, response, name, BONFERRONI), cells.spreads
        ),
        counts={},
    )
