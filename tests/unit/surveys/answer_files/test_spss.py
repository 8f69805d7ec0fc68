"""SPSS files as people make them: capitals, labels, missing values, other variables."""

import sys
from pathlib import Path
from typing import Any

import pandas
import pyreadstat
import pytest

from surveys.answer_files.faults import AnswerFileFault
from surveys.answer_files.research_packages import NoPackage
from surveys.answer_files.respondents import Ids, check, respondents
from surveys.answer_files.spss import is_spss
from surveys.answer_files.spss_scores import write_spss
from surveys.instruments.model import Instrument
from tests.unit.surveys.answer_files.build import CODES, instrument, person, write

AGREE = ["helemaal oneens", "oneens", "niet eens, niet oneens", "eens", "helemaal eens"]


@pytest.fixture
def proef(tmp_path: Path) -> Instrument:
    return instrument(tmp_path)


def sav(path: Path, columns: dict[str, list[Any]], **more: Any) -> Path:
    pyreadstat.write_sav(pandas.DataFrame(columns), str(path), **more)
    return path


def answered(instrument: Instrument, answers: str, code: str) -> str:
    return answers[instrument.position(code)]


def test_the_same_people_as_in_a_csv_file(tmp_path: Path, proef: Instrument) -> None:
    rows = [person("a", 75, 56.25, ANK=1), person("b", 50, 25, ANK=2)]
    columns: dict[str, list[Any]] = {
        name: [row[name] if name == "id" else float(str(row[name])) for row in rows]
        for name in ("id", *reversed(CODES), "ANK")
    }
    from_csv = list(respondents(write(tmp_path / "a.csv", rows), proef))
    assert list(respondents(sav(tmp_path / "a.sav", columns), proef)) == from_csv


def test_capitals_of_variables_and_variables_of_something_else(
    tmp_path: Path, proef: Instrument
) -> None:
    path = sav(tmp_path / "a.sav", {"ID": [7.0], "h1": [4.0], "leeftijd": [51.0], "G1": [2.0]})
    (one,) = respondents(path, proef)
    assert one.id == "7"
    assert [answered(proef, one.answers, code) for code in ("H1", "G1", "H2")] == ["4", "2", "."]
    contents = check(path, proef, Ids.NEEDED)
    assert contents.unused == ("leeftijd",)
    assert "H2" in contents.absent
    assert "H1" not in contents.absent


def test_what_the_file_calls_missing_is_no_answer(tmp_path: Path, proef: Instrument) -> None:
    """One value, a range that covers a step of the scale, and the system's own; 5 is an answer
    in H1 and missing in H2.
    """
    path = sav(
        tmp_path / "a.sav",
        {"H1": [5.0, -9.0, None], "H2": [5.0, 4.0, 2.0], "H3": [97.0, 98.0, 99.0]},
        missing_ranges={"H1": [-9], "H2": [{"lo": 3, "hi": 9}], "H3": [97, 98, 99]},
        variable_value_labels={"H3": {97.0: "Weet ik  niet", 98.0: "overgeslagen"}},
    )
    told = [
        "".join(answered(proef, one.answers, code) for code in ("H1", "H2", "H3"))
        for one in respondents(path, proef)
    ]
    assert told == ["5.W", "...", ".2."]


def test_a_label_tells_the_step_and_not_its_number(tmp_path: Path, proef: Instrument) -> None:
    turned = {float(5 - at): label.upper() for at, label in enumerate(AGREE)}
    straight = {float(at): label for at, label in enumerate(AGREE, 1)}
    other = {1.0: "totally disagree", 5.0: "totally agree"}
    path = sav(
        tmp_path / "a.sav",
        {"H1": [5.0, 1.0], "H2": [5.0, 1.0], "H3": [5.0, 1.0], "H4": [0.0, 4.0]},
        variable_value_labels={
            "H1": turned,
            "H2": straight,
            "H3": other,
            "H4": {value - 1: label for value, label in straight.items()},
        },
    )
    told = [
        "".join(answered(proef, one.answers, code) for code in ("H1", "H2", "H3", "H4"))
        for one in respondents(path, proef)
    ]
    assert told == ["1551", "5115"]
    assert check(path, proef).relabelled == ("H1", "H4")


def test_answers_as_text(tmp_path: Path, proef: Instrument) -> None:
    path = sav(tmp_path / "a.sav", {"H1": ["4", "WN", ""]})
    told = [answered(proef, one.answers, "H1") for one in respondents(path, proef)]
    assert told == ["4", "W", "."]


