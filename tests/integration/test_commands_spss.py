"""`.sav` in and out of the commands, and read by another program than the one that wrote it."""

import json
import subprocess
from io import StringIO
from pathlib import Path

import pyreadstat
import pytest
from django.core.management import CommandError, call_command

from tests.environment.programs import needed_in_r
from tests.unit.surveys.answer_files.build import person, questionnaire, write

# R's `foreign` reads the format by code of its own.
READ = """
suppressWarnings(suppressMessages({
  x <- foreign::read.spss("scores.sav", to.data.frame = FALSE, use.value.labels = FALSE,
                          use.missings = FALSE, reencode = FALSE)
}))
cat(sprintf("%.17g\\n", c(x$H1, x$willen, x$contrast)))
cat(attr(x, "variable.labels")[["H1"]], "\\n")
cat(names(attr(x$H1, "value.labels")), sep = "|"); cat("\\n")
cat(attr(x, "missings")$H1$value, "\\n")
"""


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    name, *others = map(str, arguments)
    call_command(name, *others, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def proef(tmp_path: Path) -> Path:
    return questionnaire(tmp_path)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    rows = [person(f"p{row}", 40 + row % 50, 30 + row % 60) for row in range(12)]
    rows[0] |= {"H1": "WN", "P1": "", "P2": ""}
    return write(tmp_path / "a.csv", rows)


@pytest.fixture
def saved(tmp_path: Path, proef: Path, answers: Path) -> Path:
    path = tmp_path / "scores.sav"
    out, err = run("score", proef, answers, "--output", path)
    assert out == ""
    assert "geen kolom voor ANK" in err
    assert path.stat().st_mode & 0o777 == 0o600
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("score",),
        ("estimate", "--team-size", "18", "--json"),
        ("teamprofile", "--team-size", "18", "--json"),
        ("reliability", "--json"),
    ],
)
def test_a_command_says_the_same_of_a_sav_file(
    proef: Path, answers: Path, saved: Path, command: tuple[str, ...]
) -> None:
    name, *options = command
    from_spss, remarks = run(name, proef, saved, *options)
    assert from_spss == run(name, proef, answers, *options)[0]
    assert "niet gebruikt: houding, geloof_in_eigen_kunnen" in remarks


def test_change_between_a_sav_and_a_csv_file(proef: Path, answers: Path, saved: Path) -> None:
    content = json.loads(run("change", proef, answers, saved, "--json")[0])
    assert (content["linked"], content["metrics"]["willen"]["difference"]) == (12, 0.0)


def test_the_scores_with_their_labels(proef: Path, answers: Path, saved: Path) -> None:
    data, meta = pyreadstat.read_sav(str(saved), output_format="dict")
    lines = run("score", proef, answers)[0].splitlines()
    at = lines[0].split(",").index("willen")
    assert data["willen"] == [float(line.split(",")[at]) for line in lines[1:]]
    assert data["praktische_belemmeringen"][0] is None
    assert meta.column_names_to_labels["H1"] == "Tekst van H1."
    assert meta.column_names_to_labels["contrast"] == "Willen min kunnen (-100 tot 100)"
    assert meta.variable_value_labels["H1"][5.0] == "helemaal eens"


def test_another_program_reads_it(tmp_path: Path, proef: Path, answers: Path, saved: Path) -> None:
    script = tmp_path / "read.R"
    script.write_text(READ, encoding="utf-8")
    done = subprocess.run(  # noqa: S603  a program by its path
        [needed_in_r("foreign"), "--vanilla", script],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    *numbers, label, steps, missing = done.stdout.splitlines()
    data, _ = pyreadstat.read_sav(str(saved), output_format="dict", user_missing=True)
    expected = [*data["H1"], *data["willen"], *data["contrast"]]
    told = [None if number.strip() == "NA" else float(number) for number in numbers]
    assert told == expected
    assert label.strip() == "Tekst van H1."
    assert set(steps.split("|")) > {"helemaal oneens", "helemaal eens", "weet ik niet"}
    assert missing.split() == ["97", "98", "99"]


def test_a_fault_leaves_no_sav_file(tmp_path: Path, proef: Path) -> None:
    path = write(tmp_path / "fout.csv", [person("a", 75, 50), person("b", 75, 50, H2=9)])
    with pytest.raises(CommandError, match="Er is niets geschreven"):
        run("score", proef, path, "--output", tmp_path / "scores.sav")
    assert {file.name for file in tmp_path.iterdir()} == {"proef.yaml", "fout.csv"}
