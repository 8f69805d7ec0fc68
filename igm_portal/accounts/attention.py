"""What of people and teams asks for the administrator's attention, in numbers."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.roles import Role
from igm_portal.accounts.selectors import unreached
from igm_portal.joined_rows import as_parameter


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


# As `find_people`, `never_invited` and `teams_without` say it, each person and team read once.
_NUMBERS = """
SELECT persons.*, teams.* FROM (
    SELECT COUNT(*) AS people, COUNT(CASE
        WHEN person.is_active AND person.password LIKE %s
        AND REPLACE(CAST(person.id AS varchar), '-', '') NOT IN (
            SELECT REPLACE(invited.object_id, '-', '') FROM audit_auditevent invited
            WHERE invited.organisation_id = %s AND invited.action = 'person.invited'
        ) THEN 1 END) AS not_invited
    FROM accounts_user person
    WHERE person.organisation_id = %s AND EXISTS (
        SELECT 1 FROM accounts_membership here
        WHERE here.user_id = person.id AND here.organisation_id = %s
        AND (here."end" IS NULL OR here."end" >= %s)
    )
) persons, (
    SELECT COUNT(*) AS teams,
        COUNT(*) - COUNT(employed.team_id) AS empty_teams,
        COUNT(*) - COUNT(managed.team_id) AS unmanaged_teams
    FROM accounts_team team
    LEFT JOIN (
        SELECT DISTINCT team_id FROM accounts_membership
        WHERE role = %s AND organisation_id = %s AND ("end" IS NULL OR "end" >= %s)
    ) employed ON employed.team_id = team.id
    LEFT JOIN (
        SELECT DISTINCT team_id FROM accounts_membership
        WHERE role = %s AND organisation_id = %s AND ("end" IS NULL OR "end" >= %s)
    ) managed ON managed.team_id = team.id
    WHERE team.organisation_id = %s
) teams
"""


def attention(organisation: Organisation, today: date) -> Attention:
    """Count what an administrator can mend; the same number of queries whatever there is."""
    here = as_parameter(organisation.pk)
    no_password = f"{UNUSABLE_PASSWORD_PREFIX}%"
    of_people = [no_password, here, here, here, today]
    of_teams = [Role.EMPLOYEE.value, here, today, Role.TEAM_MANAGER.value, here, today, here]
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [*of_people, *of_teams])
        people, not_invited, teams, empty_teams, unmanaged_teams = cursor.fetchone()
    return Attention(
        people=people,
        teams=teams,
        empty_teams=empty_teams,
        unmanaged_teams=unmanaged_teams,
        not_invited=not_invited,
        not_reached=len(unreached(organisation, today)),
        has_contact=organisation.has_contact,
    )
