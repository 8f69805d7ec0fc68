"""Read a CSV of people: from bytes to rows with a meaning, one role of one person each; pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO

from igm_portal.accounts.people_import.faults import Code, Fault, shorten
from igm_portal.accounts.periods import FIRST_YEAR, LAST_YEAR
from igm_portal.csv_files.records import Unreadable, read_records
from igm_portal.plain_text import is_line
from igm_portal.spelling import Misspelt, address, name

MAX_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
LAYOUT = re.compile(r"[\t\r\n]+")  # within a cell: lines of a spreadsheet, no part of a name
FORMULA_SIGNS = ("=", "+", "-", "@")
DAY_FIRST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


class Column(StrEnum):
    """The columns that are read, by their names in the header."""

    STAFF_NUMBER = "personeelsnummer"
    EMAIL = "e-mail"
    NAME = "naam"
    DEPARTMENT = "afdeling"
    TEAM = "team"
    ROLE = "rol"
    FUNCTION = "functie"
    START = "vanaf"
    END = "tot"


SYNONYMS = {
    "email": Column.EMAIL,
    "e-mailadres": Column.EMAIL,
    "emailadres": Column.EMAIL,
    "personeelsnr": Column.STAFF_NUMBER,
    "begindatum": Column.START,
    "einddatum": Column.END,
}
LONGEST = {
    Column.STAFF_NUMBER: 40,
    Column.EMAIL: 254,
    Column.NAME: 150,
    Column.DEPARTMENT: 120,
    Column.TEAM: 120,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What roles and functions are called in a file, and where each role has its place."""

    roles: Mapping[str, str]  # word in lower case -> code
    functions: Mapping[str, str]
    places: Mapping[str, Column | None]  # code of a role -> the column it needs
    default_role: str  # where the column is empty or absent: the role with the fewest rights
    guarded_role: str  # of which one person must always be left


@dataclass(frozen=True, slots=True)
class Row:
    """One role of one person, as the file has it; an empty text or None: the file is silent."""

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
class Content:
    """The sound rows, everything that is wrong, and columns that are passed over."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def parse(content: bytes, vocabulary: Vocabulary) -> Content:
    """Read a whole file. Never raises: what cannot be read is a fault."""
    try:
        if len(content) > MAX_BYTES:
            raise Unreadable(Code.TOO_LARGE)
        records = read_records(BytesIO(content))
        lines = ((n, [name(LAYOUT.sub(" ", cell)) for cell in cells]) for n, cells in records)
        return _parse(lines, vocabulary)  # each cell as one line of text
    except Unreadable as reason:
        value = shorten(reason.value)
        return Content(faults=(Fault(reason.kind, reason.row, reason.column, value),))


def _parse(records: Iterator[tuple[int, list[str]]], vocabulary: Vocabulary) -> Content:
    header_row, header = next(records)
    if len(header) == 1:
        raise Unreadable(Code.NO_DELIMITER, header_row, header[0])
    faults: list[Fault] = []
    table = []
    for number, cells in records:
        if any(cells[len(header) :]):
            surplus = shorten(cells[len(header)])
            faults.append(Fault(Code.TOO_MANY_CELLS, number, value=surplus))
        else:
            table.append((number, cells + [""] * (len(header) - len(cells))))
    if len(table) > MOST_ROWS:
        raise Unreadable(Code.TOO_MANY_ROWS, value=str(len(table)))
    if not table and not faults:
        raise Unreadable(Code.NO_ROWS)
    columns = _columns(header, header_row)
    rows = []
    for number, cells in table:
        reader = _RowReader(number, {column: cells[place] for column, place in columns.items()})
        row = reader.row(vocabulary)
        faults += reader.faults
        if not reader.faults:
            rows.append(row)
    places = set(columns.values())
    ignored = tuple(cell for place, cell in enumerate(header) if cell and place not in places)
    return Content(tuple(rows), tuple(faults), ignored)


def _columns(header: list[str], row: int) -> dict[Column, int]:
    """Where each known column stands; raises Unreadable when none says who somebody is."""
    places: dict[Column, int] = {}
    for place, cell in enumerate(header):
        title = cell.casefold()
        column = SYNONYMS.get(title) or (Column(title) if title in set(Column) else None)
        if column in places:
            raise Unreadable(Code.DOUBLE_COLUMN, row, column=column)
        if column:
            places[column] = place
    if Column.EMAIL not in places and Column.STAFF_NUMBER not in places:
        raise Unreadable(Code.MISSING_COLUMN, row, column=Column.EMAIL)
    return places


class _RowReader:
    """Reads the cells of one row, and collects what is wrong with them."""

    def __init__(self, number: int, cells: Mapping[Column, str]) -> None:
        self.number = number
        self.cells = cells
        self.faults: list[Fault] = []

    def row(self, vocabulary: Vocabulary) -> Row:
        for column, text in self.cells.items():
            if text.startswith(FORMULA_SIGNS):
                self._fault(Code.FORMULA, column)
            if not is_line(text):
                self._fault(Code.CONTROL_CHARACTER, column)
            if len(text) > LONGEST.get(column, 60):
                self._fault(Code.TOO_LONG, column, str(LONGEST.get(column, 60)))
        row = Row(
            number=self.number,
            staff_number=self._cell(Column.STAFF_NUMBER),
            email=self._address(),
            name=self._cell(Column.NAME),
            department=self._cell(Column.DEPARTMENT),
            team=self._cell(Column.TEAM),
            role=self._word(Column.ROLE, vocabulary.roles, Code.UNKNOWN_ROLE)
            or vocabulary.default_role,
            function=self._word(Column.FUNCTION, vocabulary.functions, Code.UNKNOWN_FUNCTION),
            start=self._date(Column.START),
            end=self._date(Column.END),
        )
        self._check(row, vocabulary.places.get(row.role))
        return row

    def _cell(self, column: Column) -> str:
        return self.cells.get(column, "")

    def _fault(self, code: Code, column: Column, other: str = "") -> None:
        value = shorten(self._cell(column))
        self.faults.append(Fault(code, self.number, column, value, other))

    def _address(self) -> str:
        text = self._cell(Column.EMAIL)
        try:
            return address(text) if text else ""
        except Misspelt:
            self._fault(Code.NOT_AN_EMAIL, Column.EMAIL)
            return text

    def _word(self, column: Column, codes: Mapping[str, str], unknown: Code) -> str:
        word = self._cell(column).casefold()
        if word and word not in codes:
            self._fault(unknown, column, ", ".join(codes))
        return codes.get(word, "")

    def _date(self, column: Column) -> date | None:
        text = self._cell(column)
        day = read_date(text)
        if text and day is None:
            self._fault(Code.NOT_A_DATE, column)
        return day

    def _check(self, row: Row, place: Column | None) -> None:
        """A role stands in its place and nowhere else; a period ends after it begins."""
        if not row.email and not row.staff_number:
            self._fault(Code.NEEDED, Column.EMAIL)
        if place and not self._cell(place):
            self._fault(Code.NEEDED, place)
        if row.team and place is not Column.TEAM:
            self._fault(Code.NOT_FOR_ROLE, Column.TEAM)
        if row.department and place is None:
            self._fault(Code.NOT_FOR_ROLE, Column.DEPARTMENT)
        if row.start and row.end and row.end < row.start:
            self._fault(Code.END_BEFORE_START, Column.END)


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
