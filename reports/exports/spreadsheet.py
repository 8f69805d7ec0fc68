"""The spreadsheet: a summary per wave, then the whole table, codebook and explanation.

Written row by row (XlsxWriter's constant memory), every text as text: a cell that begins with "="
stays those characters. The only moment in it is the day that it is given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports.columns import FIGURE_COLUMNS, ExportColumn, Value, line_of
from reports.exports.file_texts import FileTexts
from reports.exports.summary import SummarySheet
from reports.exports.summary_sheet import write_summary
from reports.exports.table import FigureRow
from reports.exports.text import plain

SheetLine = Sequence[Value]

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LONGEST: Final = 32_767  # characters in a cell
_READING_WIDTHS: Final = (34, 46, 90)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The summaries, the names of the three sheets after them, and the text of the last two.

    A line with one cell is a heading; an empty line is white space.
    """

    figures: str
    codebook: str
    explanation: str
    codes: Sequence[SheetLine]
    notes: Sequence[SheetLine]
    summaries: Sequence[SummarySheet] = ()


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    wrapped_text: Format
    date: Format


def write(
    file: IO[bytes], rows: Iterable[FigureRow], words: FileTexts, sheets: Sheets, made_on: date
) -> None:
    """Write the whole workbook to `file`; `made_on` is the day of the export."""
    book = Workbook(file, _OPTIONS)
    book.set_properties(
        {"title": sheets.figures, "created": datetime(made_on.year, made_on.month, made_on.day)}  # noqa: DTZ001
    )
    for summary in sheets.summaries:
        write_summary(book, summary)
    formats = _formats(book)
    _figures(book.add_worksheet(sheets.figures), rows, words, formats)
    _reading(book.add_worksheet(sheets.codebook), sheets.codes, formats)
    _reading(book.add_worksheet(sheets.explanation), sheets.notes, formats)
    book.close()


def _formats(book: Workbook) -> _Formats:
    top: dict[str, Any] = {"valign": "top"}
    return _Formats(
        head=book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7E9E8", "bottom": 1}
        ),
        wrapped_text=book.add_format(top | {"text_wrap": True}),
        date=book.add_format(top | {"num_format": "dd-mm-yyyy", "align": "left"}),
    )


def _figures(
    sheet: Worksheet, rows: Iterable[FigureRow], words: FileTexts, formats: _Formats
) -> None:
    for place, column in enumerate(FIGURE_COLUMNS):
        sheet.set_column(place, place, column.value.width)
        sheet.write_string(0, place, words.columns[column.value.name], formats.head)
    sheet.freeze_panes(1, FIGURE_COLUMNS.index(ExportColumn.GROUP) + 1)
    last, line = 0, line_of(FIGURE_COLUMNS, words)
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(line(row)):
            _write(sheet, last, place, value, formats.date)
    sheet.autofilter(0, 0, last, len(FIGURE_COLUMNS) - 1)
    _to_print(sheet)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, line: int, place: int, value: Value, date_format: Format) -> None:
    # A format costs a tenth of the time of a cell, and every row here is one line high.
    match value:
        case str() if value:
            sheet.write_string(line, place, value[:_LONGEST])
        case int():
            sheet.write_number(line, place, value)
        case date():
            sheet.write_datetime(line, place, value, date_format)


def _reading(sheet: Worksheet, lines: Sequence[SheetLine], formats: _Formats) -> None:
    for place, width in enumerate(_READING_WIDTHS):
        sheet.set_column(place, place, width)
    for number, cells in enumerate(lines):
        for place, value in enumerate(cells):
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, formats.date)
            else:
                style = formats.head if len(cells) == 1 else formats.wrapped_text
                sheet.write_string(number, place, plain(str(value))[:_LONGEST], style)
    _to_print(sheet)


def _to_print(sheet: Worksheet) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
