"""Give the rows of a table their meaning: one role of one person each; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from igm_portal.accounts.people_import.columns import (
    NOT_USED,
    SKIP,
    Column,
    Field,
    FileLayout,
    Part,
    field_of,
)
from igm_portal.accounts.people_import.dates import NO_END, read_date
from igm_portal.accounts.people_import.faults import Fault, Mistake, shorten
from igm_portal.accounts.people_import.table import Table, read_table
from igm_portal.csv_files.records import Unreadable
from igm_portal.plain_text import is_line
from igm_portal.spelling import Misspelt, address, name_key

FORMULA_SIGNS = ("=", "+", "-", "@")
FIELD_LENGTHS: Mapping[Field, int] = {
    Column.STAFF_NUMBER: 40,
    Column.EMAIL: 254,
    Column.NAME: 150,
    Column.DEPARTMENT: 120,
    Column.TEAM: 120,
    Column.FUNCTION: 120,
}
NAME_PARTS = (Part.FIRST_NAME, Part.INFIX, Part.LAST_NAME)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What roles and functions are called in a file, and where each role has its place."""

    roles: Mapping[str, str]  # word in lower case -> code
    functions: Mapping[str, str]
    places: Mapping[str, Column | None]  # code of a role -> the column it needs
    default_role: str  # where the column is empty or absent: the role with the fewest rights
    guarded_role: str  # of which one person must always be left


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One role of one person, as the file has it; an empty text or None: the file is silent.

    `is_hire`: the first day is that of the employment, not of this role.
    """

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
    is_hire: bool = False


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """The sound rows, everything that is wrong, columns that are passed over, and how many rows
    have a title of people who do not take part."""

    rows: tuple[PersonRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    unused_columns: tuple[str, ...] = ()
    skipped_rows: int = 0


def parse(content: bytes, vocabulary: Vocabulary) -> ParsedFile:
    """Read a whole file with our own columns. Never raises: what cannot be read is a fault."""
    try:
        return parse_table(read_table(content), FileLayout(), vocabulary)
    except Unreadable as reason:
        return ParsedFile(faults=(fault_of(reason),))


def fault_of(reason: Unreadable) -> Fault:
    """Why a file could not be read at all."""
    return Fault(reason.kind, reason.row, reason.column, shorten(reason.value))


def parse_table(table: Table, layout: FileLayout, vocabulary: Vocabulary) -> ParsedFile:
    """Read a table by what its columns are. Raises Unreadable when none says who somebody is."""
    places = _places(table, layout)
    rows, faults, skipped_rows = [], list(table.surplus), 0
    for number, cells in table.rows:
        reader = _RowReader(number, {one: cells[place] for one, place in places.items()}, layout)
        if reader.is_skipped(vocabulary):
            skipped_rows += 1
            continue
        row = reader.row(vocabulary)
        faults += reader.faults
        if not reader.faults:
            rows.append(row)
    numbers = set(places.values())
    unused_columns = tuple(
        cell for at, cell in enumerate(table.header) if cell and at not in numbers
    )
    return ParsedFile(tuple(rows), tuple(faults), unused_columns, skipped_rows)


def unknown_titles(table: Table, layout: FileLayout, vocabulary: Vocabulary) -> Counter[str]:
    """The titles that are no function of ours and for which nobody chose one, with their number
    of rows; as the first row spells them."""
    place = _places(table, layout).get(Column.FUNCTION)
    titles: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    if place is None:
        return titles
    for _number, cells in table.rows:
        key = name_key(cells[place])
        if key and key not in vocabulary.functions and key not in layout.titles:
            titles[spellings.setdefault(key, cells[place])] += 1
    return titles


def headers(table: Table, layout: FileLayout) -> dict[str, str]:
    """By field what the file calls its column, where that is another name than ours."""
    names = {one: table.header[place] for one, place in _places(table, layout).items()}
    return {str(one): name for one, name in names.items() if name_key(name) != one}


def fault_columns(table: Table, layout: FileLayout) -> dict[str, str]:
    """By column of ours what a fault calls it: as the file does, also where others replace it."""
    places = _places(table, layout)
    names = headers(table, layout)
    for column, parts in ((Column.NAME, NAME_PARTS), (Column.START, (Part.HIRED,))):
        titles = [table.header[places[part]] for part in parts if part in places]
        if titles and column not in places:
            names[column] = " + ".join(titles)
    return names


def _places(table: Table, layout: FileLayout) -> dict[Field, int]:
    """Where each field stands; raises Unreadable when none says who somebody is."""
    places: dict[Field, int] = {}
    for place, title in enumerate(table.header):
        one = field_of(title, layout)
        if one is None or one == NOT_USED:
            continue
        if one in places:
            raise Unreadable(Mistake.DOUBLE_COLUMN, table.row, column=one)
        places[one] = place  # type: ignore[index]
    if Column.EMAIL not in places and Column.STAFF_NUMBER not in places:
        raise Unreadable(Mistake.MISSING_COLUMN, table.row, column=Column.EMAIL)
    return places


class _RowReader:
    """Reads the cells of one row, and collects what is wrong with them."""

    def __init__(self, number: int, cells: Mapping[Field, str], layout: FileLayout) -> None:
        self.number = number
        self.cells = dict(cells)
        self.titles = layout.titles
        if Part.LAST_NAME in cells or Part.FIRST_NAME in cells:
            first, infix, last = (self.cells.pop(part, "") for part in NAME_PARTS)
            has_name = first or last  # "van den" alone is nobody's name
            parts = (first, infix, last) if has_name else ()
            self.cells[Column.NAME] = " ".join(filter(None, parts))
        self.is_hire = not self.cells.get(Column.START) and bool(self.cells.get(Part.HIRED))
        if self.is_hire:
            self.cells[Column.START] = self.cells[Part.HIRED]
        self.cells.pop(Part.HIRED, None)
        if self.cells.get(Column.END) == NO_END:
            self.cells[Column.END] = ""
        self.faults: list[Fault] = []

    def is_skipped(self, vocabulary: Vocabulary) -> bool:
        """Whether the title is one of people who do not take part."""
        key = name_key(self._cell(Column.FUNCTION))
        return key not in vocabulary.functions and self.titles.get(key) == SKIP

    def row(self, vocabulary: Vocabulary) -> PersonRow:
        for column, text in self.cells.items():
            if text.startswith(FORMULA_SIGNS):
                self._fault(Mistake.FORMULA, column)
            if not is_line(text):
                self._fault(Mistake.CONTROL_CHARACTER, column)
            if len(text) > FIELD_LENGTHS.get(column, 60):
                self._fault(Mistake.TOO_LONG, column, str(FIELD_LENGTHS.get(column, 60)))
        email, role = self._address(), self._role(vocabulary)
        function, role_of_title = self._title(vocabulary)
        role = role or role_of_title or vocabulary.default_role
        if role_of_title and vocabulary.places.get(role) is Column.DEPARTMENT:
            self.cells[Column.TEAM] = ""  # in an export everyone has a team
        row = PersonRow(
            number=self.number,
            staff_number=self._cell(Column.STAFF_NUMBER),
            email=email,
            name=self._cell(Column.NAME),
            department=self._cell(Column.DEPARTMENT),
            team=self._cell(Column.TEAM),
            role=role,
            function=function,
            start=self._date(Column.START),
            end=self._date(Column.END),
            is_hire=self.is_hire,
        )
        self._check(row, vocabulary.places.get(row.role))
        return row

    def _cell(self, column: Column) -> str:
        return self.cells.get(column, "")

    def _fault(self, code: Mistake, column: Field, other: str = "") -> None:
        value = shorten(self.cells.get(column, ""))
        self.faults.append(Fault(code, self.number, column, value, other))

    def _address(self) -> str:
        text = self._cell(Column.EMAIL)
        try:
            return address(text) if text else ""
        except Misspelt:
            self._fault(Mistake.NOT_AN_EMAIL, Column.EMAIL)
            return text

    def _role(self, vocabulary: Vocabulary) -> str:
        word = self._cell(Column.ROLE).casefold()
        if word and word not in vocabulary.roles:
            self._fault(Mistake.UNKNOWN_ROLE, Column.ROLE, ", ".join(vocabulary.roles))
        return vocabulary.roles.get(word, "")

    def _title(self, vocabulary: Vocabulary) -> tuple[str, str]:
        """The function and the role that the title stands for, each perhaps empty."""
        key = name_key(self._cell(Column.FUNCTION))
        code = vocabulary.functions.get(key) or self.titles.get(key, "")
        if key and not code:
            self._fault(Mistake.UNKNOWN_FUNCTION, Column.FUNCTION, ", ".join(vocabulary.functions))
        return ("", code) if vocabulary.places.get(code) else (code, "")

    def _date(self, column: Column) -> date | None:
        text = self._cell(column)
        day = read_date(text)
        if text and day is None:
            self._fault(Mistake.NOT_A_DATE, column)
        return day

    def _check(self, row: PersonRow, place: Column | None) -> None:
        """A role stands in its place and nowhere else; a period ends after it begins."""
        if not row.email and not row.staff_number:
            self._fault(Mistake.NEEDED, Column.EMAIL)
        if place and not self._cell(place):
            self._fault(Mistake.NEEDED, place)
        if row.team and place is not Column.TEAM:
            self._fault(Mistake.NOT_FOR_ROLE, Column.TEAM)
        if row.department and place is None:
            self._fault(Mistake.NOT_FOR_ROLE, Column.DEPARTMENT)
        if row.start and row.end and row.end < row.start:
            self._fault(Mistake.END_BEFORE_START, Column.END)
