"""Questions about what the organisation gives: item means of departments and of the organisation
(onthulling §5, ADR 51).

Each question stands by itself: no score is made of several, so who answered one is a set of people
of its own. Departments and the organisation are decided together, as the groups of everything else.
"""

from collections.abc import Mapping
from typing import Final

from reports.disclosure.atoms import GroupMean, atoms_of, owned
from reports.disclosure.cells import WITHHELD, ItemCell, Withheld
from reports.disclosure.figures import SUPPORT, GroupFigures, WaveFigures
from reports.disclosure.top_coding import bounded_mean, code, hides_both_ways, mean_of_atoms
from reports.disclosure.tree import Permits, Tree, build, publishable
from surveys.policy import Policy
from surveys.scoring.rounding import round_half_up

STEP: Final = 25.0  # points between two answers of five
FEWEST_TEAMS: Final = 2  # what is about one team is a figure of a team, whatever its name

ItemCells = Mapping[str, ItemCell | Withheld]


def support_cells(wave: WaveFigures, policy: Policy, permits: Permits) -> Mapping[str, ItemCells]:
    """By group of the tree and by code of the question; nothing of teams. A mean of one question
    asks for as many people as a count, and for the same participation as everything else: of those
    who answered the question.
    """
    groups = [group for group in wave.groups if group.level != "team"]
    tree, several = build(groups), {g.key for g in groups if _of_several_teams(g, wave)}
    cells_by_item = {
        name.removeprefix(SUPPORT): _published(tree, several, name, policy, permits)
        for name in wave.support
    }
    return {
        key: {item: cells.get(key, WITHHELD) for item, cells in cells_by_item.items()}
        for key in tree.groups
    }


def _published(
    tree: Tree, several: set[str], name: str, policy: Policy, permits: Permits
) -> Mapping[str, ItemCell | Withheld]:
    """One question over all groups."""
    people = {key: group.score_counts.get(name, 0) for key, group in tree.groups.items()}
    eligible_keys = {
        key
        for key in several
        if tree.groups[key].level in policy.levels
        and policy.participates_enough(people[key], tree.groups[key].size)
    }
    cover = publishable(tree, people, eligible_keys, policy.counts, permits)
    means = {key: GroupMean(people[key], tree.groups[key].mean_of(name)) for key in cover}
    atoms = {
        key: bounded_mean(atom, policy.n_band(atom.n).low, STEP)
        for key, atom in atoms_of(cover, means).items()
    }
    cells: dict[str, ItemCell | Withheld] = {}
    for key, owners in owned(cover).items():
        whole = mean_of_atoms([atoms[owner] for owner in owners if owner in atoms])
        cells[key] = (
            WITHHELD
            if hides_both_ways(whole)
            else ItemCell(round_half_up(whole.mean), policy.n_band(whole.n), code(whole))
        )
    return cells


def _of_several_teams(group: GroupFigures, wave: WaveFigures) -> bool:
    """Whether people of several teams answered in it. Without teams there is no group at all."""
    whole = group.level == "organisation"
    teams = (g for g in wave.groups if g.level == "team" and (whole or g.parent == group.key))
    return sum(1 for team in teams if team.respondents) >= FEWEST_TEAMS
