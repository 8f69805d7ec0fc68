"""Plan an import: from rows and what there is to every change, or the reasons why not; pure."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from igm_portal.accounts.people_import.columns import Column
from igm_portal.accounts.people_import.faults import Fault, Mistake
from igm_portal.accounts.people_import.match import (
    KnownRole,
    NewPerson,
    PersonChange,
    PersonMatcher,
    PlaceMatcher,
    State,
)
from igm_portal.accounts.people_import.namesakes import namesakes, same_people
from igm_portal.accounts.people_import.parse import PersonRow, Vocabulary
from igm_portal.accounts.periods import always_somebody, last_day_before


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the administrator chose with the file. `leavers_on`: last day of who is not in it;
    `department`: where new teams go when the file does not say; `same_people`: who has the name of
    somebody who works here and is not in the file is that person, with another address."""

    start: date
    leavers_on: date | None = None
    department: str = ""
    same_people: bool = False


@dataclass(frozen=True, slots=True)
class NewRole:
    person: str
    role: str
    place: str
    function: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class RoleChange:
    """Another function or another last day; an empty text or None: unchanged."""

    role: int
    function: str = ""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class RoleEnd:
    """A role that ends without a row of its own: moved to another team, or not in the file."""

    role: int
    last_day: date
    is_move: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do; with faults nothing is done."""

    departments: tuple[str, ...] = ()
    teams: tuple[tuple[str, str], ...] = ()
    people: tuple[NewPerson, ...] = ()
    changes: tuple[PersonChange, ...] = ()
    roles: tuple[NewRole, ...] = ()
    role_changes: tuple[RoleChange, ...] = ()
    ends: tuple[RoleEnd, ...] = ()
    namesakes: tuple[str, ...] = ()  # of the new people who may be here already (by key)
    leavers: int = 0  # rows about people whose employment is over and who were never here
    faults: tuple[Fault, ...] = ()


def plan_import(
    rows: tuple[PersonRow, ...], state: State, choices: ImportChoices, vocabulary: Vocabulary
) -> Plan:
    """What these rows would do; the same rows, state and choices give the same plan.

    With faults the plan holds nothing else.
    """
    candidates = namesakes(rows, state)
    new_addresses = same_people(candidates, state.people) if choices.same_people else {}
    people = PersonMatcher(state, new_addresses)
    places = PlaceMatcher(state, vocabulary, choices.department)
    roles = RolePlanner(state, choices, vocabulary)
    present_rows = [row for row in rows if not people.has_left(row)]
    for row in present_rows:
        person, place = people.key(row), places.place(row)
        if person is not None and place is not None:
            roles.take(row, person, place)
    ends = roles.ends()
    roles.guard(ends)
    faults = sorted(people.faults + places.faults + roles.faults, key=lambda fault: fault.row)
    if faults:
        return Plan(faults=tuple(faults))
    newcomers = people.newcomers()
    return Plan(
        departments=tuple(places.new_departments),
        teams=tuple(places.new_teams),
        people=newcomers,
        changes=people.changes(),
        roles=tuple(roles.new),
        role_changes=tuple(roles.changes),
        ends=ends,
        namesakes=tuple(new.key for new in newcomers if new.key in candidates),
        leavers=len(rows) - len(present_rows),
    )


class RolePlanner:
    """Compares the rows with the roles people have; nobody gains a right by the own file."""

    def __init__(self, state: State, choices: ImportChoices, vocabulary: Vocabulary) -> None:
        self.state, self.choices, self.vocabulary = state, choices, vocabulary
        self.roles: dict[str, list[KnownRole]] = defaultdict(list)
        for role in state.roles:
            self.roles[role.person].append(role)
        self.new: list[NewRole] = []
        self.changes: list[RoleChange] = []
        self.row_numbers: dict[tuple[str, str, str], int] = {}
        self.last_change = 0  # row of the last change to the guarded role
        self.faults: list[Fault] = []

    def take(self, row: PersonRow, person: str, place: str) -> None:
        """One row: a role that is new, or known and perhaps changed."""
        key = (person, row.role, place)
        if key in self.row_numbers:
            self._fault(row, Mistake.SAME_AS_ROW, Column.ROLE, str(self.row_numbers[key]))
            return
        self.row_numbers[key] = row.number
        periods = [r for r in self.roles[person] if (r.role, r.place) == (row.role, place)]
        current = [period for period in periods if period.lasts_on(self.state.today)]
        if current:
            self._change(row, max(current, key=lambda period: period.start))
        else:
            self._add(row, person, place, periods)

    def ends(self) -> tuple[RoleEnd, ...]:
        """Roles without a row that end: after a move, and of leavers where that was chosen."""
        absent = [
            role
            for role in self.state.roles
            if role.lasts_on(self.state.today)
            and (role.person, role.role, role.place) not in self.row_numbers
        ]
        ends = self._moves(absent)
        if self.choices.leavers_on:
            ends += self._leavers(absent, self.choices.leavers_on)
        return tuple(sorted(ends, key=lambda end: end.role))

    def guard(self, ends: tuple[RoleEnd, ...]) -> None:
        """On every day from today somebody must hold the guarded role."""
        if not self.last_change:
            return
        last_days = {change.role: change.end for change in self.changes if change.end}
        last_days |= {end.role: end.last_day for end in ends}
        guarded_role = self.vocabulary.guarded_role
        periods = [
            (role.start, last_days.get(role.key, role.end))
            for role in self.state.roles
            if role.role == guarded_role
        ]
        periods += [(new.start, new.end) for new in self.new if new.role == guarded_role]
        if not always_somebody(periods, self.state.today):
            self.faults.append(Fault(Mistake.LAST_ADMINISTRATOR, self.last_change, Column.END))

    def _change(self, row: PersonRow, present: KnownRole) -> None:
        function = row.function if row.function != present.function else ""
        end = row.end if row.end != present.end else None
        is_own = present.person == self.state.importer
        if end and end < present.start:
            self._fault(row, Mistake.END_BEFORE_START, Column.END, f"{present.start:%d-%m-%Y}")
        elif end and is_own and present.end and end > present.end:
            self._fault(row, Mistake.OWN_ROLE, Column.END)
        elif function or end:
            self.changes.append(RoleChange(present.key, function, end))
            if end and row.role == self.vocabulary.guarded_role:
                self.last_change = row.number

    def _add(self, row: PersonRow, person: str, place: str, periods: list[KnownRole]) -> None:
        """A role that is new; `periods`: those in this role and place, which ended before today.

        Who moves keeps the function, unless the file has another one; and moves on the day of the
        import where the file says no more than the day of hire.
        """
        is_known = bool(self.roles[person])
        if is_known and row.is_hire and row.end and row.end < self.state.today:
            return
        own_start = None if is_known and row.is_hire else row.start
        start = own_start or self.choices.start
        previous = next((period for period in periods if period.lasts_on(start)), None)
        if previous:
            if (previous.start, previous.end) != (own_start, row.end):
                self._fault(row, Mistake.OVERLAPS_ENDED, Column.START, f"{previous.end:%d-%m-%Y}")
        elif person == self.state.importer:
            self._fault(row, Mistake.OWN_ROLE, Column.ROLE)
        elif row.end and row.end < start:
            self._fault(row, Mistake.END_BEFORE_START, Column.END, f"{start:%d-%m-%Y}")
        else:
            functions = (
                role.function
                for role in self.roles[person]
                if role.role == row.role and role.function and role.lasts_on(self.state.today)
            )
            function = row.function or next(functions, "")
            self.new.append(NewRole(person, row.role, place, function, start, row.end))

    def _moves(self, absent: list[KnownRole]) -> list[RoleEnd]:
        """Who works in a new team according to the file has left the old one."""
        starts: dict[str, date] = {}
        for new in self.new:
            if new.role == self.vocabulary.default_role:
                starts[new.person] = min(new.start, starts.get(new.person, new.start))
        last_days = [
            (role, last_day_before(starts[role.person], role.start, role.end))
            for role in absent
            if role.role == self.vocabulary.default_role and role.person in starts
        ]
        return [
            RoleEnd(role.key, last, is_move=True) for role, last in last_days if last != role.end
        ]

    def _leavers(self, absent: list[KnownRole], last_day: date) -> list[RoleEnd]:
        """People who are not in the file, in roles that have a place; others keep their role."""
        present = {person for person, _role, _place in self.row_numbers}
        last_days = [
            (role, max(role.start, last_day))
            for role in absent
            if role.person not in present
            and self.vocabulary.places[role.role]
            and role.lasts_on(last_day)
        ]
        return [RoleEnd(r.key, last, is_move=False) for r, last in last_days if last != r.end]

    def _fault(self, row: PersonRow, code: Mistake, column: Column, other: str = "") -> None:
        self.faults.append(Fault(code, row.number, column, other=other))
