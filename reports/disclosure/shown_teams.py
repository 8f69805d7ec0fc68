"""All shown teams of a group together, where the group's own figures are withheld (onthulling §1).

Computed from the atoms of published teams alone, so it tells nothing of the people of a withheld
team. The direct question plays no part: which teams are shown changes from wave to wave, and nobody
guards the people of all of them together.
"""

from collections.abc import Mapping
from typing import Final

from reports.disclosure.cells import WITHHELD, PublishedGroup, ShownTeams
from reports.disclosure.common_set import Common
from reports.disclosure.means import BONFERRONI
from reports.disclosure.names import COMMON
from reports.disclosure.outcomes import contrast_outcome, standing_out
from reports.disclosure.tree import units
from reports.statistics.contrast import NO_CHOICE
from surveys.instruments.elements import METRICS

FEWEST_TEAMS: Final = 3


def shown_teams(common: Common) -> Mapping[str, ShownTeams]:
    """Per department or organisation without figures of its own: its shown teams, from three on."""
    tree, totals = common.tree, {}
    for key, inside in units(tree).items():
        teams = [unit for unit in inside if unit != key and not tree.children[unit]]
        published = [team for team in teams if team in common.cover]
        if key not in common.cover and len(published) >= FEWEST_TEAMS:
            totals[key] = ShownTeams(len(published), len(teams), _together(common, key, published))
    return totals


def _together(common: Common, key: str, teams: list[str]) -> PublishedGroup:
    group = common.tree.groups[key]
    cells = {name: common.cells.over(teams, teams, name) for name in COMMON}
    return PublishedGroup(
        key=key,
        level=group.level,
        parent=group.parent,
        name=group.name,
        size=None,
        participation=None,
        means={metric: cells.get(metric, WITHHELD) for metric in METRICS},
        contrast=contrast_outcome(cells["contrast"], NO_CHOICE, common.policy),
        overstemt=WITHHELD,
        standing_out=standing_out(
            lambda name: common.cells.over(teams, teams, name, BONFERRONI), common.cells.spreads
        ),
        counts={},
    )
