"""The files of figures as LibreOffice reads them."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl

from reports.disclosure.cells import MeanCell
from reports.exports import delimited, spreadsheet
from reports.exports.columns import FIGURE_COLUMNS, ExportColumn
from reports.exports.spreadsheet import Sheets
from reports.exports.table import ExportSource, rows
from reports.exports.text import harmless, plain
from surveys.policy import Band
from tests.environment.programs import convert
from tests.unit.reports.exports.build import HOSTILE, WORDS, group, nothing, source

# Semicolon, double quote, UTF-8, from the first line, no column formats, Dutch, not all quoted as
# text, and numbers and dates recognised.
DUTCH_CSV = "CSV:59,34,76,1,,1043,false,true"
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def shown() -> ExportSource:
    cell = MeanCell(-22, -27, -16, Band(10, 14), None)
    teams = [
        group(f"team:{number}", name=name, means={"contrast": cell})
        for number, name in enumerate(HOSTILE)
    ]
    return source(*teams, nothing("team:n", "Niets"))


def expected(column: ExportColumn) -> list[int | None]:
    names: dict[ExportColumn, str] = {
        ExportColumn.VALUE: "value",
        ExportColumn.LOW: "low",
        ExportColumn.HIGH: "high",
    }
    return [getattr(row, names[column]) for row in rows([shown()])]


def test_csv_for_excel_has_the_right_columns_and_numbers(tmp_path: Path) -> None:
    file = tmp_path / "cijfers.csv"
    file.write_bytes(b"".join(delimited.write(rows([shown()]), WORDS, delimited.EXCEL)))
    (made,) = convert(file, "xlsx", tmp_path, DUTCH_CSV)
    found = [list(row) for row in openpyxl.load_workbook(made).worksheets[0].rows]
    assert [cell.value for cell in found[0]] == list(WORDS.columns.values())
    place = {column: index for index, column in enumerate(ExportColumn)}
    assert not [cell for row in found for cell in row if cell.data_type == "f"]
    assert {row[place[ExportColumn.CLOSED]].value for row in found[1:]} == {datetime(2026, 10, 24)}  # noqa: DTZ001
    for column in (ExportColumn.VALUE, ExportColumn.LOW, ExportColumn.HIGH):
        told = [row[place[column]].value for row in found[1:]]
        assert _numbers(told) == expected(column)
    names = {harmless(plain(name)) or None for name in HOSTILE} | {"Niets"}
    assert {row[place[ExportColumn.GROUP]].value for row in found[1:]} == names


def test_the_spreadsheet_has_the_right_columns_and_numbers(tmp_path: Path) -> None:
    file = tmp_path / "cijfers.xlsx"
    with file.open("wb") as target:
        sheets = Sheets("Cijfers", "Codeboek", "Toelichting", [["Kop"]], [["Uitleg"]])
        spreadsheet.write(target, rows([shown()]), WORDS, sheets, shown().exported_on)
    made = convert(file, EVERY_SHEET, tmp_path)
    assert [path.name for path in made] == [
        "cijfers-Cijfers.csv",
        "cijfers-Codeboek.csv",
        "cijfers-Toelichting.csv",
    ]
    with made[0].open(encoding="utf-8", newline="") as content:
        head, *found = csv.reader(content)
    assert head == [WORDS.columns[column.value.name] for column in FIGURE_COLUMNS]
    for column in (ExportColumn.VALUE, ExportColumn.LOW, ExportColumn.HIGH):
        told = [row[FIGURE_COLUMNS.index(column)] for row in found]
        assert [int(value) if value else None for value in told] == expected(column)
    names = {plain(name) for name in HOSTILE} | {"Niets"}
    assert {row[FIGURE_COLUMNS.index(ExportColumn.GROUP)] for row in found} == names


def _numbers(values: Sequence[object]) -> list[int | None]:
    return [value if isinstance(value, int) else None for value in values]
