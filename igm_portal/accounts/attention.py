"""What of people and teams asks for the administrator's attention, in numbers."""

from dataclasses import dataclass
from datetime import date

from igm_portal.accounts.models import Organisation, Team
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import (
    find_people,
    not_yet_invited,
    teams_without,
    unreached,
)


@dataclass(frozen=True, slots=True)
class Attention:
    """Numbers of today: people with a role today or later, teams, and what is missing of them."""

    people: int
    teams: int
    empty_teams: int
    unmanaged_teams: int
    not_invited: int
    not_reached: int
    has_contact: bool


def attention(organisation: Organisation, today: date) -> Attention:
    """Count what an administrator can mend; the same number of queries whatever there is."""
    return Attention(
        people=find_people(organisation, today=today).count(),
        teams=Team.objects.filter(organisation=organisation).count(),
        empty_teams=teams_without(organisation, Role.EMPLOYEE, today).count(),
        unmanaged_teams=teams_without(organisation, Role.TEAM_MANAGER, today).count(),
        not_invited=not_yet_invited(organisation, today),
        not_reached=len(unreached(organisation, today)),
        has_contact=organisation.has_contact,
    )