def test_letters_of_an_older_program(tmp_path: Path, proef: Instrument) -> None:
    """As SPSS wrote before it knew Unicode: another encoding, named in the file; and a file that
    says UTF-8 and is not.
    """
    path = sav(tmp_path / "a.sav", {"id": ["NoXl"], "H1": [4.0]})
    lying = path.read_bytes().replace(b"NoXl", "Noël".encode("cp1252"))
    utf_8, cp1252 = (
        b"".join(number.to_bytes(4, "little") for number in (7, 20, 1, len(name))) + name
        for name in (b"UTF-8", b"windows-1252")
    )
    path.write_bytes(lying.replace(utf_8, cp1252))
    (one,) = respondents(path, proef)
    assert one.id == "Noël"
    path.write_bytes(lying)
    with pytest.raises(AnswerFileFault, match="beschadigd of niet leesbaar"):
        check(path, proef)


def test_a_fault_names_the_case(tmp_path: Path, proef: Instrument) -> None:
    path = sav(tmp_path / "a.sav", {"id": ["a", "a"], "H1": [9.0, 4.5]})
    with pytest.raises(AnswerFileFault) as caught:
        check(path, proef, Ids.DISTINCT)
    first, second, third = caught.value.lines
    assert first.startswith(f"{path}: geval 1: '9' is geen antwoord op H1")
    assert second.startswith(f"{path}: geval 2: '4.5' is geen antwoord op H1")
    assert third == f"{path}: geval 2: id a staat ook op geval 1"


def test_the_same_variable_twice(tmp_path: Path, proef: Instrument) -> None:
    with pytest.raises(AnswerFileFault, match="H1 staat ook in kolom 1"):
        check(sav(tmp_path / "a.sav", {"h1": [4.0], "H1": [4.0]}), proef)


def test_no_question_of_this_questionnaire(tmp_path: Path, proef: Instrument) -> None:
    path = sav(tmp_path / "a.sav", {"leeftijd": [51.0]})
    with pytest.raises(AnswerFileFault) as caught:
        check(path, proef)
    message = "er is geen enkele kolom met een vraag van deze vragenlijst"
    assert caught.value.lines == (f"{path}: {message}",)


@pytest.mark.parametrize("content", [b"$FL2", b"$FL2" + bytes(500), b"$FL3@(#) SPSS DATA FILE"])
def test_a_damaged_file(tmp_path: Path, proef: Instrument, content: bytes) -> None:
    path = tmp_path / "a.sav"
    path.write_bytes(content)
    with pytest.raises(AnswerFileFault, match="beschadigd of niet leesbaar"):
        check(path, proef)


def test_the_group_is_its_label(tmp_path: Path, proef: Instrument) -> None:
    path = sav(
        tmp_path / "a.sav",
        {"H1": [4.0, 5.0, 3.0], "Functie": [1.0, 2.0, None]},
        variable_value_labels={"Functie": {1.0: "klantmanager", 2.0: "inkomensconsulent"}},
    )
    groups = [one.group for one in respondents(path, proef, "functie")]
    assert groups == ["klantmanager", "inkomensconsulent", ""]


def test_without_the_package_it_says_what_to_do(
    tmp_path: Path, proef: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sav(tmp_path / "a.sav", {"H1": [4.0]})
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(NoPackage, match=r"pakket pyreadstat nodig.*requirements/research\.txt"):
        check(path, proef)


def test_what_is_written_is_read_again(tmp_path: Path, proef: Instrument) -> None:
    rows = [
        person("a", 75, 56.25, ANK=1, H1="WN", H2="NVT", P1="WZ"),
        person("Zoë", 50, 25, ANK="", P1="", P2=""),
    ]
    people = list(respondents(write(tmp_path / "a.csv", rows), proef))
    path = tmp_path / "scores.sav"
    write_spss(path, proef, people)
    assert is_spss(path)
    assert list(respondents(path, proef)) == people


def test_the_header_as_the_format_prescribes(tmp_path: Path, proef: Instrument) -> None:
    """Bytes by the description of the format by the makers of PSPP: layout code, cases, name."""
    path = tmp_path / "scores.sav"
    write_spss(path, proef, respondents(write(tmp_path / "a.csv", [person("a", 75, 50)]), proef))
    content = path.read_bytes()
    assert content[:4] == b"$FL2"
    assert int.from_bytes(content[64:68], "little") == 2
    assert int.from_bytes(content[80:84], "little") == 1
    assert content[109:173].rstrip() == b"proef@1"
