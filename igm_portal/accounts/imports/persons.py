"""Who the rows are about: known by staff number or e-mail, or new."""

from igm_portal.accounts.imports.columns import Column
from igm_portal.accounts.imports.faults import Code, Fault, shortened
from igm_portal.accounts.imports.plan import KnownPerson, NewPerson, PersonChange, State
from igm_portal.accounts.imports.rows import Row
from igm_portal.csv_files.damage import is_damage_of, is_damaged
from igm_portal.spelling import address_key, twice

SAID = ((Column.NAME, "name"), (Column.EMAIL, "email"), (Column.STAFF_NUMBER, "staff_number"))


class Persons:
    """Finds the person of each row, and keeps what the file says that is new about them."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.known = {person.key: person for person in state.people}
        self.by_number = {p.staff_number: p.key for p in state.people if p.staff_number}
        self.by_email = {address_key(person.email): person.key for person in state.people}
        self.unclear = twice(address_key(person.email) for person in state.people)
        self.said: dict[str, list[Row]] = {}
        self.faults: list[Fault] = []

    def of(self, row: Row) -> str | None:
        """The key of the row's person; None when the row contradicts what is known."""
        if row.email in self.unclear:
            self.faults.append(_fault(row, Code.TWO_SPELLINGS, Column.EMAIL))
            return None
        by_number = self.by_number.get(row.staff_number) if row.staff_number else None
        by_email = self.by_email.get(row.email) if row.email else None
        if by_number and by_email and by_number != by_email:
            self.faults.append(_fault(row, Code.OF_ANOTHER_PERSON, Column.EMAIL))
            return None
        key = by_number or by_email
        fault = self._damage(row, key) or (
            self._contradiction(row, key) if key else self._not_addable(row)
        )
        if fault:
            self.faults.append(fault)
            return None
        self._remember(row, key or row.email)
        return key or row.email

    def new(self) -> tuple[NewPerson, ...]:
        return tuple(
            NewPerson(key, key, self._first(key, "name"), self._first(key, "staff_number"))
            for key in self.said
            if key not in self.known
        )

    def changed(self) -> tuple[PersonChange, ...]:
        changes = (self._change(self.known[key]) for key in self.said if key in self.known)
        return tuple(change for change in changes if change != PersonChange(change.person))

    def _not_addable(self, row: Row) -> Fault | None:
        """Why somebody unknown cannot be added; the address becomes the key."""
        if not row.email:
            return _fault(row, Code.NEEDED, Column.EMAIL)
        if row.email in self.state.reserved:
            return _fault(row, Code.RESERVED_EMAIL, Column.EMAIL)
        return None if row.name else _fault(row, Code.NEEDED, Column.NAME)

    def _damage(self, row: Row, key: str | None) -> Fault | None:
        """A name is never replaced by what a wrong encoding made of it, and never kept so."""
        current_name = self.known[key].name if key in self.known else ""
        if not row.name or row.name == current_name:
            return None
        if current_name and is_damage_of(row.name, current_name):
            return _fault(row, Code.DAMAGED_NAME, Column.NAME, current_name)
        return _fault(row, Code.DAMAGED, Column.NAME) if is_damaged(row.name) else None

    def _remember(self, row: Row, key: str) -> None:
        if row.staff_number:
            self.by_number[row.staff_number] = key
        if row.email:
            self.by_email[row.email] = key
        self.said.setdefault(key, []).append(row)

    def _contradiction(self, row: Row, key: str) -> Fault | None:
        for column, name in SAID:
            value = getattr(row, name)
            for earlier in self.said.get(key, []):
                before = getattr(earlier, name)
                if value and before and value != before:
                    return _fault(row, Code.DIFFERS_FROM_ROW, column, str(earlier.number))
        return self._clash(row, self.known[key]) if key in self.known else None

    def _clash(self, row: Row, person: KnownPerson) -> Fault | None:
        """A file may not take over a staff number, nor an address that belongs elsewhere."""
        if row.staff_number and person.staff_number not in {"", row.staff_number}:
            return _fault(row, Code.OTHER_NUMBER, Column.STAFF_NUMBER, person.staff_number)
        if row.email in {"", address_key(person.email)}:
            return None
        if row.email in self.state.outsiders:
            return _fault(row, Code.OF_ANOTHER_PERSON, Column.EMAIL)
        if row.email in self.state.reserved:
            return _fault(row, Code.RESERVED_EMAIL, Column.EMAIL)
        if person.elsewhere:
            return _fault(row, Code.WORKS_ELSEWHERE, Column.EMAIL)
        return None

    def _change(self, person: KnownPerson) -> PersonChange:
        changed = {}
        for _column, name in SAID:
            value = self._first(person.key, name)
            if value and value != getattr(person, name):
                changed[name] = value
        return PersonChange(person.key, **changed)

    def _first(self, key: str, name: str) -> str:
        return next((getattr(row, name) for row in self.said[key] if getattr(row, name)), "")


def _fault(row: Row, code: Code, column: Column, other: str = "") -> Fault:
    value = next((getattr(row, name) for said_column, name in SAID if said_column == column), "")
    return Fault(code, row.number, column, shortened(value), other)
