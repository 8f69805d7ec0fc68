"""Prepare an import: a preview that is stored for a day and changes nothing."""

from dataclasses import astuple, replace
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import (
    Department,
    EmailChange,
    ImportPreview,
    ImportUpload,
    Membership,
    Organisation,
    StaffNumber,
    Team,
)
from igm_portal.accounts.people_import.columns import Column
from igm_portal.accounts.people_import.faults import Fault
from igm_portal.accounts.people_import.layouts import layout_of
from igm_portal.accounts.people_import.match import KnownPerson, KnownRole, State
from igm_portal.accounts.people_import.parse import (
    PersonRow,
    Vocabulary,
    fault_columns,
    fault_of,
    headers,
    parse_table,
)
from igm_portal.accounts.people_import.plan import ImportChoices, Plan, plan_import
from igm_portal.accounts.people_import.table import Table, read_table
from igm_portal.accounts.roles import GRANTS, Function, Place, Role
from igm_portal.accounts.selectors import people_of
from igm_portal.csv_files.records import Unreadable
from igm_portal.spelling import name_key

PLACE_COLUMNS = {Place.TEAM: Column.TEAM, Place.DEPARTMENT: Column.DEPARTMENT, Place.NONE: None}
VOCABULARY = Vocabulary(
    roles={grant.word: str(role) for role, grant in reversed(GRANTS.items())},
    functions={function.value: function.value for function in Function},
    places={str(role): PLACE_COLUMNS[grant.place] for role, grant in GRANTS.items()},
    default_role=Role.EMPLOYEE.value,
    guarded_role=Role.ADMINISTRATOR.value,
)


def vocabulary_of(organisation: Organisation) -> Vocabulary:
    """The words that a file of this organisation may use: its own names of functions too."""
    own = {name_key(organisation.own_words.get(f, f)): f.value for f in Function}
    return replace(VOCABULARY, functions={**VOCABULARY.functions, **own})


Preparation = tuple[ImportPreview | None, tuple[Fault, ...]]


def prepare_import(
    *, access: Access, content: bytes, choices: ImportChoices, now: datetime, today: date
) -> Preparation:
    """Read and plan an upload by what is remembered: a preview, or the reasons why not."""
    try:
        table = read_table(content)
    except Unreadable as reason:
        return None, (fault_of(reason),)
    return prepare_table(access=access, table=table, choices=choices, now=now, today=today)


@transaction.atomic
def prepare_table(
    *, access: Access, table: Table, choices: ImportChoices, now: datetime, today: date
) -> Preparation:
    """Plan a table by what is remembered of its columns and titles. Only a file without faults is
    stored, and only what is read of it."""
    forget_previews(now)
    layout = layout_of(access.organisation)
    try:
        content = parse_table(table, layout, vocabulary_of(access.organisation))
    except Unreadable as reason:
        return None, (fault_of(reason),)
    choices = replace(choices, department=layout.department)
    plan, _state = _plan(access, content.rows, choices, today)
    if content.faults or plan.faults:
        names = fault_columns(table, layout)
        faults = sorted(content.faults + plan.faults, key=lambda fault: fault.row)
        return None, tuple(replace(f, column=names.get(f.column, f.column)) for f in faults)
    preview = ImportPreview.objects.create(
        organisation=access.organisation,
        made_by=access.user,
        made_at=now,
        rows=[
            [value.isoformat() if isinstance(value, date) else value for value in astuple(row)]
            for row in content.rows
        ],
        ignored=list(content.unused_columns),
        reading={
            "sheet": table.sheet,
            "skipped": content.skipped_rows,
            "department": layout.department,
            "columns": sorted((name, field) for field, name in headers(table, layout).items()),
        },
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
        PersonRow(*(*texts, _day(start), _day(end), is_hire))
        for *texts, start, end, is_hire in preview.rows
    )
    department = preview.reading["department"]
    same_people = bool(preview.reading.get("same_people"))
    choices = ImportChoices(preview.start, preview.leavers_on, department, same_people)
    return _plan(access, rows, choices, today)


def take_as_same(access: Access, preview: ImportPreview, today: date) -> None:
    """Read once more, who has the name of somebody who is not in the file as that person; nothing
    but the preview changes."""
    preview.reading["same_people"] = True
    plan, _state = plan_of(access, preview, today)
    preview.digest = digest(plan)
    preview.save(update_fields=["reading", "digest"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def digest(plan: Plan) -> str:
    """The fingerprint of a plan: what is confirmed is what was seen."""
    return sha256(repr(plan).encode()).hexdigest()


def forget_previews(now: datetime) -> None:
    """Delete what nobody confirmed within a day, and files whose columns nobody chose."""
    ImportPreview.objects.stale(now).delete()
    ImportUpload.objects.stale(now).delete()


def _plan(
    access: Access, rows: tuple[PersonRow, ...], choices: ImportChoices, today: date
) -> tuple[Plan, State]:
    state = _state(access, today)
    return plan_import(rows, state, choices, VOCABULARY), state


def _state(access: Access, today: date) -> State:
    """What an import by this person can meet, in a handful of queries."""
    organisation = access.organisation
    changes = EmailChange.objects.filter(organisation=organisation)
    return State(
        today=today,
        importer=str(access.user.id),
        people=_people(organisation),
        roles=_roles(organisation),
        departments=tuple(
            Department.objects.filter(organisation=organisation).values_list("name", flat=True)
        ),
        teams=tuple(
            Team.objects.filter(organisation=organisation).values_list("name", "department__name")
        ),
        old_addresses={
            old_email: str(person)
            for old_email, person in changes.values_list("old_email", "person_id")
        },
    )


def _people(organisation: Organisation) -> tuple[KnownPerson, ...]:
    numbers = dict(
        StaffNumber.objects.filter(organisation=organisation).values_list("person_id", "number")
    )
    return tuple(
        KnownPerson(str(key), email, name, numbers.get(key, ""))
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
