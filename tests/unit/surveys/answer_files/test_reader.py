"""Whatever bytes a file holds: rows, or a fault that says what it is."""

from contextlib import suppress
from hashlib import shake_256
from pathlib import Path

import pytest

from igm_portal.csv_files.records import LONGEST_LINE, Record
from surveys.answer_files.faults import AnswerFileFault, FaultTally
from surveys.answer_files.reader import read_answers


def rows(path: Path, content: bytes) -> list[list[str]]:
    """The cells of every row; raises when there is a fault."""
    path.write_bytes(content)
    tally = FaultTally("a.csv")
    found = [record.cells for record in read_answers(path, tally)]
    tally.check()
    return found


def fault(path: Path, content: bytes) -> str:
    with pytest.raises(AnswerFileFault) as caught:
        rows(path, content)
    return str(caught.value.faults[0])


@pytest.mark.parametrize(
    "content",
    [
        b"id,H1\na,4\n",
        b"id;H1\na;4\n",
        b"\xef\xbb\xbfid,H1\r\na,4\r\n",
        b"id,H1\ra,4",
        b'"id","H1"\n"a","4"',
        b"id,H1\n\n\na,4\n\n",
        b"id\tH1\na\t4\n",
        b"\nid,H1\na,4\n",
        b"sep=;\r\nid;H1\r\na;4\r\n",
        b"\xef\xbb\xbfsep=,\nid,H1\na,4\n",
        b'"sep=;"\nid;H1\na;4\n',
        b"id;H1\n;\na;4\n;;;;\n ; ; \n\xc2\xa0;\n",
    ],
)
def test_one_table_in_many_files(tmp_path: Path, content: bytes) -> None:
    assert rows(tmp_path / "a.csv", content) == [["id", "H1"], ["a", "4"]]


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,H1\n\n"a\nb",4\nc,5\n')
    found = list(read_answers(path, FaultTally("a.csv")))
    assert found == [
        Record(1, ["id", "H1"]),
        Record(3, ["a\nb", "4"]),
        Record(4, ["c", "5"]),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "rij 1, kolom 1: het bestand is leeg"),
        (b";;;\n ;\n", "rij 1, kolom 1: het bestand is leeg"),
        (b"<!DOCTYPE html><html>", "rij 1, kolom 1: dit is een webpagina"),
        (b"id,H\0001\na,4\n", "rij 1, kolom 1: dit is geen leesbare tekst"),
        (b"id,H1\n\x81,4\n", "rij 1, kolom 1: dit is geen leesbare tekst"),
        (
            "id,H1\nZoë,4\nÉva,4\n".encode() + "Ünal,5\n".encode("cp1252"),
            "rij 4, kolom 1: deze rijen hebben een andere codering dan de andere: 4",
        ),
        (b"id|H1\na|4\n", "rij 1, kolom 1: de kolommen zijn gescheiden met streepjes (|)"),
        (b"id,H1;H2\n", "rij 1, kolom 1: de kop heeft komma's en puntkomma's door elkaar"),
        (b"PK\x03\x04\x14\0\x06\0", "rij 1, kolom 1: dit is een spreadsheet of zip-bestand"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "rij 1, kolom 1: dit is een oud Excel-bestand"),
        ("id,H1\n".encode("utf-16"), "rij 1, kolom 1: dit is tekst in UTF-16"),
        (b"%PDF-1.7\n", "rij 1, kolom 1: dit is een PDF"),
        (b"\x1f\x8b\x08\0", "rij 1, kolom 1: dit is een gzip-bestand"),
        (b'id,H1\na,4\nb,"5\n', "rij 3, kolom 1: de aanhalingstekens kloppen niet"),
        (b'id,H1\na,"4"5\n', "rij 2, kolom 1: de aanhalingstekens kloppen niet"),
        (b"x" * 10_000_000, "rij 1, kolom 1: deze regel is langer dan 50000 tekens"),
        (b"H1\n" + b"4," * LONGEST_LINE, "rij 2, kolom 1: deze regel is langer dan 50000 tekens"),
        (b'H1\n"' + b"4\n" * 200_000, "rij 2, kolom 1: de aanhalingstekens kloppen niet"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    assert fault(tmp_path / "a.csv", content).startswith(message)


def test_a_file_as_dutch_excel_saves_it_is_read(tmp_path: Path) -> None:
    assert rows(tmp_path / "a.csv", "id;H1\nZoë;4\n".encode("cp1252"))[1] == ["Zoë", "4"]


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_give_rows_or_a_fault(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(shake_256(bytes([seed])).digest(20_000))
    tally = FaultTally("a.csv")
    with suppress(AnswerFileFault):
        assert all(record.cells for record in read_answers(path, tally))
    assert tally.total <= 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AnswerFileFault, match="het bestand bestaat niet"):
        list(read_answers(tmp_path / "a.csv", FaultTally("a.csv")))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(AnswerFileFault, match="dit is geen gewoon bestand"):
        list(read_answers(tmp_path, FaultTally("a.csv")))
