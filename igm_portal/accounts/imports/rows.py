"""From cells to rows with a meaning: one role of one person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from igm_portal.accounts.imports.columns import LONGEST, Column, find_columns
from igm_portal.accounts.imports.faults import Code, Fault, Unreadable, shortened
from igm_portal.accounts.imports.table import Table, read_table
from igm_portal.accounts.periods import FIRST_YEAR, LAST_YEAR
from igm_portal.plain_text import is_line
from igm_portal.spelling import Misspelt, address

FORMULA_SIGNS = ("=", "+", "-", "@")
DAY_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(frozen=True, slots=True)
class Words:
    """What roles and functions are called in a file, and where each role has its place."""

    roles: Mapping[str, str]  # word in lower case -> code
    functions: Mapping[str, str]
    places: Mapping[str, Column | None]  # code of a role -> the column it needs
    default_role: str  # where the column is empty or absent: the role with the fewest rights
    guarded_role: str  # of which one person must always be left


@dataclass(frozen=True, slots=True)
class Row:
    """One role of one person, as the file says it; an empty text or None: the file is silent."""

    number: int
    staff_number: str = ""
    email: str = ""
    name: str = ""
    department: str = ""
    team: str = ""
    role: str = ""
    function: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The sound rows, everything that is wrong, and columns that were passed over."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def parse(content: bytes, words: Words) -> Parsed:
    """Read a whole file. Never raises: what cannot be read is a fault."""
    try:
        table = read_table(content)
        columns = find_columns(table.header, table.header_row)
    except Unreadable as reason:
        return Parsed(faults=(reason.fault,))
    places = set(columns.values())
    ignored = tuple(cell for place, cell in enumerate(table.header) if cell and place not in places)
    return _parse_rows(table, columns, words, ignored)


def _parse_rows(
    table: Table, columns: Mapping[Column, int], words: Words, ignored: tuple[str, ...]
) -> Parsed:
    rows, faults = [], list(table.faults)
    for number, cells in table.rows:
        reading = _Reading(number, {column: cells[place] for column, place in columns.items()})
        row = reading.row(words)
        faults += reading.faults
        if not reading.faults:
            rows.append(row)
    return Parsed(tuple(rows), tuple(faults), ignored)


class _Reading:
    """One row while it is read: cells in, values out, faults kept."""

    def __init__(self, number: int, cells: Mapping[Column, str]) -> None:
        self.number = number
        self.cells = cells
        self.faults: list[Fault] = []

    def row(self, words: Words) -> Row:
        for column in self.cells:
            self._check_text(column)
        row = Row(
            number=self.number,
            staff_number=self._cell(Column.STAFF_NUMBER),
            email=self._address(),
            name=self._cell(Column.NAME),
            department=self._cell(Column.DEPARTMENT),
            team=self._cell(Column.TEAM),
            role=self._word(Column.ROLE, words.roles, Code.UNKNOWN_ROLE) or words.default_role,
            function=self._word(Column.FUNCTION, words.functions, Code.UNKNOWN_FUNCTION),
            start=self._date(Column.START),
            end=self._date(Column.END),
        )
        self._check_whole(row, words)
        return row

    def _cell(self, column: Column) -> str:
        return self.cells.get(column, "")

    def _fault(self, code: Code, column: Column, other: str = "") -> None:
        value = shortened(self._cell(column))
        self.faults.append(Fault(code, self.number, column, value, other))

    def _check_text(self, column: Column) -> None:
        text = self._cell(column)
        if text.startswith(FORMULA_SIGNS):
            self._fault(Code.FORMULA, column)
        if not is_line(text):
            self._fault(Code.CONTROL_CHARACTER, column)
        if len(text) > LONGEST.get(column, 60):
            self._fault(Code.TOO_LONG, column, str(LONGEST.get(column, 60)))

    def _address(self) -> str:
        text = self._cell(Column.EMAIL)
        try:
            return address(text) if text else ""
        except Misspelt:
            self._fault(Code.NOT_AN_EMAIL, Column.EMAIL)
            return text

    def _word(self, column: Column, vocabulary: Mapping[str, str], unknown: Code) -> str:
        word = self._cell(column).casefold()
        if word and word not in vocabulary:
            self._fault(unknown, column)
        return vocabulary.get(word, "")

    def _date(self, column: Column) -> date | None:
        text = self._cell(column)
        if not text:
            return None
        day = read_date(text)
        if day is None:
            self._fault(Code.NOT_A_DATE, column)
        return day

    def _check_whole(self, row: Row, words: Words) -> None:
        """A role stands in its place and nowhere else; a period ends after it begins."""
        if not row.email and not row.staff_number:
            self._fault(Code.NEEDED, Column.EMAIL)
        self._check_place(row, words.places.get(row.role))
        if row.start and row.end and row.end < row.start:
            self._fault(Code.END_BEFORE_START, Column.END)

    def _check_place(self, row: Row, place: Column | None) -> None:
        if place and not self._cell(place):
            self._fault(Code.NEEDED, place)
        if row.team and place is not Column.TEAM:
            self._fault(Code.NOT_FOR_ROLE, Column.TEAM)
        if row.department and place is None:
            self._fault(Code.NOT_FOR_ROLE, Column.DEPARTMENT)


def read_date(text: str) -> date | None:
    """31-12-2026, 31/12/2026 or 2026-12-31; None for anything else and for far-off years."""
    if match := DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
