"""The organisation as an import finds it."""

from collections.abc import Iterable
from datetime import date

from igm_portal.accounts.access import Access
from igm_portal.accounts.imports.plan import KnownPerson, KnownRole, State
from igm_portal.accounts.imports.rows import Row
from igm_portal.accounts.models import (
    Department,
    EmailChange,
    Membership,
    Organisation,
    StaffNumber,
    Team,
    User,
)
from igm_portal.accounts.selectors import people_of
from igm_portal.spelling import address_key


def state_of(access: Access, rows: Iterable[Row], today: date) -> State:
    """What an import by this person can meet, in a handful of queries."""
    organisation = access.organisation
    people = _people(organisation)
    addresses = {row.email for row in rows if row.email}
    addresses -= {address_key(person.email) for person in people}
    return State(
        today=today,
        importer=str(access.user.id),
        people=people,
        roles=_roles(organisation),
        departments=tuple(
            Department.objects.filter(organisation=organisation).values_list("name", flat=True)
        ),
        teams=tuple(
            Team.objects.filter(organisation=organisation).values_list("name", "department__name")
        ),
        outsiders=frozenset(_known(addresses)),
        reserved=frozenset(EmailChange.objects.values_list("old_email", flat=True)),
    )


def _people(organisation: Organisation) -> tuple[KnownPerson, ...]:
    here = people_of(organisation)
    numbers = dict(
        StaffNumber.objects.filter(organisation=organisation).values_list("person_id", "number")
    )
    elsewhere = set(
        Membership.objects.exclude(organisation=organisation)
        .filter(user__memberships__organisation=organisation)
        .values_list("user_id", flat=True)
    )
    return tuple(
        KnownPerson(str(key), email, name, numbers.get(key, ""), key in elsewhere)
        for key, email, name in here.values_list("pk", "email", "name")
    )


def _roles(organisation: Organisation) -> tuple[KnownRole, ...]:
    rows = Membership.objects.filter(organisation=organisation, user__is_active=True).values_list(
        "pk", "user_id", "role", "team__name", "department__name", "function", "start", "end"
    )
    return tuple(
        KnownRole(key, str(person), role, team or department or "", function, start, end)
        for key, person, role, team, department, function, start, end in rows.order_by("pk")
    )


def _known(addresses: set[str]) -> set[str]:
    """Which of these addresses somebody has already; asked in parts that any database takes."""
    ordered = sorted(addresses)
    existing: set[str] = set()
    for begin in range(0, len(ordered), 500):
        part = User.objects.filter(email__in=ordered[begin : begin + 500])
        existing.update(part.values_list("email", flat=True))
    return existing
