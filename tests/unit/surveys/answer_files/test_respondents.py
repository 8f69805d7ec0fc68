"""Every fault by row and column; without faults everybody in the order of the file."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.answer_files.faults import AnswerFileFault
from surveys.answer_files.respondents import (
    Contents,
    Ids,
    OnePass,
    Respondent,
    check,
    respondents,
)
from surveys.instruments.model import Instrument
from surveys.scoring.answers import get
from tests.unit.surveys.answer_files.build import CODES


def faults(
    path: Path, instrument: Instrument, content: str | bytes, ids: Ids = Ids.LABELS
) -> list[str]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(AnswerFileFault) as caught:
        check(path, instrument, ids)
    return [str(fault) for fault in caught.value.faults]


HEADER_LOW = "hier staat de kop; de kop moet op rij 1 staan, haal weg wat erboven staat"
EMPTY = "maak ontbrekende antwoorden leeg"
WHOLE = "schrijf hele getallen, zonder decimalen"
ONE_LINE = "een id is één regel tekst zonder onzichtbare tekens"
ALLOWED = "dat is 1 tot en met 5, WN, NVT, WZ of niets"


def everybody(path: Path, instrument: Instrument, content: str) -> list[Respondent]:
    path.write_text(content, encoding="utf-8")
    check(path, instrument)
    return list(respondents(path, instrument))


def test_answers_in_any_order_of_columns(tmp_path: Path, instrument: Instrument) -> None:
    content = "P1,id,H1,G1\nWZ,a,5,\n3,b,WN,NVT\n"
    found = everybody(tmp_path / "a.csv", instrument, content)
    assert [entry.id for entry in found] == ["a", "b"]
    told = [
        {code: get(instrument, entry.answers, code) for code in ("H1", "G1", "P1", "V4")}
        for entry in found
    ]
    assert told == [
        {"H1": 5, "G1": None, "P1": "WZ", "V4": None},
        {"H1": "WN", "G1": "NVT", "P1": 3, "V4": None},
    ]


def test_without_ids_people_are_numbered(tmp_path: Path, instrument: Instrument) -> None:
    found = everybody(tmp_path / "a.csv", instrument, "H1\n1\n\n2\n3\n")
    assert [entry.id for entry in found] == ["1", "2", "3"]


def test_spaces_around_a_cell_mean_nothing(tmp_path: Path, instrument: Instrument) -> None:
    (found,) = everybody(tmp_path / "a.csv", instrument, " id , H1 ,H2\n a , 4 ,  \n")
    assert found.id == "a"
    assert [get(instrument, found.answers, code) for code in ("H1", "H2")] == [4, None]


def test_what_the_file_leaves_out_is_told(tmp_path: Path, instrument: Instrument) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(CODES[1:]) + "\n4" + "," * 26 + "\n", encoding="utf-8")
    assert check(path, instrument) == Contents(respondents=1, absent=("H1", "ANK"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id,H1,XX\na,4,4\n", ["rij 1, kolom 3: 'XX' is geen vraag van proef@1"]),
        ("id,h1,H2\na,4,4\n", ["rij 1, kolom 2: 'h1' moet zijn: H1"]),
        ("ID,H2\na,4\n", ["rij 1, kolom 1: 'ID' moet zijn: id"]),
        ("H1,id,H1\n4,a,4\n", ["rij 1, kolom 3: H1 staat ook in kolom 1"]),
        ("id,H1,id\na,4,b\n", ["rij 1, kolom 3: id staat ook in kolom 1"]),
        ("id,H1,\na,4,\n", ["rij 1, kolom 3: deze kolom heeft geen naam"]),
        (
            "id\na\n",
            ["rij 1, kolom 1: er is geen enkele kolom met een vraag van deze vragenlijst"],
        ),
        ("H1,H2\n4,5,3\n", ["rij 2, kolom 3: het aantal kolommen is hier 3 en in de kop 2"]),
        ("H1,H2\n4\n", ["rij 2, kolom 2: het aantal kolommen is hier 1 en in de kop 2"]),
        (
            "H1,H2\n4,5\n4;5\n",
            ["rij 3, kolom 1: deze rij gebruikt een ander scheidingsteken dan de kop"],
        ),
        ("id,H1\n", ["rij 2, kolom 1: onder de kop staan geen antwoorden"]),
        ("id,H1\n=1+1,4\n", ["rij 2, kolom 1: '=1+1' zou in een spreadsheet een formule worden"]),
        ("id,H1\n@som,4\n", ["rij 2, kolom 1: '@som' zou in een spreadsheet een formule worden"]),
        ("id,H1\n-1+2,4\n", ["rij 2, kolom 1: '-1+2' zou in een spreadsheet een formule worden"]),
        ("id,H1\na\0,4\n", [f"rij 2, kolom 1: {ONE_LINE}: 'a�'"]),
        ('id,H1\n"a\nb",4\n', [f"rij 2, kolom 1: {ONE_LINE}: 'a�b'"]),
        ("H1,id\n4,a\u200b1\n", [f"rij 2, kolom 2: {ONE_LINE}: 'a�1'"]),
        ("h1,h2\n4,4\n", [f"rij 1, kolom {n}: 'h{n}' moet zijn: H{n}" for n in (1, 2)]),
        (
            "Uitvoer van mei\n\nid;H1;H2\na;4;5\n",
            [f"rij 3, kolom 1: {HEADER_LOW}"],
        ),
        (
            "H1,H2\nNA,99\n4.0,4\n",
            [
                f"rij 2, kolom 1: 'NA' is geen antwoord op H1; {ALLOWED} ({EMPTY})",
                f"rij 2, kolom 2: '99' is geen antwoord op H2; {ALLOWED}",
                f"rij 3, kolom 1: '4.0' is geen antwoord op H1; {ALLOWED} ({WHOLE})",
            ],
        ),
    ],
)
def test_each_fault_has_its_place(
    tmp_path: Path, instrument: Instrument, content: str | bytes, told: list[str]
) -> None:
    assert faults(tmp_path / "a.csv", instrument, content) == told


@pytest.mark.parametrize(
    "cell",
    ["0", "6", "-1", "4.0", "4,0", "04", "vier", "wn", "SKIP", "=4", "4 5", "\uff14", "\0", "."],
)
def test_only_a_step_or_a_missing_code_is_an_answer(
    tmp_path: Path, instrument: Instrument, cell: str
) -> None:
    (told,) = faults(tmp_path / "a.csv", instrument, f'id;H1\na;4\nb;"{cell}"\n')
    assert told.startswith("rij 3, kolom 2: '")
    assert "is geen antwoord op H1; dat is 1 tot en met 5, WN, NVT, WZ of niets" in told


def test_every_fault_of_the_file_is_told_in_one_go(tmp_path: Path, instrument: Instrument) -> None:
    told = faults(tmp_path / "a.csv", instrument, "id,H1,XX,P1\n=a,9,9,9\nb,4,4\nc,0,1,1\n")
    assert [fault.split(":")[0] for fault in told] == [
        "rij 1, kolom 3",
        "rij 2, kolom 1",
        "rij 2, kolom 2",
        "rij 2, kolom 4",
        "rij 3, kolom 4",
        "rij 4, kolom 2",
    ]


@pytest.mark.parametrize("ident", ["-5", "+31612345678", "é-ñ", "a b", "12", "x=y", "😀"])
def test_a_harmless_id_is_kept_as_it_is(tmp_path: Path, instrument: Instrument, ident: str) -> None:
    (found,) = everybody(tmp_path / "a.csv", instrument, f"id,H1\n{ident},4\n")
    assert found.id == ident


def test_rows_of_delimiters_are_nobody(tmp_path: Path, instrument: Instrument) -> None:
    content = "H1;H2\n4;5\n;\n ; \n;;;;\n3;3\n;\n"
    assert [entry.id for entry in everybody(tmp_path / "a.csv", instrument, content)] == ["1", "2"]


def test_an_id_has_one_spelling(tmp_path: Path, instrument: Instrument) -> None:
    content = "id,H1\nZoë,4\nZoe\u0308,5\n"
    assert faults(tmp_path / "a.csv", instrument, content, Ids.DISTINCT) == [
        "rij 3, kolom 1: id Zoë staat ook op rij 2"
    ]
    two = "id,H1\nZoë ,4\nZOË,5\n"
    (tmp_path / "b.csv").write_text(two, encoding="utf-8")
    assert check(tmp_path / "b.csv", instrument, Ids.DISTINCT).alike == 1


def test_ids_that_tell_people_apart(tmp_path: Path, instrument: Instrument) -> None:
    content = "id,H1\na,4\n\nb,4\na,5\n,3\n"
    assert faults(tmp_path / "a.csv", instrument, content, Ids.DISTINCT) == [
        "rij 5, kolom 1: id a staat ook op rij 2",
        "rij 6, kolom 1: de id ontbreekt",
    ]
    assert [entry.id for entry in everybody(tmp_path / "a.csv", instrument, content)] == [
        "a",
        "b",
        "a",
        "",
    ]


def test_ids_may_be_absent_unless_files_are_linked(tmp_path: Path, instrument: Instrument) -> None:
    path = tmp_path / "a.csv"
    path.write_text("H1\n4\n4\n", encoding="utf-8")
    assert check(path, instrument, Ids.DISTINCT).respondents == 2
    assert faults(path, instrument, "H1\n4\n", Ids.NEEDED) == [
        "rij 1, kolom 1: er is geen kolom id; die is nodig om mensen terug te vinden"
    ]


def test_a_file_that_changed_after_the_check_is_refused(
    tmp_path: Path, instrument: Instrument
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("H1\n4\n", encoding="utf-8")
    check(path, instrument)
    path.write_text("H1\n4\n9\n", encoding="utf-8")
    with pytest.raises(AnswerFileFault, match="rij 3, kolom 1: '9' is geen antwoord op H1"):
        list(respondents(path, instrument))


def in_one_pass(path: Path, instrument: Instrument) -> tuple[list[Respondent], Contents]:
    everybody = OnePass(path, instrument)
    return list(everybody), everybody.contents


def in_two_passes(path: Path, instrument: Instrument) -> tuple[list[Respondent], Contents]:
    contents = check(path, instrument)
    return list(respondents(path, instrument)), contents


CELLS = st.sampled_from(["", "1", "3", "5", " 2", "WN", "NVT", "WZ", "6", "x", "4.0", '"3"', '"'])
IDS = st.text("ab1 .-=é\u200b", max_size=4)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_pass_says_what_two_passes_say(
    tmp_path: Path, instrument: Instrument, data: st.DataObject
) -> None:
    """With all questions (the short way) or some, in any order: the same people, or the same
    faults.
    """
    path = tmp_path / "a.csv"
    codes = data.draw(st.permutations([item.code for item in instrument.items]))
    codes = codes[: data.draw(st.sampled_from([2, len(codes)]))]
    rows = [["id", *codes]]
    good = st.sampled_from(["", "1", "3", "WN"])
    for _ in range(data.draw(st.integers(0, 4))):
        cells = data.draw(st.sampled_from([good, CELLS]))
        rows.append([data.draw(IDS), *(data.draw(cells) for _ in codes)])
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    outcomes: list[object] = []
    for reading in (in_one_pass, in_two_passes):
        try:
            outcomes.append((reading(path, instrument), ()))
        except AnswerFileFault as fault:
            outcomes.append((None, fault.lines))
    assert outcomes[0] == outcomes[1]


def test_after_a_fault_nobody_is_given_and_all_faults_are(
    tmp_path: Path, instrument: Instrument
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,H1\na,4\nb,9\nc,4\nd,8\n", encoding="utf-8")
    given_people = []
    with pytest.raises(AnswerFileFault) as caught:
        given_people += [person.id for person in OnePass(path, instrument)]
    assert given_people == []
    assert [fault.row for fault in caught.value.faults] == [3, 5]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_answers_or_faults(
    tmp_path: Path, instrument: Instrument, content: bytes
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,H1,P1\n" + content)
    with suppress(AnswerFileFault):
        contents = check(path, instrument)
        assert len(list(respondents(path, instrument))) == contents.respondents
