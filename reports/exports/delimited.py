"""The table as CSV, in two dialects; a generator, so that memory does not grow with rows.

Published figures are whole numbers, so no decimal sign occurs in either dialect.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Final

from reports.exports.columns import ExportColumn, Value, line_of
from reports.exports.file_texts import FileTexts, coded
from reports.exports.table import FigureRow
from reports.exports.text import harmless

_CHUNK: Final = 64 * 1024  # characters


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the same cells are written for one kind of reader."""

    start: str
    separator: str
    heading: Callable[[ExportColumn, FileTexts], str]
    words: Callable[[FileTexts], FileTexts]
    cells: Callable[[list[Value]], list[Value]]


def _for_people(value: Value) -> Value:
    if isinstance(value, str):
        return harmless(value)
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else value


EXCEL: Final = Dialect(
    start="\N{ZERO WIDTH NO-BREAK SPACE}",
    separator=";",
    heading=lambda column, words: words.columns[column.value.name],
    words=lambda words: words,
    cells=lambda line: [_for_people(value) for value in line],
)
"""For a Dutch Excel: byte order mark, semicolon, headings in words, formulas made harmless."""

MACHINE: Final = Dialect(
    start="",
    separator=",",
    heading=lambda column, words: column.value.name,
    words=coded,
    cells=lambda line: line,  # Python's writer leaves None empty and writes a date as ISO
)
"""For programs (RFC 4180): comma, codes that never change, ISO dates."""


def write(rows: Iterable[FigureRow], words: FileTexts, dialect: Dialect) -> Iterator[bytes]:
    """The file in UTF-8, piece by piece; the first row is the heading."""
    buffer, dialect_words = StringIO(newline=""), dialect.words(words)
    writer = csv.writer(buffer, delimiter=dialect.separator, lineterminator="\r\n")
    buffer.write(dialect.start)
    writer.writerow([dialect.heading(column, dialect_words) for column in ExportColumn])
    line = line_of(ExportColumn, dialect_words)
    for row in rows:
        writer.writerow(dialect.cells(line(row)))
        if buffer.tell() >= _CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content
