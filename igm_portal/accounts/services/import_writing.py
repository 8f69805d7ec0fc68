"""Carrying out a plan that was confirmed.

The plan has been checked against every rule under the lock of the organisation, so rows are
written many at a time: thousands of people in seconds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from igm_portal.accounts.access import Access
from igm_portal.accounts.imports.plan import NewPerson, NewRole, PersonChange, Plan
from igm_portal.accounts.models import Department, Membership, StaffNumber, Team, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.email_change import change_email
from igm_portal.accounts.services.roles import facts
from igm_portal.audit.services import record_all

TEAM_ROLES = {Role.TEAM_MANAGER, Role.EMPLOYEE}
AT_ONCE = 500


def write_plan(*, access: Access, plan: Plan, today: date, site: str) -> None:
    """Do it all, in the caller's transaction; raises Refused where an address cannot be used."""
    _make_places(access, plan)
    people = _known(plan) | _add(access, plan.people)
    _change_people(access, plan.changes, people)
    _give_roles(access, plan.roles, people)
    _change_roles(access, plan)
    for change in plan.changes:
        if change.email:
            person = people[change.person]
            change_email(access=access, person=person, email=change.email, today=today, site=site)


def _make_places(access: Access, plan: Plan) -> None:
    organisation = access.organisation
    departments_to_add = [
        Department(organisation=organisation, name=name) for name in plan.departments
    ]
    Department.objects.bulk_create(departments_to_add, batch_size=AT_ONCE)
    _record(access, "department.made", departments_to_add)
    departments = _departments(access)
    teams = [
        Team(organisation=organisation, name=name, department=departments[department])
        for name, department in plan.teams
    ]
    Team.objects.bulk_create(teams, batch_size=AT_ONCE)
    _record(access, "team.made", teams)


def _departments(access: Access) -> dict[str, Department]:
    return {d.name: d for d in Department.objects.filter(organisation=access.organisation)}


def _known(plan: Plan) -> dict[str, User]:
    """The people of the plan who are known, by the key of the plan."""
    keys = {new.person for new in plan.roles} | {change.person for change in plan.changes}
    users = User.objects.in_bulk([UUID(key) for key in keys - {new.key for new in plan.people}])
    return {str(key): person for key, person in users.items()}


def _add(access: Access, newcomers: tuple[NewPerson, ...]) -> dict[str, User]:
    """Who is known to another organisation stays the same person, under the own name."""
    people = User.objects.in_bulk([new.email for new in newcomers], field_name="email")
    new_users = [
        User(email=new.email, name=new.name, password=make_password(None))
        for new in newcomers
        if new.email not in people
    ]
    User.objects.bulk_create(new_users, batch_size=AT_ONCE)
    people |= {person.email: person for person in new_users}
    _number(access, [(people[new.email], new.staff_number) for new in newcomers])
    _record(access, "person.added", [people[new.email] for new in newcomers])
    return people


def _change_people(
    access: Access, changes: tuple[PersonChange, ...], people: dict[str, User]
) -> None:
    renamed = []
    for change in changes:
        if change.name:
            people[change.person].name = change.name
            renamed.append(people[change.person])
    User.objects.bulk_update(renamed, ["name"], batch_size=AT_ONCE)
    _record(access, "person.renamed", renamed)
    numbered = [(people[change.person], change.staff_number) for change in changes]
    _number(access, numbered)
    _record(access, "person.numbered", [person for person, number in numbered if number])


def _number(access: Access, numbered: list[tuple[User, str]]) -> None:
    """Staff numbers for who has none yet; the plan changes no number."""
    StaffNumber.objects.bulk_create(
        [
            StaffNumber(organisation=access.organisation, person=person, number=number)
            for person, number in numbered
            if number
        ],
        batch_size=AT_ONCE,
    )


def _give_roles(access: Access, new_roles: tuple[NewRole, ...], people: dict[str, User]) -> None:
    teams = {team.name: team for team in Team.objects.filter(organisation=access.organisation)}
    departments = _departments(access)
    memberships = [
        Membership(
            user=people[new.person],
            organisation=access.organisation,
            role=new.role,
            team=teams[new.place] if new.role in TEAM_ROLES else None,
            department=departments[new.place] if new.role == Role.DEPARTMENT_HEAD else None,
            function=new.function,
            start=new.start,
            end=new.end,
        )
        for new in new_roles
    ]
    Membership.objects.bulk_create(memberships, batch_size=AT_ONCE)
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
        for begin in range(0, len(keys), AT_ONCE):
            some = Membership.objects.filter(pk__in=keys[begin : begin + AT_ONCE])
            some.update(**{field: value})


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
