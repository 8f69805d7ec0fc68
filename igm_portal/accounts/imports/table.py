"""From bytes to a table of cells in one spelling, or a reason why not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from igm_portal.accounts.imports.faults import Code, Fault, Unreadable, shortened
from igm_portal.csv_files import faults, records
from igm_portal.spelling import name

MAX_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
LAYOUT = re.compile(r"[\t\r\n]+")  # within a cell: lines of a spreadsheet, no part of a name


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the filled rows, each with its number and as many cells as the header."""

    header_row: int
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: tuple[Fault, ...]


def read_table(content: bytes) -> Table:
    """Read a whole file. Rows with too many cells are faults; empty rows are passed over.

    Raises Unreadable when the file as a whole is no table.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(Fault(Code.TOO_LARGE))
    try:
        return _table(_records(content))
    except faults.Unreadable as reason:
        fault = Fault(Code(reason.kind), reason.row, value=shortened(reason.value))
        raise Unreadable(fault) from None


def _table(numbered: Iterator[tuple[int, list[str]]]) -> Table:
    header_row, header = next(numbered)
    if len(header) == 1:
        raise Unreadable(Fault(Code.NO_DELIMITER, header_row, value=shortened(header[0])))
    rows, wrong = [], []
    for number, cells in numbered:
        if any(cells[len(header) :]):
            surplus = shortened(cells[len(header)])
            wrong.append(Fault(Code.TOO_MANY_CELLS, number, value=surplus))
            continue
        padded = cells[: len(header)] + [""] * (len(header) - len(cells))
        rows.append((number, tuple(padded)))
    if len(rows) > MOST_ROWS:
        raise Unreadable(Fault(Code.TOO_MANY_ROWS, value=str(len(rows))))
    if not rows and not wrong:
        raise Unreadable(Fault(Code.NO_ROWS))
    return Table(header_row, tuple(header), tuple(rows), tuple(wrong))


def _records(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows with something in them, each cell as one line of text, from the header on."""
    for number, cells in records.read_records(BytesIO(content)):
        yield number, [name(LAYOUT.sub(" ", cell)) for cell in cells]
