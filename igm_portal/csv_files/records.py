"""From bytes to rows of cells, whatever the bytes are, and never more of them than one line.

A file is read as UTF-8, or as cp1252 as Dutch Excel writes it; never by a guess.
"""

import csv
import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from enum import StrEnum
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO, Final, NamedTuple, TextIO

DELIMITERS: Final = (";", ",", "\t")
LONGEST_LINE: Final = 50_000
_UTF_8: Final = "utf-8-sig"  # with or without a byte order mark
_CP1252: Final = "cp1252"
_PIECE: Final = 1 << 16  # bytes
_MOST_NAMED: Final = 10  # rows in a message
_NAMED_DELIMITER = re.compile(r'"?sep=([;,\t|])"?[;,\t|]*', re.IGNORECASE)
_QUOTATION = re.compile(r'"[^"]*"')
_PAGES = ("<!doctype", "<html", "<?xml", "<table")


class Defect(StrEnum):
    """What the file is instead, or where it stops being one."""

    EMPTY = "empty"
    SPREADSHEET = "spreadsheet"
    OLD_SPREADSHEET = "old_spreadsheet"
    PDF = "pdf"
    GZIP = "gzip"
    UTF_16 = "utf_16"
    HTML = "html"
    NOT_TEXT = "not_text"
    MIXED_ENCODING = "mixed_encoding"
    OTHER_DELIMITER = "other_delimiter"
    TWO_DELIMITERS = "two_delimiters"
    LINE_TOO_LONG = "line_too_long"
    QUOTES = "quotes"
    BROKEN_WORKBOOK = "broken_workbook"
    ENCRYPTED = "encrypted"
    SHEET_TOO_LARGE = "sheet_too_large"
    NO_RESULTS = "no_results"
    ERROR_VALUES = "error_values"


class Unreadable(Exception):
    """From `row` on (0: the whole file) this is no table. `kind` is one of `Kind` or of a reader's
    own; `value` is a piece of the file; of a file in two encodings the rows that differ from most.
    """

    def __init__(self, kind: StrEnum, row: int = 0, value: str = "", column: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.row = row
        self.value = value
        self.column = column


_SIGNATURES: Final = {
    b"PK\x03\x04": Defect.SPREADSHEET,
    b"\xd0\xcf\x11\xe0": Defect.OLD_SPREADSHEET,
    b"%PDF": Defect.PDF,
    b"\x1f\x8b": Defect.GZIP,
    b"\xff\xfe": Defect.UTF_16,
    b"\xfe\xff": Defect.UTF_16,
}


class Record(NamedTuple):
    """One row: its number, counted from 1 with empty rows included, and its cells."""

    row: int
    cells: list[str]


def read_records(file: BinaryIO) -> Iterator[Record]:
    """The rows with something in them, the header first, one at a time. A row of nothing but
    delimiters and spaces, as spreadsheets leave behind, is empty.

    The file is read twice, so it must be one that can be. Raises Unreadable.
    """
    _check_signature(file)
    if _is_utf_8(file):
        yield from _decode(file, _UTF_8, "strict")
        return
    _check_one_encoding(_decode(file, _UTF_8, "surrogateescape"))
    yield from _decode(file, _CP1252, "strict")


def _check_signature(file: BinaryIO) -> None:
    """Raise Unreadable when the first bytes are those of another kind of file."""
    start = file.read(4)
    file.seek(0)
    for signature, kind in _SIGNATURES.items():
        if start.startswith(signature):
            raise Unreadable(kind)


def _is_utf_8(file: BinaryIO) -> bool:
    """Whether all of the file is; read in pieces, and put back at its beginning."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _check_one_encoding(rows: Iterable[tuple[int, list[str]]]) -> None:
    """Raise Unreadable, naming rows, for a file of which some rows are UTF-8 and others are not:
    two files glued together. `rows` are read as UTF-8 with lone surrogates for the other bytes.

    Text in cp1252 is hardly ever UTF-8 by accident, so one such row is enough to ask.
    """
    utf_8_rows: list[int] = []
    other_rows: list[int] = []
    for number, cells in rows:
        text = "".join(cells)
        if text.isascii():
            continue
        is_broken = any("\udc80" <= sign <= "\udcff" for sign in text)
        (other_rows if is_broken else utf_8_rows).append(number)
    if utf_8_rows and other_rows:
        minority = min(other_rows, utf_8_rows, key=len)
        row_list = ", ".join(map(str, minority[:_MOST_NAMED]))
        more = ", …" if len(minority) > _MOST_NAMED else ""
        raise Unreadable(Defect.MIXED_ENCODING, minority[0], row_list + more)


def _decode(file: BinaryIO, encoding: str, errors: str) -> Iterator[Record]:
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        yield from _records(text)
    except UnicodeDecodeError:
        raise Unreadable(Defect.NOT_TEXT) from None
    finally:
        text.detach()  # the file is the caller's to close


def _records(text: TextIO) -> Iterator[Record]:
    row, is_empty = 0, True
    lines = _lines(text)
    try:
        empty_lines, header, delimiter = _header(lines)
        row = empty_lines
        delimiter = delimiter or _delimiter(header, row + 1)
        reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
        for row, cells in enumerate(reader, empty_lines + 1):
            first = cells[0] if cells else ""
            if (first and not first.isspace()) or any(
                cell and not cell.isspace() for cell in cells
            ):
                is_empty = False
                yield Record(row, cells)
    except _TooLong:
        raise Unreadable(Defect.LINE_TOO_LONG, row + 1) from None
    except csv.Error:
        raise Unreadable(Defect.QUOTES, row + 1) from None
    if is_empty:  # a header of quotes or layout alone
        raise Unreadable(Defect.EMPTY)


class _TooLong(Exception):
    """A line longer than any row of a table."""


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise _TooLong
        yield line


def _header(lines: Iterator[str]) -> tuple[int, str, str]:
    """How many lines stand before the header, its own first line, and the delimiter that a line
    `sep=` names: Excel writes one and reads it, and it is no row of the table.
    """
    delimiter = ""
    for number, line in enumerate(lines):
        if match := _NAMED_DELIMITER.fullmatch(line.strip("\r\n ")):
            delimiter = match[1]
        elif line.strip("".join(DELIMITERS) + "\r\n \u00a0"):
            if line.lstrip().lower().startswith(_PAGES):
                raise Unreadable(Defect.HTML)
            if re.search(r"[\x00-\x08\x0e-\x1f\x7f]", line):
                raise Unreadable(Defect.NOT_TEXT, number + 1)
            return number, line, delimiter
    raise Unreadable(Defect.EMPTY)


def _delimiter(header: str, row: int) -> str:
    """The one that the header uses most; a header of one column uses none."""
    plain_header = _QUOTATION.sub("", header)
    counts = sorted(((plain_header.count(sign), sign) for sign in DELIMITERS), reverse=True)
    (most, delimiter), (second, _next) = counts[:2]
    if most and most == second:
        raise Unreadable(Defect.TWO_DELIMITERS, row)
    if not most and "|" in plain_header:
        raise Unreadable(Defect.OTHER_DELIMITER, row, "|")
    return delimiter if most else ","
