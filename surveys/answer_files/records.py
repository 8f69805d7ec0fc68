"""From bytes to rows of cells, whatever the bytes are, and never more of them than one line.

UTF-8, with or without a byte order mark. A byte that is no UTF-8 is kept as a lone surrogate, so
that the cell it stands in can be named; no such cell is ever taken for an answer.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

from surveys.answer_files.faults import FaultTally

DELIMITERS: Final = (",", ";")  # the second one is what a spreadsheet in Dutch writes
LONGEST_LINE: Final = 50_000

_OTHER_DELIMITERS = {"\t": "tabs", "|": "streepjes (|)"}
_OTHER_FILES = {
    b"PK\x03\x04": "een spreadsheet of zip-bestand",
    b"\xd0\xcf\x11\xe0": "een oud Excel-bestand",
    b"%PDF": "een PDF",
    b"\x1f\x8b": "een gzip-bestand",
    b"\xff\xfe": "tekst in UTF-16",
    b"\xfe\xff": "tekst in UTF-16",
}
_UNREADABLE = "het bestand is niet leesbaar"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file: its number, counted from 1 with empty rows included, and its cells."""

    row: int
    cells: list[str]


class _Unreadable(ValueError):
    """From here on the file cannot be divided into rows."""


def read_records(path: Path, tally: FaultTally) -> Iterator[Record]:
    """The rows of `path` that are not empty, the header first, one at a time.

    Faults go to `tally`; after one that hides where rows end, reading stops. Raises AnswerFileFault
    when the file is not there, or is something else than text.
    """
    _check_kind(path, tally)
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
            yield from _records(text, tally)
    except OSError:
        raise tally.refuse(_UNREADABLE) from None


def _check_kind(path: Path, tally: FaultTally) -> None:
    """Look before reading: the file is read twice, so it must be one that can be."""
    try:
        if not path.exists():
            raise tally.refuse("het bestand bestaat niet")
        if not path.is_file():
            raise tally.refuse("dit is geen gewoon bestand; het moet twee keer te lezen zijn")
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        raise tally.refuse(_UNREADABLE) from None
    for signature, kind in _OTHER_FILES.items():
        if start.startswith(signature):
            tally.add(1, 1, f"dit is {kind}; sla het op als CSV (UTF-8)")
            tally.check()


def _records(text: TextIO, tally: FaultTally) -> Iterator[Record]:
    row = 0
    try:
        lines = _lines(text)
        header = next(lines, "")
        delimiter = _delimiter(header, tally)
        reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
        for row, cells in enumerate(reader, 1):
            if cells:
                yield Record(row, cells)
    except _Unreadable as reason:
        tally.add(row + 1, 1, f"{reason}; vanaf hier is niet verder gelezen")
    except csv.Error:
        tally.add(row + 1, 1, "de aanhalingstekens kloppen niet; vanaf hier is niet verder gelezen")


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise _Unreadable(f"deze regel is langer dan {LONGEST_LINE} tekens")
        yield line


def _delimiter(header: str, tally: FaultTally) -> str:
    """The one of DELIMITERS that the header uses. A header of one column uses none."""
    if not header.strip():
        tally.add(1, 1, "de eerste rij is leeg; daar horen de codes van de vragen te staan")
        tally.check()
    used = [delimiter for delimiter in DELIMITERS if delimiter in header]
    if len(used) > 1:
        tally.add(1, 1, "de kop heeft komma's en puntkomma's door elkaar; gebruik er een van")
        tally.check()
    other = next((name for sign, name in _OTHER_DELIMITERS.items() if sign in header), None)
    if not used and other:
        tally.add(1, 1, f"de kolommen zijn gescheiden met {other}; gebruik komma's of puntkomma's")
        tally.check()
    return used[0] if used else DELIMITERS[0]
