"""From bytes to rows of cells, whatever the bytes are, and never more of them than one line."""

import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO, Final, NamedTuple, TextIO

from igm_portal.csv_files.decoding import (
    CP1252,
    UTF_8,
    check_one_encoding,
    check_signature,
    is_utf_8,
)
from igm_portal.csv_files.faults import Kind, Unreadable

DELIMITERS: Final = (";", ",", "\t")
LONGEST_LINE: Final = 50_000
_NAMED_DELIMITER = re.compile(r'"?sep=([;,\t|])"?[;,\t|]*', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_PAGES = ("<!doctype", "<html", "<?xml", "<table")


class Record(NamedTuple):
    """One row: its number, counted from 1 with empty rows included, and its cells."""

    row: int
    cells: list[str]


def read_records(file: BinaryIO) -> Iterator[Record]:
    """The rows with something in them, the header first, one at a time. A row of nothing but
    delimiters and spaces, as spreadsheets leave behind, is empty.

    The file is read twice, so it must be one that can be. Raises Unreadable.
    """
    check_signature(file)
    if is_utf_8(file):
        yield from _decoded(file, UTF_8, "strict")
        return
    check_one_encoding(_decoded(file, UTF_8, "surrogateescape"))
    yield from _decoded(file, CP1252, "strict")


def _decoded(file: BinaryIO, encoding: str, errors: str) -> Iterator[Record]:
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        yield from _records(text)
    except UnicodeDecodeError:
        raise Unreadable(Kind.NOT_TEXT) from None
    finally:
        text.detach()  # the file is the caller's to close


def _records(text: TextIO) -> Iterator[Record]:
    row = 0
    lines = _lines(text)
    try:
        blank, header, declared = _header(lines)
        row = before = len(blank)
        delimiter = declared or _delimiter(header, row + 1)
        reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
        for row, cells in enumerate(reader, before + 1):
            if any(cell and not cell.isspace() for cell in cells):
                yield Record(row, cells)
    except _TooLong:
        raise Unreadable(Kind.LINE_TOO_LONG, row + 1) from None
    except csv.Error:
        raise Unreadable(Kind.QUOTES, row + 1) from None


class _TooLong(Exception):
    """A line longer than any row of a table."""


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise _TooLong
        yield line


def _header(lines: Iterator[str]) -> tuple[list[str], str, str]:
    """The lines before the header, its own first line, and the delimiter that a line `sep=` names:
    Excel writes one and reads it, and it is no row of the table.
    """
    before: list[str] = []
    declared = ""
    for line in lines:
        if match := _NAMED_DELIMITER.fullmatch(line.strip("\r\n ")):
            declared = match[1]
        elif line.strip("".join(DELIMITERS) + "\r\n \u00a0"):
            if line.lstrip().lower().startswith(_PAGES):
                raise Unreadable(Kind.HTML)
            if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", line):
                raise Unreadable(Kind.NOT_TEXT, len(before) + 1)
            return before, line, declared
        before.append(line)
    raise Unreadable(Kind.EMPTY)


def _delimiter(header: str, row: int) -> str:
    """The one that the header uses most; a header of one column uses none."""
    bare = _QUOTED.sub("", header)
    counts = sorted(((bare.count(sign), sign) for sign in DELIMITERS), reverse=True)
    (most, best), (second, _other) = counts[:2]
    if most and most == second:
        raise Unreadable(Kind.TWO_DELIMITERS, row)
    if not most and "|" in bare:
        raise Unreadable(Kind.OTHER_DELIMITER, row, "|")
    return best if most else ","
