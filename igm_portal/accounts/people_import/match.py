"""Match rows with the people, departments and teams there are; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from igm_portal.accounts.people_import.columns import Column
from igm_portal.accounts.people_import.faults import Fault, Mistake, shorten
from igm_portal.accounts.people_import.parse import PersonRow, Vocabulary
from igm_portal.csv_files.damage import is_damage_of, is_damaged, is_misread
from igm_portal.spelling import address_key, name_key, twice

PERSON_FIELDS = {Column.NAME: "name", Column.EMAIL: "email", Column.STAFF_NUMBER: "staff_number"}


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who has or had a role in this organisation."""

    key: str
    email: str
    name: str
    staff_number: str = ""


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A period in a role; `place` is the name of the team or department, or empty."""

    key: int
    person: str
    role: str
    place: str
    function: str
    start: date
    end: date | None

    def lasts_on(self, day: date) -> bool:
        """Whether it holds on this day or later."""
        return self.end is None or self.end >= day


@dataclass(frozen=True, slots=True)
class State:
    """The organisation as it stands today, as far as an import can touch it."""

    today: date
    importer: str
    people: tuple[KnownPerson, ...]
    roles: tuple[KnownRole, ...]
    departments: tuple[str, ...]
    teams: tuple[tuple[str, str], ...]  # (team, department)
    old_addresses: Mapping[str, str] = field(default_factory=dict)  # they can be put back

    def addresses(self) -> dict[str, str]:
        """By address the key of whom it means here: of today, or from before a change that is still
        open, so that a file can undo it."""
        keys = {person.key for person in self.people}
        old = {address: key for address, key in self.old_addresses.items() if key in keys}
        return old | {address_key(person.email): person.key for person in self.people}


@dataclass(frozen=True, slots=True)
class NewPerson:
    key: str
    email: str
    name: str
    staff_number: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """New values of somebody known; an empty text: unchanged."""

    person: str
    name: str = ""
    email: str = ""
    staff_number: str = ""


class PersonMatcher:
    """Finds the person of each row, known by staff number or e-mail, or new."""

    def __init__(self, state: State, new_addresses: Mapping[str, str]) -> None:
        """`new_addresses`: by unknown address the key of whom it is said to be of."""
        self.state = state
        self.new_addresses = new_addresses
        self.people = {person.key: person for person in state.people}
        self.by_number = {p.staff_number: p.key for p in state.people if p.staff_number}
        self.by_email = state.addresses()
        self.unclear = twice(address_key(person.email) for person in state.people)
        self.rows: dict[str, list[PersonRow]] = {}  # by the key of the person
        self.faults: list[Fault] = []

    def key(self, row: PersonRow) -> str | None:
        """The key of the row's person; None when the row contradicts what is known."""
        by_number = self.by_number.get(row.staff_number) if row.staff_number else None
        by_email = self.by_email.get(row.email) if row.email else None
        by_email = by_email or self.new_addresses.get(row.email)
        key = by_number or by_email
        fault: Fault | None
        if row.email in self.unclear:
            fault = _fault(row, Mistake.TWO_SPELLINGS, Column.EMAIL)
        elif by_number and by_email and by_number != by_email:
            fault = _fault(row, Mistake.OF_ANOTHER_PERSON, Column.EMAIL)
        else:
            fault = self._damage(row, key) or (
                self._contradiction(row, key) if key else self._obstacle(row)
            )
        if fault:
            self.faults.append(fault)
            return None
        key = key or row.email
        if row.staff_number:
            self.by_number[row.staff_number] = key
        if row.email:
            self.by_email[row.email] = key
        self.rows.setdefault(key, []).append(row)
        return key

    def has_left(self, row: PersonRow) -> bool:
        """Whether the row is about somebody unknown whose employment is over."""
        is_known = row.staff_number in self.by_number or row.email in self.by_email
        return not is_known and row.is_hire and bool(row.end and row.end < self.state.today)

    def newcomers(self) -> tuple[NewPerson, ...]:
        return tuple(
            NewPerson(key, key, self._first(key, "name"), self._first(key, "staff_number"))
            for key in self.rows
            if key not in self.people
        )

    def changes(self) -> tuple[PersonChange, ...]:
        changes = []
        for key in self.rows:
            if person := self.people.get(key):
                values = {field: self._first(key, field) for field in PERSON_FIELDS.values()}
                new = {f: value for f, value in values.items() if value != getattr(person, f)}
                change = PersonChange(key, **new)
                if change != PersonChange(key):
                    changes.append(change)
        return tuple(changes)

    def _first(self, key: str, field: str) -> str:
        return next((getattr(row, field) for row in self.rows[key] if getattr(row, field)), "")

    def _obstacle(self, row: PersonRow) -> Fault | None:
        """Why somebody unknown cannot be added; the address becomes the key."""
        if not row.email:
            return _fault(row, Mistake.NEEDED, Column.EMAIL)
        if row.email in self.state.old_addresses:
            return _fault(row, Mistake.RESERVED_EMAIL, Column.EMAIL)
        return None if row.name else _fault(row, Mistake.NEEDED, Column.NAME)

    def _damage(self, row: PersonRow, key: str | None) -> Fault | None:
        """A name is never replaced by what a wrong encoding made of it, and never stored so."""
        present_name = self.people[key].name if key in self.people else ""
        if not row.name or row.name == present_name:
            return None
        if present_name and is_damage_of(row.name, present_name):
            return _fault(row, Mistake.DAMAGED_NAME, Column.NAME, present_name)
        return _fault(row, Mistake.DAMAGED, Column.NAME) if is_damaged(row.name) else None

    def _contradiction(self, row: PersonRow, key: str) -> Fault | None:
        """What another row about the same person contradicts, or what is known of the person: a
        file may not take over a staff number."""
        for column, attribute in PERSON_FIELDS.items():
            value = getattr(row, attribute)
            for previous in self.rows.get(key, []):
                if value and getattr(previous, attribute) not in {"", value}:
                    number = str(previous.number)
                    if (
                        row.email
                        and row.email == previous.email
                        and not (row.staff_number and row.staff_number == previous.staff_number)
                    ):
                        return _fault(row, Mistake.SHARED_EMAIL, Column.EMAIL, number)
                    return _fault(row, Mistake.DIFFERS_FROM_ROW, column, number)
        person = self.people.get(key)
        if person is None:
            return None
        if row.staff_number and person.staff_number not in {"", row.staff_number}:
            return _fault(row, Mistake.OTHER_NUMBER, Column.STAFF_NUMBER, person.staff_number)
        if row.email in {"", address_key(person.email)}:
            return None
        if self.state.old_addresses.get(row.email, key) != key:
            return _fault(row, Mistake.RESERVED_EMAIL, Column.EMAIL)
        return None


