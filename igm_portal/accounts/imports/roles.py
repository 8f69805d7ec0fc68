"""What happens to roles: given, changed, moved to another team, ended."""

from collections import defaultdict
from datetime import date

from igm_portal.accounts.imports.columns import Column
from igm_portal.accounts.imports.faults import Code, Fault
from igm_portal.accounts.imports.plan import Choices, KnownRole, NewRole, RoleChange, RoleEnd, State
from igm_portal.accounts.imports.rows import Row, Words
from igm_portal.accounts.periods import always_somebody, last_day_before


class Roles:
    """Compares the rows with the roles people have; nobody gains a right by the own file."""

    def __init__(self, state: State, choices: Choices, words: Words) -> None:
        self.state, self.choices, self.words = state, choices, words
        self.known: dict[str, list[KnownRole]] = defaultdict(list)
        for role in state.roles:
            self.known[role.person].append(role)
        self.new: list[NewRole] = []
        self.changes: list[RoleChange] = []
        self.listed: dict[tuple[str, str, str], int] = {}
        self.last_touched = 0  # row of the last change to the guarded role
        self.faults: list[Fault] = []

    def take(self, row: Row, person: str, place: str) -> None:
        """One row: a role that is new, or known and perhaps changed."""
        key = (person, row.role, place)
        if key in self.listed:
            self._fault(row, Code.SAME_AS_ROW, Column.ROLE, str(self.listed[key]))
            return
        self.listed[key] = row.number
        present = self._present(person, row.role, place)
        if present:
            self._change(row, present)
        else:
            self._give(row, person, place)

    def ends(self) -> tuple[RoleEnd, ...]:
        """Roles without a row that end: after a move, and of leavers where that was chosen."""
        ends = self._moves()
        if self.choices.leavers_on:
            ends += self._leavers(self.choices.leavers_on)
        return tuple(sorted(ends, key=lambda end: end.role))

    def guard(self, ends: tuple[RoleEnd, ...]) -> None:
        """On every day from today somebody must hold the guarded role."""
        if not self.last_touched:
            return
        changed = {change.role: change.end for change in self.changes if change.end}
        changed |= {end.role: end.last_day for end in ends}
        guarded = self.words.guarded_role
        periods = [
            (role.start, changed.get(role.key, role.end))
            for role in self.state.roles
            if role.role == guarded
        ]
        periods += [(new.start, new.end) for new in self.new if new.role == guarded]
        if not always_somebody(periods, self.state.today):
            self.faults.append(Fault(Code.LAST_ADMINISTRATOR, self.last_touched, Column.END))

    def _present(self, person: str, role: str, place: str) -> KnownRole | None:
        """The latest period in this role and place that has not ended before today."""
        periods = [
            role_now
            for role_now in self.known[person]
            if (role_now.role, role_now.place) == (role, place)
            and role_now.lasts_on(self.state.today)
        ]
        return max(periods, key=lambda period: period.start, default=None)

    def _change(self, row: Row, present: KnownRole) -> None:
        function = row.function if row.function != present.function else ""
        end = row.end if row.end != present.end else None
        if end and end < present.start:
            self._fault(row, Code.END_BEFORE_START, Column.END, _shown(present.start))
        elif end and self._is_own(present.person) and present.end and end > present.end:
            self._fault(row, Code.OWN_ROLE, Column.END)
        elif function or end:
            self.changes.append(RoleChange(present.key, function, end))
            if end and row.role == self.words.guarded_role:
                self.last_touched = row.number

    def _give(self, row: Row, person: str, place: str) -> None:
        start = row.start or self.choices.start
        earlier = self._overlapping(row, person, place, start)
        if earlier:
            if (earlier.start, earlier.end) != (row.start, row.end):
                self._fault(row, Code.OVERLAPS_ENDED, Column.START, _shown(earlier.end))
        elif self._is_own(person):
            self._fault(row, Code.OWN_ROLE, Column.ROLE)
        elif row.end and row.end < start:
            self._fault(row, Code.END_BEFORE_START, Column.END, _shown(start))
        else:
            function = row.function or self._function_of(person, row.role)
            self.new.append(NewRole(person, row.role, place, function, start, row.end))

    def _function_of(self, person: str, role: str) -> str:
        """Who moves keeps the function, unless the file says another one."""
        lasting = (r for r in self.known[person] if r.role == role and r.lasts_on(self.state.today))
        return next((r.function for r in lasting if r.function), "")

    def _overlapping(self, row: Row, person: str, place: str, start: date) -> KnownRole | None:
        return next(
            (
                role_now
                for role_now in self.known[person]
                if (role_now.role, role_now.place) == (row.role, place) and role_now.lasts_on(start)
            ),
            None,
        )

    def _unlisted(self) -> list[KnownRole]:
        """Roles that last, without a row of their own."""
        return [
            role
            for role in self.state.roles
            if role.lasts_on(self.state.today)
            and (role.person, role.role, role.place) not in self.listed
        ]

    def _moves(self) -> list[RoleEnd]:
        """Who works in a new team according to the file has left the old one."""
        starts: dict[str, date] = {}
        for new in self.new:
            if new.role == self.words.default_role:
                starts[new.person] = min(new.start, starts.get(new.person, new.start))
        last_days = [
            (role, last_day_before(starts[role.person], role.start, role.end))
            for role in self._unlisted()
            if role.role == self.words.default_role and role.person in starts
        ]
        return [RoleEnd(role.key, last, moved=True) for role, last in last_days if last != role.end]

    def _leavers(self, last_day: date) -> list[RoleEnd]:
        """People who are not in the file, in roles that have a place; others keep their role."""
        present = {person for person, _role, _place in self.listed}
        leaving = [
            r for r in self._unlisted() if r.person not in present and self.words.places[r.role]
        ]
        ends = [(role, max(role.start, last_day)) for role in leaving if role.lasts_on(last_day)]
        return [RoleEnd(role.key, last, moved=False) for role, last in ends if last != role.end]

    def _is_own(self, person: str) -> bool:
        return person == self.state.importer

    def _fault(self, row: Row, code: Code, column: Column, other: str = "") -> None:
        self.faults.append(Fault(code, row.number, column, other=other))


def _shown(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
