"""From text to cells: which delimiter, which rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from igm_portal.accounts.imports.faults import Code, Fault, Unreadable, shortened

DELIMITERS = (";", ",", "\t")
LONGEST_LINE = 10_000
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the filled rows, each with its number and as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: tuple[Fault, ...]


def read_table(text: str) -> Table:
    """Cut a text into cells. Rows with too many cells are faults; empty rows are passed over.

    Raises Unreadable when the file as a whole is no table.
    """
    records = _records(text)
    header = tuple(cell.strip() for cell in next(records, (0, []))[1])
    rows, faults = [], []
    for number, cells in records:
        if any(cells[len(header) :]):
            surplus = shortened(cells[len(header)])
            faults.append(Fault(Code.TOO_MANY_CELLS, number, value=surplus))
            continue
        filled = cells[: len(header)] + [""] * (len(header) - len(cells))
        rows.append((number, tuple(filled)))
    if len(rows) > MOST_ROWS:
        raise Unreadable(Fault(Code.TOO_MANY_ROWS, value=str(len(rows))))
    if not rows and not faults:
        raise Unreadable(Fault(Code.NO_ROWS))
    return Table(header, tuple(rows), tuple(faults))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered records with something in them, their cells stripped, from the header on."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(Fault(Code.LINE_TOO_LONG, number))
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 and cells[:1] == ["sep="]:
                continue  # Excel's own first line that names the delimiter
            if any(cells):
                yield number, [" ".join(cell.split()) for cell in cells]
    except csv.Error:
        raise Unreadable(Fault(Code.QUOTES, number + 1)) from None


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    best = max(DELIMITERS, key=first.count)
    if best not in first:
        raise Unreadable(Fault(Code.NO_DELIMITER, 1, value=shortened(first)))
    return best
