"""`manage.py score`: scores for who holds answers in a file, faults for who holds a wrong one."""

import csv
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from surveys.answer_files.scores import SCORE_COLUMNS
from tests.unit.surveys.answer_files.build import person, questionnaire, write


def run(*arguments: object) -> tuple[str, str]:
    """What the command tells on standard output and on standard error."""
    out, err = StringIO(), StringIO()
    call_command("score", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*arguments: object) -> tuple[str, str]:
    """The lines on standard error and the closing words; exit code 2 and nothing else written."""
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("score", *map(str, arguments), stdout=out, stderr=err)
    assert caught.value.returncode == 2
    assert out.getvalue() == ""
    return err.getvalue(), str(caught.value)


@pytest.fixture
def proef(tmp_path: Path) -> Path:
    return questionnaire(tmp_path)


def test_one_line_of_scores_per_respondent(tmp_path: Path, proef: Path) -> None:
    rows = [person("b", 75, 56.25, H1="WN"), person("a", 68.75, 50, P1="", P2="")]
    out, err = run(proef, write(tmp_path / "a.csv", rows))
    first, second = csv.DictReader(StringIO(out))
    assert tuple(first) == SCORE_COLUMNS
    assert [first["id"], second["id"]] == ["b", "a"]
    assert first["willen"] == "75.0"
    assert first["n_houding"] == "3"
    assert (second["praktische_belemmeringen"], second["n_praktische_belemmeringen"]) == ("", "2")
    assert (second["contrast"], second["intentie"]) == ("", "")
    assert err.startswith("Let op: ")
    assert "geen kolom voor ANK; die tellen als onbeantwoord." in err


def test_test_vector_1_of_the_method(tmp_path: Path) -> None:
    """statistiek §1, with the items of C1 that have the same keys (its C differs in one key)."""
    answers = {"H": "453-", "G": "22--", "S": "3424", "V": "3342", "Z": "23--", "P": "1452-1"}
    row = {
        f"{initial}{number}": "" if step == "-" else step
        for initial, steps in answers.items()
        for number, step in enumerate(steps, 1)
    }
    out, _ = run("c1", write(tmp_path / "a.csv", [row]))
    (scores,) = csv.DictReader(StringIO(out))
    assert scores["id"] == "1"
    assert [scores[name] for name in SCORE_COLUMNS[1:9]] == [
        "75.0",
        "25.0",
        "56.25",
        "50.0",
        "37.5",
        "",
        "60.0",
        "52.083333333333336",
    ]


def test_a_semicolon_file_gives_the_same_scores(tmp_path: Path, proef: Path) -> None:
    rows = [person("a", 75, 56.25)]
    comma = run(proef, write(tmp_path / "a.csv", rows))[0]
    assert run(proef, write(tmp_path / "b.csv", rows, delimiter=";"))[0] == comma


def test_output_goes_to_a_file(tmp_path: Path, proef: Path) -> None:
    answers = write(tmp_path / "a.csv", [person("a", 75, 56.25)])
    target = tmp_path / "scores.csv"
    out, _ = run(proef, answers, "--output", target)
    assert out == ""
    assert target.read_text(encoding="utf-8") == run(proef, answers)[0]


def test_a_fault_at_the_end_leaves_the_screen_and_the_old_file_as_they_were(
    tmp_path: Path, proef: Path
) -> None:
    """Scores are made before the last row is read."""
    rows = [person(f"p{row}", 75, 50) for row in range(12_000)]
    path = write(tmp_path / "a.csv", [*rows, person("last", 75, 50, H2=9)])
    target = tmp_path / "scores.csv"
    target.write_text("oud", encoding="utf-8")
    assert "rij 12002" in refused(proef, path, "--output", target)[0]
    assert target.read_text(encoding="utf-8") == "oud"
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("score", str(proef), str(path), stdout=out, stderr=StringIO())
    assert out.getvalue() == ""


def test_with_faults_nothing_is_written(tmp_path: Path, proef: Path) -> None:
    target = tmp_path / "scores.csv"
    rows = [person("a", 75, 50), person("b", 75, 50, H2=9), person("c", 75, 50, XX="")]
    path = write(tmp_path / "a.csv", [{**row, "XX": ""} for row in rows])
    lines, summary = refused(proef, path, "--output", target)
    assert lines.splitlines() == [
        f"{path}: rij 1, kolom 30: 'XX' is geen vraag van proef@1",
        f"{path}: rij 3, kolom 5: '9' is geen antwoord op H2; "
        "dat is 1 tot en met 5, WN, NVT, WZ of niets",
    ]
    assert summary == "Fouten: 2. Er is niets geschreven."
    assert {file.name for file in tmp_path.iterdir()} == {"a.csv", "proef.yaml"}


def test_of_many_faults_the_first_thousand_and_the_total(tmp_path: Path, proef: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,H1,H2\n" + "a,9,0\n" * 700, encoding="utf-8")
    lines, summary = refused(proef, path)
    told = lines.splitlines()
    assert len(told) == 1_000
    assert told[-1].startswith(f"{path}: rij 501, kolom 3: '0' is geen antwoord op H2")
    assert summary == "Fouten: 1400. De eerste 1000 staan hierboven. Er is niets geschreven."


def test_a_spreadsheet_with_another_name(tmp_path: Path, proef: Path) -> None:
    path = tmp_path / "a.csv"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "rij 1, kolom 1: dit is een spreadsheet of zip-bestand" in refused(proef, path)[0]


def test_the_answers_are_not_written_over(tmp_path: Path, proef: Path) -> None:
    path = write(tmp_path / "a.csv", [person("a", 75, 50)])
    before = path.read_bytes()
    assert "kies een andere naam" in refused(proef, path, "--output", path)[1]
    assert path.read_bytes() == before


def test_a_questionnaire_with_faults(tmp_path: Path) -> None:
    broken = tmp_path / "stuk.yaml"
    broken.write_text("code: stuk\n", encoding="utf-8")
    lines, summary = refused(broken, tmp_path / "a.csv")
    assert f"{broken}, regel 1: " in lines
    assert summary == "Deze vragenlijst is niet bruikbaar."
