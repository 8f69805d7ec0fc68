"""The commands about someone's own files run where there is no database at all (ADR 27)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.reports.statistics.vectors import KUNNEN, WILLEN
from tests.unit.surveys.answer_files.build import person, questionnaire, write

ROOT = Path(__file__).resolve().parents[2]


# A production installation whose database cannot be reached and that has no keys.
NOTHING_THERE = {
    "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
    "IGM_SECRET_KEY": "x" * 50,
    "IGM_HOSTS": "portaal.example.org",
    "IGM_DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    "IGM_KEY_DIR": os.devnull,
}


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` as a program of its own, in an empty folder."""
    return subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-W", "error", str(ROOT / "manage.py"), *arguments],
        env={**os.environ, **NOTHING_THERE},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    questionnaire(tmp_path)
    pairs = zip(WILLEN, KUNNEN, strict=True)
    people = [person(f"p{row}", *pair, ANK="") for row, pair in enumerate(pairs)]
    write(tmp_path / "team.csv", people)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("score proef.yaml team.csv", "p0,75.0,75.0,75.0,56.25"),
        ("estimate proef.yaml team.csv --team-size 18", "kunnen_blijft_duidelijk_achter"),
        ("teamprofile proef.yaml team.csv --team-size 18", "Kunnen blijft duidelijk achter"),
        ("reliability proef.yaml team.csv", "minder dan 50 mensen"),
        ("change proef.yaml team.csv team.csv", "geen verandering aan te tonen"),
        ("r_script proef.yaml", 'vragenlijst <- "proef@1"'),
        ("plan proef.yaml 18 18", "Bij 2 van de 2 teams is een verschil van"),
    ],
)
def test_it_works_with_the_program_alone(folder: Path, command: str, told: str) -> None:
    done = manage(folder, *command.split())
    assert (done.returncode, done.stderr) == (0, "")
    assert told in done.stdout


def test_a_validation_report_too(folder: Path) -> None:
    rows = [person(f"p{row}", 40 + row % 50, 30 + row % 60, ANK=1) for row in range(60)]
    write(folder / "zestig.csv", rows)
    done = manage(folder, "validate", "proef.yaml", "zestig.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Normen: er is geen groep waarmee een score te vergelijken is." in done.stdout


def test_other_commands_do_need_a_database(folder: Path) -> None:
    """Otherwise the test above would prove nothing."""
    done = manage(folder, "close_waves", "--skip-checks")
    assert done.returncode != 0
    assert "OperationalError" in done.stderr


def test_a_first_key_waits_for_the_database(folder: Path) -> None:
    """It may belong to a key already: with another one, who answered would count twice."""
    done = manage(folder, "new_key")
    assert done.returncode == 1
    assert "antwoordt niet" in done.stderr


def test_faults_end_with_exit_code_2(folder: Path) -> None:
    (folder / "fout.csv").write_bytes(b"id,H1\na\xe2\x80\x8b1,9\n")
    done = manage(folder, "score", "proef.yaml", "fout.csv", "--output", "scores.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "fout.csv: rij 2, kolom 1: een id is één regel tekst zonder onzichtbare tekens: 'a�1'",
        "fout.csv: rij 2, kolom 2: '9' is geen antwoord op H1; "
        "dat is 1 tot en met 5, WN, NVT, WZ of niets",
        "CommandError: Fouten: 2. Er is niets geschreven.",
    ]
    assert not (folder / "scores.csv").exists()


@pytest.mark.parametrize("size", ["0", "-1", "1e2", "tien"])
def test_a_size_that_is_no_number_of_people(folder: Path, size: str) -> None:
    done = manage(folder, "estimate", "proef.yaml", "team.csv", f"--team-size={size}")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"'{size}' is geen aantal mensen: geef bij --team-size een getal" in done.stderr
    assert "usage" not in done.stderr


def test_an_output_that_cannot_be_written_is_named_in_dutch(folder: Path) -> None:
    done = manage(folder, "score", "proef.yaml", "team.csv", "--output", "geen/map/scores.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "kan niet geschreven worden: die map bestaat niet" in done.stderr


def test_rows_of_delimiters_do_not_publish_what_is_withheld(folder: Path) -> None:
    """Twelve people of forty are too few; what a spreadsheet leaves behind is nobody."""
    answers = (folder / "team.csv").read_text(encoding="utf-8").splitlines()
    bare = [line.partition(",")[2] for line in answers]
    (folder / "leeg.csv").write_text("\n".join(bare), encoding="utf-8")
    empty = "," * bare[0].count(",")
    (folder / "rest.csv").write_text("\n".join(bare + [empty] * 28), encoding="utf-8")
    outputs = [
        manage(folder, "teamprofile", "proef.yaml", name, "--team-size", "40").stdout
        for name in ("leeg.csv", "rest.csv")
    ]
    assert outputs[0] == outputs[1]
    assert "Niet getoond" in outputs[0]


def test_who_is_not_linked_is_counted(folder: Path) -> None:
    answers = (folder / "team.csv").read_text(encoding="utf-8")
    header, *rows = answers.splitlines()
    upper = [row.partition(",")[0].upper() + "," + row.partition(",")[2] for row in rows[:2]]
    (folder / "later.csv").write_text("\n".join([header, *upper, *rows[2:]]), encoding="utf-8")
    done = manage(folder, "change", "proef.yaml", "team.csv", "later.csv")
    assert "Niet gekoppeld: 2 alleen in het eerste bestand, 2 alleen in het tweede" in done.stdout
    assert "2 daarvan lijken op elkaar" in done.stdout


def test_json_can_be_read_by_a_program(folder: Path) -> None:
    done = manage(folder, "estimate", "proef.yaml", "team.csv", "--team-size", "18", "--json")
    assert json.loads(done.stdout)["metrics"]["willen"]["n"] == 12
