"""Whom a wave asks: what is told before a launch is what the launch then fixes (ADR 19)."""

from datetime import date
from typing import Final
from uuid import UUID

from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from surveys.models import Invitation, Wave, WaveTeam

ASKED_ROLE: Final = {"klantmanager": Role.EMPLOYEE, "manager": Role.TEAM_MANAGER}


def roster(wave: Wave, today: date) -> list[tuple[WaveTeam, list[UUID]]]:
    """List per chosen team who holds the asked role in it today, in two queries; empty for clients.

    Who works in two chosen teams is asked once, for the first by name. A retest asks who was asked
    the first time and still works there, each in the team of then.
    """
    if wave.anonymous:
        return []
    members = _asked_before(wave, today) if wave.is_retest else _members_by_team(wave, today)
    before: set[UUID] = set()
    places = []
    for place in wave.teams.select_related("team__department").order_by("team_name"):
        people = [person for person in members.get(place.team_id, []) if person not in before]
        before.update(people)
        places.append((place, people))
    return places


def _asked_before(wave: Wave, today: date) -> dict[UUID | None, list[UUID]]:
    here = Membership.objects.on(today).filter(organisation_id=wave.organisation_id)
    rows = (
        Invitation.objects.filter(wave=wave.retest_of_id, person__in=here.values("user"))
        .order_by("team_id", "person_id")
        .values_list("team_id", "person_id")
    )
    members: dict[UUID | None, list[UUID]] = {}
    for team_id, person_id in rows:
        members.setdefault(team_id, []).append(person_id)
    return members


def _members_by_team(wave: Wave, today: date) -> dict[UUID | None, list[UUID]]:
    role = ASKED_ROLE[wave.policy.group]
    rows = (
        Membership.objects.on(today)
        .filter(organisation_id=wave.organisation_id, role=role, team__in=wave.teams.values("team"))
        .order_by("team_id", "user_id")
        .values_list("team_id", "user_id")
        .distinct()
    )
    members: dict[UUID | None, list[UUID]] = {}
    for team_id, user_id in rows:
        members.setdefault(team_id, []).append(user_id)
    return members
