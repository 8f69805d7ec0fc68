"""The rosters of a wave and of the waves before it, for the rule about few changes."""

from collections.abc import Iterable
from uuid import UUID

from reports.disclosure.waves import Continuity, Roster, Rosters
from reports.keys import ORGANISATION, department_key, team_key
from reports.selectors import asked_in, waves_before
from surveys.models import Wave


def continuity_of(wave: Wave) -> Continuity:
    """Compared with every closed wave with the same questionnaire, not with the last alone: what
    was published then is still known.
    """
    return Continuity(rosters_of(wave), [rosters_of(before) for before in waves_before(wave)])


def rosters_of(wave: Wave) -> Rosters:
    """Who was asked, per group of the tree. A wave for clients has no rosters."""
    asked = asked_in(wave)
    members: dict[str, list[frozenset[UUID]]] = {}
    sizes: dict[str, int] = {}
    for team in asked.teams:
        for key in (team_key(team.team_id), department_key(team.department_id), ORGANISATION):
            members.setdefault(key, []).append(asked.people.get(team.team_id, frozenset()))
            sizes[key] = sizes.get(key, 0) + team.size
    people = {key: _together(found) for key, found in members.items()}
    return Rosters(people, {key: sizes[key] - len(people[key]) for key in people})


def _together(found: Iterable[frozenset[UUID]]) -> Roster:
    return frozenset[UUID]().union(*found)
