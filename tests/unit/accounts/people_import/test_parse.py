"""A file is read, or every mistake in it is named with its row and column."""

from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igm_portal.accounts.people_import.columns import Column
from igm_portal.accounts.people_import.dates import read_date
from igm_portal.accounts.people_import.faults import Mistake
from igm_portal.accounts.people_import.parse import PersonRow, parse
from igm_portal.accounts.people_import.table import MAX_BYTES
from igm_portal.csv_files.records import Defect
from tests.unit.accounts.people_import.build import HEADER, VOCABULARY, csv

FULL = "7;ada@z.example;Ada;Werk;Noord;medewerker;klantmanager;1-2-2026;31-12-2026"


def codes(content: bytes) -> list[tuple[StrEnum, int, str]]:
    return [(fault.code, fault.row, fault.column) for fault in parse(content, VOCABULARY).faults]


def test_a_full_row_says_everything() -> None:
    parsed = parse(csv(FULL), VOCABULARY)
    assert parsed.faults == ()
    assert parsed.rows == (
        PersonRow(
            2,
            "7",
            "ada@z.example",
            "Ada",
            "Werk",
            "Noord",
            "employee",
            "klantmanager",
            date(2026, 2, 1),
            date(2026, 12, 31),
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_way_of_saving_gives_the_same(encoding: str, delimiter: str) -> None:
    text = "E-mail;Naam;Team\nzoe@z.example;Zoë d'Élan;Café"
    parsed = parse(text.replace(";", delimiter).encode(encoding), VOCABULARY)
    assert parsed.faults == ()
    assert (parsed.rows[0].name, parsed.rows[0].team) == ("Zoë d'Élan", "Café")


def test_excel_may_name_its_delimiter_and_quote_its_cells() -> None:
    text = 'sep=;\r\ne-mail;naam;team\r\nada@z.example;"Vries; Ada de";"Team ""A"""\r\n'
    (row,) = parse(text.encode(), VOCABULARY).rows
    assert (row.number, row.name, row.team) == (3, "Vries; Ada de", 'Team "A"')


def test_rows_count_as_in_a_spreadsheet_and_empty_ones_are_passed_over() -> None:
    content = csv(";;;;;;;;", "", "7;;;;Noord", ";nope;;;Noord")
    assert [row.number for row in parse(content, VOCABULARY).rows] == [4]
    assert codes(content) == [(Mistake.NOT_AN_EMAIL, 5, Column.EMAIL)]


def test_the_rows_in_another_encoding_are_named() -> None:
    glued = csv("1;;Zoë;;Noord", "2;;Éva;;Noord", "3;;Ada;;Noord") + b"\r\n"
    glued += "4;;Zoë;;Noord\r\n5;;Ünal;;Noord\r\n6;;Çelik;;Noord".encode("cp1252")
    (fault,) = parse(glued, VOCABULARY).faults
    assert (fault.code, fault.row, fault.value) == (Defect.MIXED_ENCODING, 2, "2, 3")


def test_unknown_columns_are_named_and_not_kept() -> None:
    parsed = parse(b"e-mail;bsn;team\nada@z.example;123456782;Noord", VOCABULARY)
    assert parsed.unused_columns == ("bsn",)
    assert "123456782" not in repr(parsed.rows)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Defect.EMPTY),
        (b"\xef\xbb\xbf \r\n ", Defect.EMPTY),
        (b"\x0b", Defect.EMPTY),
        (b'"";""\r\n', Defect.EMPTY),
        (b"a" * (MAX_BYTES + 1), Mistake.TOO_LARGE),
        (b"PK\x03\x04rest of an xlsx", Defect.BROKEN_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", Defect.BROKEN_WORKBOOK),
        (b"%PDF-1.7", Defect.PDF),
        (b"\x1f\x8b\x08\0", Defect.GZIP),
        (b"e-mail|naam\na@b.nl|Ada", Defect.OTHER_DELIMITER),
        (b"e-mail;naam,team\na@b.nl;Ada", Defect.TWO_DELIMITERS),
        (
            "e-mail;naam\na@b.nl;Zoë\n".encode() + "b@b.nl;Zoë".encode("cp1252"),
            Defect.MIXED_ENCODING,
        ),
        ("e-mail;naam".encode("utf-16"), Defect.UTF_16),
        (b"e-mail;na\x00am", Defect.NOT_TEXT),
        (b"e-mail;na\x81am", Defect.NOT_TEXT),
        (b" <!DOCTYPE html><html>", Defect.HTML),
        (b"alleen een regel tekst", Mistake.NO_DELIMITER),
        (HEADER.encode(), Mistake.NO_ROWS),
        (b"naam;team\nAda;Noord", Mistake.MISSING_COLUMN),
        (b"e-mail;naam;e-mail\na@b.nl;Ada;", Mistake.DOUBLE_COLUMN),
        (b"e-mail;email\na@b.nl;c@d.nl", Mistake.DOUBLE_COLUMN),
        (b"e-mail;naam\n" + b"a" * 50_001, Defect.LINE_TOO_LONG),
        (b'e-mail;naam\na@b.nl;"Ada', Defect.QUOTES),
        (b'e-mail;naam\na@b.nl;"Ada" x', Defect.QUOTES),
        (b"e-mail;naam\n" + b"a@b.nl;Ada\n" * 20_001, Mistake.TOO_MANY_ROWS),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(content: bytes, code: Mistake) -> None:
    parsed = parse(content, VOCABULARY)
    assert [fault.code for fault in parsed.faults] == [code]
    assert parsed.rows == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("7;;=1+1;;Noord", [(Mistake.FORMULA, Column.NAME)]),
        ("7;;@SUM(A1);;Noord", [(Mistake.FORMULA, Column.NAME)]),
        ("+7;;;;Noord", [(Mistake.FORMULA, Column.STAFF_NUMBER)]),
        ("7;;A\u200bda;;Noord", [(Mistake.CONTROL_CHARACTER, Column.NAME)]),
        (f"7;;{'a' * 151};;Noord", [(Mistake.TOO_LONG, Column.NAME)]),
        (f"7;;;;{'a' * 121}", [(Mistake.TOO_LONG, Column.TEAM)]),
        ("7;geen adres;;;Noord", [(Mistake.NOT_AN_EMAIL, Column.EMAIL)]),
        ("7;;;;Noord;directeur", [(Mistake.UNKNOWN_ROLE, Column.ROLE)]),
        ("7;;;;Noord;;visser", [(Mistake.UNKNOWN_FUNCTION, Column.FUNCTION)]),
        ("7;;;;Noord;;;31-2-2026", [(Mistake.NOT_A_DATE, Column.START)]),
        ("7;;;;Noord;;;2-1-2026;1-1-2026", [(Mistake.END_BEFORE_START, Column.END)]),
        (";;Ada;;Noord", [(Mistake.NEEDED, Column.EMAIL)]),
        ("7", [(Mistake.NEEDED, Column.TEAM)]),
        ("7;;;;;afdelingshoofd", [(Mistake.NEEDED, Column.DEPARTMENT)]),
        ("7;;;Werk;Noord;afdelingshoofd", [(Mistake.NOT_FOR_ROLE, Column.TEAM)]),
        ("7;;;Werk;;beheerder", [(Mistake.NOT_FOR_ROLE, Column.DEPARTMENT)]),
        ("7;;;;Noord;;;;;te veel", [(Mistake.TOO_MANY_CELLS, "")]),
        (
            "=7;nee;;;Noord;;;morgen",
            [
                (Mistake.FORMULA, Column.STAFF_NUMBER),
                (Mistake.NOT_AN_EMAIL, Column.EMAIL),
                (Mistake.NOT_A_DATE, Column.START),
            ],
        ),
    ],
)
def test_every_mistake_in_a_row_is_named(line: str, expected: list[tuple[Mistake, str]]) -> None:
    assert codes(csv(line)) == [(code, 2, column) for code, column in expected]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("2026-02-01", date(2026, 2, 1)),
        ("29-02-2024", date(2024, 2, 29)),
        ("29-02-2026", None),
        ("12-31-2026", None),
        ("1-2-26", date(2026, 2, 1)),
        ("01-02-69", date(1969, 2, 1)),
        ("1/2/68", date(2068, 2, 1)),
        ("01-02-2026 00:00:00", date(2026, 2, 1)),
        ("2026-02-01T00:00", date(2026, 2, 1)),
        ("2026-02-01 08:30:00", None),
        ("1-2-126", None),
        ("1.2.2026", None),
        ("20260201", None),
        ("februari 2026", None),
        ("1-2-1026", None),
        ("46023", date(2026, 1, 1)),
        ("18264", date(1950, 1, 1)),
        ("18263", None),
        ("99999", None),
        ("\u0661-1-2026", None),
    ],
)
def test_dates_are_dutch_or_iso(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_long_names_are_fine() -> None:
    team = "Team Maatschappelijke Ontwikkeling, Participatie en Werkgeversdienstverlening Noordoost"
    (row,) = parse(csv(f"7;;{'Anna ' * 20};;{team}"), VOCABULARY).rows
    assert row.team == team
    assert len(row.name) > 80


@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer(content: bytes) -> None:
    parsed = parse(content, VOCABULARY)
    assert parsed.rows or parsed.faults


@given(st.binary(max_size=200))
def test_any_bytes_below_a_good_header_give_an_answer(content: bytes) -> None:
    parsed = parse(csv() + b"\n" + content, VOCABULARY)
    assert parsed.rows or parsed.faults


@given(st.lists(st.text(max_size=30), max_size=9))
def test_any_cells_are_read_or_refused_by_name(cells: list[str]) -> None:
    line = ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    for fault in parse(csv(line), VOCABULARY).faults:
        assert fault.row >= 1 or fault.code in {Defect.NOT_TEXT, Mistake.NO_ROWS}
