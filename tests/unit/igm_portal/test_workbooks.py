"""A spreadsheet is read as it looks, or refused by a name; never does it take the portal along."""

from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from igm_portal.csv_files.records import Defect, Unreadable
from igm_portal.csv_files.workbooks import (
    LARGEST_UNPACKED,
    MOST_COLUMNS,
    MOST_PARTS,
    is_workbook,
    read_workbook,
)
from tests.unit.igm_portal import workbooks

HEADER = ("e-mail", "naam", "vanaf")
PEOPLE = (HEADER, ("zoe@z.example", "Zoë d'Élan", date(2026, 1, 2)))


def fault(content: bytes, most_rows: int = 20_000) -> Defect:
    with pytest.raises(Unreadable) as reason:
        read_workbook(content, most_rows)
    assert isinstance(reason.value.kind, Defect)
    return reason.value.kind


def test_cells_are_read_as_they_look() -> None:
    midnight, morning = datetime(2026, 1, 2), datetime(2026, 1, 2, 8, 30)  # noqa: DTZ001  naive
    cells = (1001, "007", 1.5, True, midnight, morning, None, "a\nb")
    sheet = read_workbook(workbooks.xlsx(Mensen=[cells]), 10)
    assert sheet.records[0].cells == [
        "1001", "007", "1.5", "WAAR", "2026-01-02", "2026-01-02 08:30:00", "", "a\nb",
    ]  # fmt: skip


def test_rows_keep_their_numbers_and_empty_ones_are_passed_over() -> None:
    sheet = read_workbook(workbooks.xlsx(Mensen=[(), HEADER, (), (" ",), PEOPLE[1]]), 10)
    assert [record.row for record in sheet.records] == [2, 5]


def test_the_first_sheet_with_rows_that_can_be_seen_is_read() -> None:
    content = workbooks.xlsx(Leeg=[], Mensen=PEOPLE, Anders=[("x", "y")])
    assert read_workbook(content, 10).name == "Mensen"
    assert read_workbook(workbooks.with_hidden_sheet([("geheim",)], PEOPLE), 10).name == "Mensen"


def test_libreoffice_writes_spreadsheets_too() -> None:
    sheet = read_workbook(workbooks.ods([HEADER, ("zoe@z.example", "Zoë", "1-2-2026")]), 10)
    assert sheet.name == "Blad1"
    assert sheet.records[1].cells == ["zoe@z.example", "Zoë", "1-2-2026"]


def test_formulas_are_their_results() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Mensen")
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula("A2", '=LOWER("ADA")&"@z.example"', None, "ada@z.example")
        sheet.write_formula("B2", "=A9", None, " ")
        sheet.write_formula("C2", "=TODAY()", workbook.add_format({"num_format": 14}), 46023)
    assert read_workbook(file.getvalue(), 10).records[1].cells == [
        "ada@z.example", " ", "2026-01-01",
    ]  # fmt: skip


def test_what_would_silently_be_empty_is_refused() -> None:
    assert fault(workbooks.xlsx(Mensen=[HEADER, ("=1+1", "x", "y")])) is Defect.NO_RESULTS
    file = BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Mensen")
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula("A2", "=VLOOKUP(1,B:B,1)", None, "#N/A")
    assert fault(file.getvalue()) is Defect.ERROR_VALUES


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    large = "0" * (LARGEST_UNPACKED // 4)
    bomb = workbooks.archive({f"xl/worksheets/sheet{n}.xml": large for n in range(5)})
    assert len(bomb) < 1_000_000
    assert fault(bomb) is Defect.SHEET_TOO_LARGE
    parts = workbooks.archive({f"part{n}": "" for n in range(MOST_PARTS + 1)})
    assert fault(parts) is Defect.SHEET_TOO_LARGE


def test_a_directory_that_lies_about_its_sizes_takes_no_more_memory_either() -> None:
    """The directory says 10 bytes; what is packed there unpacks to 1.5 thousand million."""
    content = workbooks.xlsx(Mensen=PEOPLE)
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = "xl/worksheets/sheet1.xml"
    swollen = workbooks.changed(content, sheet, "<sheetData>", "<sheetData>" + row * 1_500_000)
    with ZipFile(BytesIO(swollen)) as archive:
        size = archive.getinfo(sheet).file_size
    lying = swollen.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != swollen
    assert fault(lying) in {Defect.BROKEN_WORKBOOK, Defect.SHEET_TOO_LARGE}


def test_two_cells_far_apart_cost_the_portal_nothing() -> None:
    assert fault(workbooks.with_far_cell()) is Defect.BROKEN_WORKBOOK


@pytest.mark.parametrize(
    ("rows", "most_rows"),
    [([HEADER] * 12, 10), ([("x",) * (MOST_COLUMNS + 1)], 10)],
    ids=["rows", "columns"],
)
def test_a_sheet_has_a_largest_size(rows: list[tuple[str, ...]], most_rows: int) -> None:
    assert fault(workbooks.xlsx(Mensen=rows), most_rows) is Defect.SHEET_TOO_LARGE


def test_files_with_a_password_are_named() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    encrypted = container + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert fault(encrypted) is Defect.ENCRYPTED
    zipped = bytearray(workbooks.xlsx(Mensen=PEOPLE))
    zipped[zipped.index(b"PK\x01\x02") + 8] |= 1  # the flag "encrypted" in the directory
    assert fault(bytes(zipped)) is Defect.ENCRYPTED


@pytest.mark.parametrize(
    "content",
    [
        workbooks.xlsx(Mensen=PEOPLE)[:2_000],
        workbooks.archive({"xl/workbook.xml": "<workbook/>"}),
        workbooks.archive({"word/document.xml": "<document/>"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
        b"PK\x03\x04",
    ],
    ids=["cut off", "nothing in it", "document", "old container", "four bytes"],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes) -> None:
    assert is_workbook(content)
    assert fault(content) in {Defect.BROKEN_WORKBOOK, Defect.EMPTY}


def test_a_workbook_without_rows_is_empty() -> None:
    assert fault(workbooks.xlsx(Leeg=[])) is Defect.EMPTY


@settings(max_examples=10, deadline=None)
@given(place=st.integers(min_value=0), byte=st.integers(0, 255))
def test_any_damage_is_read_or_refused(place: int, byte: int) -> None:
    content = bytearray(workbooks.xlsx(Mensen=PEOPLE))
    content[place % len(content)] = byte
    if is_workbook(bytes(content)):
        with suppress(Unreadable):
            assert read_workbook(bytes(content), 10).records
