"""The rosters of a wave and of the waves before it, for the rule about few changes."""

from collections.abc import Hashable

from reports.disclosure.group_keys import ORGANISATION, department_key, team_key
from reports.disclosure.waves import Continuity, Roster, Rosters
from reports.selectors import Asked, AskedIn, waves_before
from surveys.models import Wave


def continuity_of(wave: Wave, rosters_in: AskedIn) -> Continuity:
    """Compared with every closed wave with the same questionnaire, not with the last alone: what
    was published then is still known.
    """
    before = [rosters_of(rosters_in(earlier)) for earlier in waves_before(wave)]
    return Continuity(rosters_of(rosters_in(wave)), before)


def rosters_of(roster: Asked) -> Rosters:
    """Who was asked, per group of the tree. A wave for clients has no rosters."""
    members: dict[str, list[Roster]] = {}
    sizes: dict[str, int] = {}
    for team in roster.teams:
        people = roster.people.get(team.team_id, ())
        numbers = frozenset(person.int for person in people)  # compared faster than UUIDs
        for key in (team_key(team.team_id), department_key(team.department_id), ORGANISATION):
            members.setdefault(key, []).append(numbers)
            sizes[key] = sizes.get(key, 0) + team.size
    rosters = {key: frozenset[Hashable]().union(*parts) for key, parts in members.items()}
    return Rosters(rosters, {key: sizes[key] - len(rosters[key]) for key in rosters})
