"""From the bytes of a CSV or a spreadsheet to a header and rows of cells; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import dropwhile

from igm_portal.accounts.people_import.faults import Fault, Mistake, shorten
from igm_portal.csv_files.records import Record, Unreadable, read_records
from igm_portal.csv_files.workbooks import MOST_COLUMNS, is_workbook, read_workbook
from igm_portal.spelling import name

MAX_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
LAYOUT = re.compile(r"[\t\r\n]+")  # within a cell: lines of a spreadsheet, no part of a name


@dataclass(frozen=True, slots=True)
class Table:
    """A file without meaning yet. `row` is where the header stands; each row has its own number
    and a cell per column; `surplus` are rows with more cells than columns."""

    row: int
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    sheet: str = ""
    surplus: tuple[Fault, ...] = ()


def read_table(content: bytes) -> Table:
    """Read a whole file, each cell as one line of text. Raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise Unreadable(Mistake.TOO_LARGE)
    if is_workbook(content):
        sheet = read_workbook(content, MOST_ROWS)
        return _table(sheet.records, sheet.name)
    return _table(read_records(BytesIO(content)))


def _table(records: Iterable[Record], sheet: str = "") -> Table:
    lines: Iterator[tuple[int, list[str]]]
    lines = ((row, [name(LAYOUT.sub(" ", cell)) for cell in cells]) for row, cells in records)
    if sheet:  # reports begin with a title
        lines = dropwhile(lambda line: len(list(filter(None, line[1]))) < 2, lines)
    header_row, header = next(lines, (0, [""]))
    if sheet and not header_row:
        raise Unreadable(Mistake.MISSING_COLUMN)
    if len(header) == 1:
        raise Unreadable(Mistake.NO_DELIMITER, header_row, header[0])
    if len(header) > MOST_COLUMNS:
        raise Unreadable(Mistake.TOO_MANY_COLUMNS, header_row, str(len(header)))
    rows = []
    surplus = []
    for number, cells in lines:
        if any(cells[len(header) :]):
            value = shorten(cells[len(header)])
            surplus.append(Fault(Mistake.TOO_MANY_CELLS, number, value=value))
        else:
            rows.append((number, (cells + [""] * (len(header) - len(cells)))[: len(header)]))
    if len(rows) > MOST_ROWS:
        raise Unreadable(Mistake.TOO_MANY_ROWS, value=str(len(rows)))
    if not rows and not surplus:
        raise Unreadable(Mistake.NO_ROWS)
    return Table(header_row, tuple(header), tuple(rows), sheet, tuple(surplus))
