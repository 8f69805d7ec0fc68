"""What an import would do, as tables for its preview."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from igm_portal.accounts.imports.plan import (
    KnownRole,
    NewPerson,
    NewRole,
    PersonChange,
    Plan,
    RoleChange,
    RoleEnd,
    State,
)
from igm_portal.accounts.roles import Function, Role

MOST_SHOWN = 200
T = TypeVar("T")
Line = tuple[str, tuple[str, ...]]  # the header of a row, and its cells


@dataclass(frozen=True, slots=True)
class Section:
    """One table: the first rows, and how many there are in all."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def sections(plan: Plan, state: State) -> list[Section]:
    """Only the tables that have rows, in the order in which the plan is carried out."""
    lines = _Lines(plan, state)
    who, role, place, day = _("Person"), _("Role"), _("Team or department"), _("Last day")
    people = (_("Name"), _("E-mail address"), _("Staff number"))
    role_columns = (who, role, place, _("Function"), _("First day"), day)
    changes = _("What changes")
    tables = [
        _section(_("New departments"), (_("Department"),), plan.departments, _department),
        _section(_("New teams"), (_("Team"), _("Department")), plan.teams, _team),
        _section(_("New people"), people, plan.people, _person),
        _section(_("New roles"), role_columns, plan.roles, lines.given),
        _section(_("Changed people"), (who, changes), plan.changes, lines.changed),
        _section(
            _("Changed roles"), (who, role, place, changes), plan.role_changes, lines.role_changed
        ),
        _section(_("Roles that end"), (who, role, place, day, _("Why")), plan.ends, lines.ended),
    ]
    return [table for table in tables if table.total]


def _section(
    title: str, columns: tuple[str, ...], things: Sequence[T], line: Callable[[T], Line]
) -> Section:
    return Section(title, columns, tuple(map(line, things[:MOST_SHOWN])), len(things))


def _department(name: str) -> Line:
    return name, ()


def _team(team: tuple[str, str]) -> Line:
    return team[0], (team[1],)


def _person(person: NewPerson) -> Line:
    return person.name, (person.email, person.staff_number or "–")


class _Lines:
    """Rows of the tables, with names where the plan has keys."""

    def __init__(self, plan: Plan, state: State) -> None:
        self.people = {person.key: person for person in state.people}
        self.names = {key: person.name for key, person in self.people.items()}
        self.names |= {new.key: new.name for new in plan.people}
        self.roles = {role.key: role for role in state.roles}

    def given(self, new: NewRole) -> Line:
        function = str(Function(new.function).label) if new.function else "–"
        where = (str(Role(new.role).label), new.place or "–")
        return self.names[new.person], (*where, function, _day(new.start), _day(new.end))

    def changed(self, change: PersonChange) -> Line:
        person = self.people[change.person]
        parts = (
            (_("name"), person.name, change.name),
            (_("e-mail address"), person.email, change.email),
            (_("staff number"), person.staff_number, change.staff_number),
        )
        changes = [f"{what}: {old or '–'} → {new}" for what, old, new in parts if new]
        return person.name, ("; ".join(changes),)

    def role_changed(self, change: RoleChange) -> Line:
        role = self.roles[change.role]
        changes = []
        if change.function:
            changes.append(f"{_('function')}: {Function(change.function).label}")
        if change.end:
            changes.append(_("last day: %(day)s") % {"day": _day(change.end)})
        return self._role(role, "; ".join(changes))

    def ended(self, end: RoleEnd) -> Line:
        why = _("moves to another team") if end.moved else _("is not in the file")
        return self._role(self.roles[end.role], _day(end.last_day), why)

    def _role(self, role: KnownRole, *cells: str) -> Line:
        where = (str(Role(role.role).label), role.place or "–")
        return self.names[role.person], (*where, *cells)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"
