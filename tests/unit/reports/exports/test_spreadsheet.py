"""The spreadsheet as openpyxl reads it."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.disclosure.cells import MeanCell
from reports.exports.columns import FIGURE_COLUMNS, ExportColumn
from reports.exports.spreadsheet import SheetLine, Sheets, write
from reports.exports.table import ExportSource, rows
from reports.exports.text import plain
from surveys.instruments.elements import METRICS
from surveys.policy import Band
from tests.unit.reports.exports.build import HOSTILE, WORDS, group, nothing, source

MADE = date(2026, 11, 21)


def book(
    *sources: ExportSource, codes: Sequence[SheetLine] = (), notes: Sequence[SheetLine] = ()
) -> bytes:
    file = BytesIO()
    write(
        file,
        rows(sources),
        WORDS,
        Sheets("Cijfers", "Codeboek", "Toelichting", codes, notes),
        MADE,
    )
    return file.getvalue()


def read(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def sheet(content: bytes, name: str = "Cijfers") -> Worksheet:
    found = read(content)[name]
    assert isinstance(found, Worksheet)
    return found


def column(content: bytes, wanted: ExportColumn) -> list[object]:
    place = FIGURE_COLUMNS.index(wanted) + 1
    return [row[0].value for row in sheet(content).iter_rows(2, min_col=place, max_col=place)]


def test_three_sheets_with_a_frozen_head_and_a_filter() -> None:
    content = book(source(group()))
    assert read(content).sheetnames == ["Cijfers", "Codeboek", "Toelichting"]
    figures = sheet(content)
    assert figures.freeze_panes == "G2"
    assert figures.auto_filter.ref == f"A1:Y{len(METRICS) + 1}"
    assert figures.column_dimensions["F"].width > 20


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    cell = MeanCell(-22, -27, -16, Band(15, None), None)
    content = book(source(group(means={"contrast": cell})))
    assert column(content, ExportColumn.VALUE) == [69] * 9 + [-22] + [69] * 2
    assert set(column(content, ExportColumn.CLOSED)) == {datetime(2026, 10, 24)}  # noqa: DTZ001
    assert column(content, ExportColumn.PEOPLE_TO)[9] is None


def test_a_withheld_figure_is_marked_and_no_number_stands_in_its_row() -> None:
    content = book(source(nothing("team:a", "A")))
    assert set(column(content, ExportColumn.VALUE)) == {None}
    assert set(column(content, ExportColumn.STATE)) == {"niet getoond"}
    for row in sheet(content).iter_rows(2):
        assert not any(isinstance(cell.value, int | float) for cell in row)


def test_no_text_becomes_a_formula_a_link_or_a_number() -> None:
    names = [*HOSTILE, "https://example.org", "0612"]
    content = book(source(*(group(f"team:{i}", name=name) for i, name in enumerate(names))))
    assert {name or None for name in map(plain, names)} == set(column(content, ExportColumn.GROUP))
    cells = [cell for row in sheet(content).iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert not any(cell.hyperlink for cell in cells)


def test_pages_of_text_keep_their_lines() -> None:
    content = book(source(group()), codes=[["Kop"], ["a", "b", "=c"], []], notes=[["x", MADE]])
    assert [[c.value for c in row] for row in sheet(content, "Codeboek").iter_rows()] == [
        ["Kop", None, None],
        ["a", "b", "=c"],
    ]
    assert sheet(content, "Toelichting")["B1"].value == datetime(2026, 11, 21)  # noqa: DTZ001


def test_the_same_figures_on_the_same_day_are_the_same_bytes() -> None:
    assert book(source(group())) == book(source(group()))


def test_a_wave_without_groups_is_a_sheet_with_only_a_head() -> None:
    assert sheet(book(source())).max_row == 1
