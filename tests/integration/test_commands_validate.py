"""`manage.py validate`: the report of a version, with R's figures in it and what is absent."""

import json
import random
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from surveys.instruments.loader import load_file
from tests.environment.programs import needed_in_r, tags, text_of
from tests.unit.reports.validation.public_data import IN_R, table
from tests.unit.surveys.answer_files.build import CODES, person, questionnaire, write

# Leadership (public/README.md) as if asked by the questionnaire of the tests: 4, 4 and 3 questions.
PLACES = [f"H{at}" for at in range(1, 5)] + [f"G{at}" for at in range(1, 5)] + ["V1", "V2", "V3"]


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("validate", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("validate")


@pytest.fixture(scope="module")
def proef(folder: Path) -> Path:
    return questionnaire(folder)


@pytest.fixture(scope="module")
def answers(folder: Path) -> Path:
    rows: list[dict[str, object]] = []
    for number, row in enumerate(table("lq2002")):
        company = "oneven" if int(row["company"]) % 2 else "even"
        given = [value for name, value in row.items() if name != "company"]
        rows.append(
            {"id": f"s{number}", "compagnie": company, **dict(zip(PLACES, given, strict=True))}
        )
    return write(folder / "lq2002.csv", rows)


@pytest.fixture(scope="module")
def content(proef: Path, answers: Path) -> Any:
    return json.loads(run(proef, answers, "--group", "compagnie", "--json")[0])


def test_its_figures_are_those_of_r(content: Any) -> None:
    expected = IN_R["lq2002"]
    items = {item["code"]: item for item in content["items"]}
    for at, code in enumerate(PLACES):
        for name in ("mean", "sd", "skew"):
            assert items[code][name] == pytest.approx(expected[name][at], abs=1e-11)
    for element, part in zip(
        ("houding", "geloof_in_eigen_kunnen"), expected["parts"], strict=False
    ):
        told = content["elements"][element]
        assert told["alpha"] == pytest.approx(part["alpha"], abs=1e-12)
        assert [told["alpha_low"], told["alpha_high"]] == pytest.approx(part["feldt"], abs=1e-12)
        assert list(told["item_rest"].values()) == pytest.approx(part["item_rest"], abs=1e-12)
        assert told["sem"] == pytest.approx(part["sem"], abs=1e-11)
        if told["omega"] is not None:
            assert told["omega"] == pytest.approx(part["omega"], abs=1e-7)
    told = {item["code"]: item for item in content["dif"]["items"]}
    for at, one in enumerate([one for part in expected["dif"][:2] for one in part]):
        assert told[PLACES[at]]["p"] == pytest.approx(one["p"], abs=1e-6)
        assert told[PLACES[at]]["nagelkerke"] == pytest.approx(one["nagelkerke"], abs=1e-8)


def test_what_is_not_there_is_said(content: Any) -> None:
    assert content["absent"] == [
        "normen",
        "criterium",
        "verwante_schalen",
        "inhoud",
        "hertest",
        "factoren",
    ]
    assert content["elements"]["context"]["reason"] == "formatief"
    assert content["dif"]["refused"]["C1"] == "formatief"
    # the fourth question of vaardigheden has no column, so nobody answered all of them
    assert content["dif"]["refused"]["V1"] == "te_weinig_respondenten"
    assert content["dif"]["groups"] == {"even": 1000, "oneven": 1042}


def test_groups_that_are_too_small_are_named_and_left_out(
    folder: Path, proef: Path, answers: Path
) -> None:
    lines = answers.read_text(encoding="utf-8").splitlines()
    small = [line.replace("even", "klein", 1) for line in lines[1:] if ",even," in line][:99]
    path = folder / "klein.csv"
    rows = [line for line in lines[1:] if ",oneven," in line][:150]
    path.write_text("\n".join([lines[0], *rows, *small]), encoding="utf-8")
    told = json.loads(run(proef, path, "--group", "compagnie", "--json")[0])["dif"]
    assert told["reason"] == "minder_dan_twee_groepen"
    assert told["left_out"] == ["klein"]
    shown = run(proef, path, "--group", "compagnie")[0]
    assert "Minder dan 100 mensen, dus niet vergeleken: klein." in shown
    assert "Er zijn minder dan twee groepen van 100 mensen." in shown


def test_teams_beside_each_other(folder: Path, proef: Path) -> None:
    """Twelve teams whose willen lies a step higher each time."""
    rows = [
        person(f"p{team}-{at}", 40 + 2.0 * team, 30 + at, team=f"team {team}", ANK=1)
        for team in range(12)
        for at in range(8)
    ]
    path = write(folder / "teams.csv", rows)
    told = json.loads(run(proef, path, "--group", "team", "--json")[0])
    assert told["dif"]["reason"] == "minder_dan_twee_groepen"
    spread = {one["metric"]: one for one in told["teams"]}
    assert (spread["contrast"]["teams"], spread["contrast"]["n"]) == (12, 96)
    assert spread["contrast"]["p10"] < spread["contrast"]["p50"] < spread["contrast"]["p90"]
    assert "intentie" not in spread
    assert "Hoe ver groepen uiteenliggen" in run(proef, path, "--group", "team")[0]


def outcome(proef: Path, **changes: Any) -> dict[str, Any]:
    """What the script writes; the figures are made up."""
    fit = {"chisq": 100.5, "df": 12, "cfi": 0.91, "tli": 0.9, "rmsea": 0.06, "srmr": 0.05}
    return {
        "questionnaire": "proef@1",
        "checksum": load_file(proef).checksum,
        "lavaan": "0.6.14",
        "n": 250,
        "groups": {"even": 120, "oneven": 130},
        "models": [
            {
                "model": "zeven_factoren",
                "estimator": "WLSMV",
                "converged": True,
                "admissible": False,
                **fit,
            },
            {"model": "een_factor", "estimator": "ML", "converged": False, "admissible": False},
        ],
        "loadings": [{"element": "houding", "item": "H1", "loading": 0.71, "se": None}],
        "correlations": [{"first": "houding", "second": "context", "r": -0.2}],
        "invariance": [{"step": "vorm", "estimator": "WLSMV", "converged": True, **fit}],
        **changes,
    }


def test_the_paper(folder: Path, proef: Path, answers: Path) -> None:
    results, report = folder / "lavaan.json", folder / "rapport.pdf"
    results.write_text(json.dumps(outcome(proef)), encoding="utf-8")
    lines = answers.read_text(encoding="utf-8").splitlines()[:301]
    few = folder / "eerste.csv"
    few.write_text("\n".join(lines), encoding="utf-8")
    twice = folder / "tweede.csv"
    again = [lines[0], *(line[:-1] + "3" for line in lines[1:])]
    twice.write_text("\n".join(again), encoding="utf-8")
    options = ("--group", "compagnie", "--retest", few, "--lavaan", results, "--output", report)
    assert run(proef, few, *options)[0] == ""
    pdf = report.read_bytes()
    assert report.stat().st_mode & 0o777 == 0o600
    text = text_of(pdf, folder)
    for sentence in (
        "Validatierapport",
        "Normen: er is geen groep waarmee een score te vergelijken is.",
        "Betekent een vraag in elke groep hetzelfde?",
        "Minder dan 300 mensen: deze maten zijn te onzeker voor een oordeel.",
        "Zeven factoren ! WLSMV 100,5 12 0,910",
        "Een factor ML geen oplossing",
        "H1 Houding 0,71 –",
        "Houding Context −0,20",
    ):
        assert sentence in text, sentence
    assert "--retest" not in text
    assert "TH" in tags(pdf)


def test_the_script_for_lavaan_runs_and_is_taken_in(folder: Path, proef: Path) -> None:
    """People with a level per element and in two groups: seven factors fit, one does not."""
    chance, rows = random.Random(7), []  # noqa: S311  made-up people
    for number in range(240):
        level = {initial: chance.gauss(0, 1) for initial in "HGSVZCP"}
        drawn = {
            code: min(5, max(1, round(3 + level[code[0]] + chance.gauss(0, 0.7)))) for code in CODES
        }
        rows.append({"team": ("noord", "zuid")[number % 2], "ANK": 1, **drawn})
    path, script, results = write(folder / "f.csv", rows), folder / "f.R", folder / "f.json"
    call_command("r_script", str(proef), "--lavaan", "--output", str(script), stdout=StringIO())
    subprocess.run(  # noqa: S603  a program by its path
        [needed_in_r("lavaan"), "--vanilla", script, path, results, "team"],
        check=True,
        capture_output=True,
    )
    told = json.loads(run(proef, path, "--group", "team", "--lavaan", results, "--json")[0])
    factors = told["factors"]
    fits = {(one["model"], one["estimator"]): one for one in factors["models"]}
    assert (factors["n"], factors["groups"]) == (240, {"noord": 120, "zuid": 120})
    for estimator in ("WLSMV", "ML"):
        assert fits["zeven_factoren", estimator]["cfi"] > 0.95
        assert fits["een_factor", estimator]["cfi"] < 0.6
        assert fits["zeven_factoren", estimator]["df"] == 28 * 27 // 2 - 28 - 21
    assert len(factors["loadings"]) == 28
    assert all(one["loading"] > 0.5 for one in factors["loadings"])
    assert len(factors["correlations"]) == 21
    steps = [(one["step"], one["estimator"]) for one in factors["invariance"]]
    assert steps == [
        ("vorm", "WLSMV"),
        ("ladingen_en_drempels", "WLSMV"),
        ("vorm", "ML"),
        ("ladingen", "ML"),
        ("ladingen_en_intercepten", "ML"),
    ]
    assert told["absent"] == ["normen", "criterium", "verwante_schalen", "inhoud", "hertest"]


def test_it_reads_what_is_written_as_json(folder: Path, proef: Path, answers: Path) -> None:
    path = folder / "rapport.json"
    run(proef, answers, "--group", "compagnie", "--output", path)
    assert json.loads(path.read_text(encoding="utf-8"))["respondents"] == 2042


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{", "is geen JSON"),
        ("[]", "is niet wat het script"),
        ('{"checksum": "x"}', "is niet wat het script"),
        (None, "bestaat niet"),
    ],
)
def test_another_file_than_that_of_the_script(
    folder: Path, proef: Path, answers: Path, written: str | None, told: str
) -> None:
    path = folder / "fout.json"
    path.unlink(missing_ok=True)
    if written is not None:
        path.write_text(written, encoding="utf-8")
    assert told in refused(proef, answers, "--lavaan", path)


@pytest.mark.parametrize(
    "changes",
    [{"checksum": "sha256:andere"}, {"models": [{"model": "x"}]}, {"n": "veel"}, {"groups": []}],
)
def test_an_outcome_of_something_else(
    folder: Path, proef: Path, answers: Path, changes: dict[str, Any]
) -> None:
    path = folder / "ander.json"
    path.write_text(json.dumps(outcome(proef, **changes)), encoding="utf-8")
    message = refused(proef, answers, "--lavaan", path)
    assert "ander controlegetal" in message or "is niet wat het script" in message


def test_what_it_refuses(folder: Path, proef: Path, answers: Path) -> None:
    few = folder / "weinig.csv"
    lines = answers.read_text(encoding="utf-8").splitlines()
    few.write_text("\n".join(lines[:50]), encoding="utf-8")
    assert "vraagt ten minste 50 mensen; dit zijn er 49." in refused(
        proef, few, "--group", "compagnie"
    )
    assert "moet eindigen op .pdf of .json" in refused(proef, answers, "--output", "r.docx")
    bare = write(folder / "kaal.csv", [{"H1": 3, "H2": 4}] * 60)
    assert f"{bare} heeft geen kolom x." in refused(proef, bare, "--group", "x")
