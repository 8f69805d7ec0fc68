"""CSV: the same cells for Dutch Excel and for programs."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from hypothesis import given

from reports.exports.columns import ExportColumn
from reports.exports.delimited import EXCEL, MACHINE, Dialect, write
from reports.exports.table import ExportSource, rows
from tests.unit.reports.exports.build import HOSTILE, WORDS, group, nothing, source, sources


def content(shown: ExportSource, dialect: Dialect) -> str:
    return b"".join(write(rows([shown]), WORDS, dialect)).decode()


def read(shown: ExportSource, dialect: Dialect) -> list[dict[str, str]]:
    text = content(shown, dialect).removeprefix(dialect.start)
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=dialect.separator))


def test_excel_gets_a_mark_semicolons_and_windows_lines() -> None:
    text = content(source(group()), EXCEL)
    assert text.startswith("\ufeffWave;Closed;")
    assert text.endswith("\r\n")
    assert ";24-10-2026;" in text


def test_programs_get_names_commas_and_iso_dates() -> None:
    text = content(source(group()), MACHINE)
    assert text.startswith("meting,gesloten_op,")
    assert ",2026-10-24," in text


def test_numbers_are_numbers_in_both() -> None:
    for dialect, heading in ((EXCEL, "Value"), (MACHINE, "waarde")):
        assert {row[heading] for row in read(source(group()), dialect)} == {"69"}


def test_a_number_that_is_not_shown_is_empty_and_the_status_says_so() -> None:
    shown = source(nothing("team:a", "A"))
    people = {(row["Value"], row["State"]) for row in read(shown, EXCEL)}
    assert people == {("", "niet getoond")}
    told = {(row["waarde"], row["status"]) for row in read(shown, MACHINE)}
    assert told == {("", "niet_getoond")}


def test_no_cell_for_excel_begins_like_a_formula() -> None:
    shown = source(*(group(f"team:{i}", name=name) for i, name in enumerate(HOSTILE)))
    numbers = {"Value", "Low", "High"}
    for row in read(shown, EXCEL):
        for heading, cell in row.items():
            if heading not in numbers:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d")), heading


@given(sources())
def test_every_row_has_every_column_whatever_the_names(shown: ExportSource) -> None:
    for dialect in (EXCEL, MACHINE):
        found = read(shown, dialect)
        assert len(found) == len(list(rows([shown])))
        assert all(len(row) == len(ExportColumn) and None not in row.values() for row in found)


def test_pieces_are_made_while_they_are_taken() -> None:
    """No more than one edition is looked at before the first piece is there."""
    taken: list[int] = []

    def many() -> Iterator[ExportSource]:
        for number in range(1000):
            taken.append(number)
            yield source(*(group(f"team:{i}") for i in range(50)))

    assert len(list(islice(write(rows(many()), WORDS, MACHINE), 3))) == 3
    assert len(taken) < 10
