"""Prepare an import: a preview that is stored for a day and changes nothing."""

from collections.abc import Iterable
from dataclasses import astuple
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import (
    Department,
    EmailChange,
    ImportPreview,
    Membership,
    Organisation,
    StaffNumber,
    Team,
    User,
)
from igm_portal.accounts.people_import.faults import Fault
from igm_portal.accounts.people_import.match import KnownPerson, KnownRole, State
from igm_portal.accounts.people_import.parse import Column, Row, Vocabulary, parse
from igm_portal.accounts.people_import.plan import Choices, Plan, plan_import
from igm_portal.accounts.roles import GRANTS, Function, Place, Role
from igm_portal.accounts.selectors import people_of
from igm_portal.spelling import address_key

COLUMNS = {Place.TEAM: Column.TEAM, Place.DEPARTMENT: Column.DEPARTMENT, Place.NONE: None}
VOCABULARY = Vocabulary(
    roles={grant.word: str(role) for role, grant in reversed(GRANTS.items())},
    functions={function.value: function.value for function in Function},
    places={str(role): COLUMNS[grant.place] for role, grant in GRANTS.items()},
    default_role=Role.EMPLOYEE.value,
    guarded_role=Role.ADMINISTRATOR.value,
)


@transaction.atomic
def prepare_import(
    *, access: Access, content: bytes, choices: Choices, now: datetime, today: date
) -> tuple[ImportPreview | None, tuple[Fault, ...]]:
    """Read and plan an upload: a preview, or the reasons why not. Only a file without faults is
    stored, and only what is read of it."""
    forget_previews(now)
    sheet = parse(content, VOCABULARY)
    plan, _state = _plan(access, sheet.rows, choices, today)
    if sheet.faults or plan.faults:
        return None, tuple(sorted(sheet.faults + plan.faults, key=lambda fault: fault.row))
    preview = ImportPreview.objects.create(
        organisation=access.organisation,
        made_by=access.user,
        made_at=now,
        rows=[
            [value.isoformat() if isinstance(value, date) else value for value in astuple(row)]
            for row in sheet.rows
        ],
        ignored=list(sheet.ignored),
        start=choices.start,
        leavers_on=choices.leavers_on,
        digest=digest(plan),
    )
    return preview, ()


def preview_of(access: Access, preview_id: UUID, now: datetime) -> ImportPreview | None:
    """One's own preview, as long as it is stored."""
    previews = ImportPreview.objects.fresh(now).filter(
        organisation=access.organisation, made_by=access.user
    )
    return previews.filter(pk=preview_id).first()


def plan_of(access: Access, preview: ImportPreview, today: date) -> tuple[Plan, State]:
    """What this preview would do today, and the organisation it would do it to."""
    rows = tuple(
        Row(*texts, *(date.fromisoformat(day) if day else None for day in (start, end)))
        for *texts, start, end in preview.rows
    )
    return _plan(access, rows, Choices(preview.start, preview.leavers_on), today)


def digest(plan: Plan) -> str:
    """The fingerprint of a plan: what is confirmed is what was seen."""
    return sha256(repr(plan).encode()).hexdigest()


def forget_previews(now: datetime) -> None:
    """Delete what nobody confirmed within a day."""
    ImportPreview.objects.stale(now).delete()


def _plan(
    access: Access, rows: tuple[Row, ...], choices: Choices, today: date
) -> tuple[Plan, State]:
    state = _state(access, rows, today)
    return plan_import(rows, state, choices, VOCABULARY), state


def _state(access: Access, rows: Iterable[Row], today: date) -> State:
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
        outsiders=frozenset(_existing(addresses)),
        reserved=frozenset(EmailChange.objects.values_list("old_email", flat=True)),
    )


def _people(organisation: Organisation) -> tuple[KnownPerson, ...]:
    numbers = dict(
        StaffNumber.objects.filter(organisation=organisation).values_list("person_id", "number")
    )
    ids_elsewhere = set(
        Membership.objects.exclude(organisation=organisation)
        .filter(user__memberships__organisation=organisation)
        .values_list("user_id", flat=True)
    )
    return tuple(
        KnownPerson(str(key), email, name, numbers.get(key, ""), key in ids_elsewhere)
        for key, email, name in people_of(organisation).values_list("pk", "email", "name")
    )


def _roles(organisation: Organisation) -> tuple[KnownRole, ...]:
    rows = Membership.objects.filter(organisation=organisation, user__is_active=True).values_list(
        "pk", "user_id", "role", "team__name", "department__name", "function", "start", "end"
    )
    return tuple(
        KnownRole(key, str(person), role, team or department or "", function, start, end)
        for key, person, role, team, department, function, start, end in rows.order_by("pk")
    )


def _existing(addresses: set[str]) -> set[str]:
    """Which of these addresses somebody has already; read in parts that any database takes."""
    address_list = sorted(addresses)
    existing: set[str] = set()
    for begin in range(0, len(address_list), 500):
        part = User.objects.filter(email__in=address_list[begin : begin + 500])
        existing.update(part.values_list("email", flat=True))
    return existing
