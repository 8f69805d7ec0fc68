"""Carry out an import that was confirmed.

The plan has been checked against every rule under the lock of the organisation, so rows are
written many at a time: thousands of people in seconds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import (
    Department,
    ImportPreview,
    Membership,
    StaffNumber,
    Team,
    User,
)
from igm_portal.accounts.people_import.plan import Plan
from igm_portal.accounts.people_import.prepare import digest, plan_of
from igm_portal.accounts.people_import.risks import brake, doubles_brake
from igm_portal.accounts.roles import GRANTS, Place
from igm_portal.accounts.services.email_change import change_emails
from igm_portal.accounts.services.people import ROWS_AT_ONCE
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import facts, lock_organisation
from igm_portal.audit.services import record, record_all

STALE_PREVIEW = _("People or teams have changed since this preview. Upload the file once more.")


def confirm_import(
    *,
    access: Access,
    preview: ImportPreview,
    today: date,
    site: str,
    leavers: int | None = None,
    doubles: int | None = None,
) -> None:
    """Do everything that was shown, in one transaction; the preview goes.

    `leavers` is how many people stop and `doubles` how many are added beside a namesake, as the
    administrator typed it: asked for when they are many (`risks`). Raises Refused, and does
    nothing, without those numbers, when it was confirmed before, or when the organisation has
    changed since, so that something else would be done than was seen.
    """
    try:
        with transaction.atomic():
            lock_organisation(access.organisation)
            row = ImportPreview.objects.select_for_update().filter(pk=preview.pk).first()
            if row is None:
                raise Refused(_("This import has been carried out or cancelled already."))
            plan, state = plan_of(access, row, today)
            if digest(plan) != row.digest:
                raise Refused(STALE_PREVIEW)
            if brake(plan, state) not in {0, leavers}:
                raise Refused(_("First type how many people stop."))
            if doubles_brake(plan, state) not in {0, doubles}:
                raise Refused(_("First type how many people are added a second time."))
            row.delete()
            record(
                "import.confirmed",
                access.organisation,
                by=access.user,
                organisation_id=access.organisation.id,
                people=len(plan.people),
                roles=len(plan.roles),
                ends=len(plan.ends),
            )
            _write(access, plan, today, site)
    except IntegrityError:  # a colleague gave out an address in this very moment
        raise Refused(STALE_PREVIEW) from None


def _write(access: Access, plan: Plan, today: date, site: str) -> None:
    """Everything of the plan; raises Refused where an address cannot be used."""
    _add_places(access, plan)
    people = _people(access, plan)
    _change_people(access, plan, people)
    _add_roles(access, plan, people)
    _change_roles(access, plan)
    emails = {people[change.person].pk: change.email for change in plan.changes if change.email}
    change_emails(access=access, emails=emails, today=today, site=site)


def _add_places(access: Access, plan: Plan) -> None:
    organisation = access.organisation
    new_departments = [
        Department(organisation=organisation, name=name) for name in plan.departments
    ]
    Department.objects.bulk_create(new_departments, batch_size=ROWS_AT_ONCE)
    _record(access, "department.made", new_departments)
    departments = _departments(access)
    new_teams = [
        Team(organisation=organisation, name=name, department=departments[department])
        for name, department in plan.teams
    ]
    Team.objects.bulk_create(new_teams, batch_size=ROWS_AT_ONCE)
    _record(access, "team.made", new_teams)


def _departments(access: Access) -> dict[str, Department]:
    return {d.name: d for d in Department.objects.filter(organisation=access.organisation)}


def _people(access: Access, plan: Plan) -> dict[str, User]:
    """The people of the plan by its keys; who is new is added."""
    keys = {new.person for new in plan.roles} | {change.person for change in plan.changes}
    present = User.objects.in_bulk([UUID(key) for key in keys - {new.key for new in plan.people}])
    newcomers = {
        new.email: User(
            organisation=access.organisation,
            email=new.email,
            name=new.name,
            password=make_password(None),
        )
        for new in plan.people
    }
    User.objects.bulk_create(newcomers.values(), batch_size=ROWS_AT_ONCE)
    _add_numbers(access, [(newcomers[new.email], new.staff_number) for new in plan.people])
    _record(access, "person.added", [newcomers[new.email] for new in plan.people])
    return {str(key): person for key, person in present.items()} | newcomers


def _change_people(access: Access, plan: Plan, people: dict[str, User]) -> None:
    renamings = [change for change in plan.changes if change.name]
    for change in renamings:
        people[change.person].name = change.name
    users = [people[change.person] for change in renamings]
    User.objects.bulk_update(users, ["name"], batch_size=ROWS_AT_ONCE)
    _record(access, "person.renamed", users)
    numbers = [(people[c.person], c.staff_number) for c in plan.changes if c.staff_number]
    _add_numbers(access, numbers)
    _record(access, "person.numbered", [person for person, _number in numbers])


def _add_numbers(access: Access, numbers: list[tuple[User, str]]) -> None:
    """Staff numbers for who has none yet; the plan changes no number."""
    StaffNumber.objects.bulk_create(
        [
            StaffNumber(organisation=access.organisation, person=person, number=number)
            for person, number in numbers
            if number
        ],
        batch_size=ROWS_AT_ONCE,
    )


def _add_roles(access: Access, plan: Plan, people: dict[str, User]) -> None:
    teams = {team.name: team for team in Team.objects.filter(organisation=access.organisation)}
    departments = _departments(access)
    memberships = [
        Membership(
            user=people[new.person],
            organisation=access.organisation,
            role=new.role,
            team=teams[new.place] if GRANTS[new.role].place is Place.TEAM else None,
            department=(
                departments[new.place] if GRANTS[new.role].place is Place.DEPARTMENT else None
            ),
            function=new.function,
            start=new.start,
            end=new.end,
        )
        for new in plan.roles
    ]
    Membership.objects.bulk_create(memberships, batch_size=ROWS_AT_ONCE)
    _record_roles(access, "membership.given", memberships)


def _change_roles(access: Access, plan: Plan) -> None:
    functions = {change.role: change.function for change in plan.role_changes if change.function}
    last_days = {change.role: change.end for change in plan.role_changes if change.end}
    last_days |= {end.role: end.last_day for end in plan.ends}
    _update("function", functions)
    _update("end", last_days)
    roles = Membership.objects.select_related("user", "team", "department")
    memberships = roles.in_bulk(list(functions | last_days))
    _record_roles(access, "membership.function_changed", [memberships[key] for key in functions])
    _record_roles(access, "membership.ended", [memberships[key] for key in last_days])


def _update(field: str, values: Mapping[int, object]) -> None:
    """One statement per value and per some hundreds of rows: many share the same value."""
    by_value: dict[object, list[int]] = defaultdict(list)
    for key, value in values.items():
        by_value[value].append(key)
    for value, keys in by_value.items():
        for begin in range(0, len(keys), ROWS_AT_ONCE):
            batch = Membership.objects.filter(pk__in=keys[begin : begin + ROWS_AT_ONCE])
            batch.update(**{field: value})


def _record(access: Access, action: str, things: Sequence[Model]) -> None:
    record_all(
        action,
        [(thing, {}) for thing in things],
        by=access.user,
        organisation_id=access.organisation.id,
    )


def _record_roles(access: Access, action: str, roles: list[Membership]) -> None:
    record_all(
        action,
        [(role, facts(role)) for role in roles],
        by=access.user,
        organisation_id=access.organisation.id,
    )
