"""What the list of people shows, read in few queries however many people and teams there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from igm_portal.accounts.models import Organisation, StaffNumber
from igm_portal.joined_rows import as_day, as_id, as_parameter, places_for

ListedPerson = tuple[UUID, str, str]
"""Id, name and e-mail address of somebody in a list."""
ListedRole = tuple[str, str | None, str | None, str, date, date | None]
"""Which role, the names of its team and department, function, first and last day."""


@dataclass(frozen=True, slots=True)
class ListedDetails:
    """What stands beside somebody in a list: the staff number, or an empty text, and the roles
    here, the latest first.
    """

    number: str
    roles: list[ListedRole]


_DETAILS = """
SELECT membership.user_id, number.number, membership.role, team.name, department.name,
    membership.function, membership.start, membership."end"
FROM accounts_membership membership
LEFT JOIN accounts_team team ON team.id = membership.team_id
LEFT JOIN accounts_department department ON department.id = membership.department_id
LEFT JOIN accounts_staffnumber number
    ON number.person_id = membership.user_id
    AND number.organisation_id = membership.organisation_id
WHERE membership.organisation_id = %s AND membership.user_id IN ({people}) AND {shown}
ORDER BY membership.start DESC, membership.role
"""


def listed_details(
    organisation: Organisation, people: Collection[UUID], today: date, *, former: bool
) -> dict[UUID, ListedDetails]:
    """What stands beside each of these people, in one query (ADR 88); in two where one of them has
    no role to show. The roles are those from today on, and of `former` people all that they had.
    """
    shown = "TRUE" if former else '(membership."end" IS NULL OR membership."end" >= %s)'
    parameters = [as_parameter(one) for one in (organisation.pk, *people)]
    details: dict[UUID, ListedDetails] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _DETAILS.format(people=places_for(people), shown=shown),
            [*parameters, *([] if former else [today])],
        )
        for ident, number, role, team, department, function, start, end in cursor.fetchall():
            person = as_id(ident)
            if person not in details:
                details[person] = ListedDetails(number or "", [])
            last = as_day(end) if end else None
            listed_role = (role, team, department, function, as_day(start), last)
            details[person].roles.append(listed_role)
    others = [person for person in people if person not in details]
    if others:
        rows = StaffNumber.objects.filter(organisation=organisation, person__in=others)
        numbers = dict(rows.values_list("person_id", "number"))
        details |= {person: ListedDetails(numbers.get(person, ""), []) for person in others}
    return details


_TEAM_NAMES = """
SELECT CAST(id AS text), name FROM accounts_team WHERE organisation_id = %s ORDER BY id
"""


def team_names(organisation: Organisation) -> tuple[tuple[str, str], ...]:
    """Id as text and name of every team here, in a fixed order: to notice a change in them where
    there may be hundreds.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TEAM_NAMES, [as_parameter(organisation.pk)])
        return tuple(cursor.fetchall())