class PlaceMatcher:
    """Finds the place of each row by `name_key`, and collects the departments and teams that are
    new."""

    def __init__(self, state: State, vocabulary: Vocabulary, department: str = "") -> None:
        self.department = department  # of new teams, when a row has none
        self.columns = vocabulary.places
        self.departments = {name_key(name): name for name in state.departments}
        self.teams = {name_key(team): (team, department) for team, department in state.teams}
        self.unclear_departments = twice(map(name_key, state.departments))
        self.unclear_teams = twice(name_key(team) for team, _department in state.teams)
        self.new_departments: list[str] = []
        self.new_teams: list[tuple[str, str]] = []
        self.faults: list[Fault] = []

    def place(self, row: PersonRow) -> str | None:
        """The place of the row's role by its own spelling, "" for none, None when it is wrong."""
        fault = self._doubt(row)
        if fault:
            self.faults.append(fault)
            return None
        column = self.columns.get(row.role)
        if column == Column.TEAM:
            return self._team(row)
        return self._department(row.department) if column == Column.DEPARTMENT else ""

    def _doubt(self, row: PersonRow) -> Fault | None:
        """Why it is not clear which team or department the row means."""
        teams = [team for team, _department in self.teams.values()]
        names = (*self.departments.values(), *teams)
        for column, text, spellings in (
            (Column.TEAM, row.team, self.teams),
            (Column.DEPARTMENT, row.department, self.departments),
        ):
            if name_key(text) not in spellings and (
                is_misread(text) or any(is_damage_of(text, name) for name in names)
            ):
                return Fault(Mistake.DAMAGED, row.number, column, shorten(text))
        for column, text, unclear in (
            (Column.TEAM, row.team, self.unclear_teams),
            (Column.DEPARTMENT, row.department, self.unclear_departments),
        ):
            if name_key(text) in unclear:
                return Fault(Mistake.TWO_SPELLINGS, row.number, column, shorten(text))
        return None

    def _department(self, name: str) -> str:
        if name_key(name) not in self.departments:
            self.departments[name_key(name)] = name
            self.new_departments.append(name)
        return self.departments[name_key(name)]

    def _team(self, row: PersonRow) -> str | None:
        if name_key(row.team) not in self.teams:
            department = row.department or self.department
            if not department:
                self.faults.append(Fault(Mistake.NEEDED, row.number, Column.DEPARTMENT))
                return None
            new_team = (row.team, self._department(department))
            self.teams[name_key(row.team)] = new_team
            self.new_teams.append(new_team)
        team, department = self.teams[name_key(row.team)]
        if row.department and name_key(row.department) != name_key(department):
            value = shorten(row.department)
            code = Mistake.TEAM_IN_OTHER_DEPARTMENT
            self.faults.append(Fault(code, row.number, Column.DEPARTMENT, value, department))
            return None
        return team


def _fault(row: PersonRow, code: Mistake, column: Column, other: str = "") -> Fault:
    return Fault(code, row.number, column, shorten(getattr(row, PERSON_FIELDS[column])), other)
