"""The script of `r_script` makes in R what `score`, `estimate` and `reliability` make."""

import csv
import json
import random
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from surveys.answer_files.spss import MISSING_WORDS
from surveys.instruments.elements import METRICS
from surveys.instruments.loader import load
from surveys.instruments.model import ItemKind
from tests.environment.programs import needed
from tests.unit.surveys.answer_files.build import write


def run(*arguments: object) -> str:
    out = StringIO()
    name, *others = map(str, arguments)
    call_command(name, *others, stdout=out, stderr=StringIO())
    return out.getvalue()


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))


def answers(path: Path, people: int) -> Path:
    """Answers to K1 of people with a level per person and per element, and every kind of gap."""
    instrument, chance = load("k1"), random.Random(20_261_129)  # noqa: S311  made-up people
    rows: list[dict[str, object]] = []
    for person in range(people):
        level = {item.element: chance.gauss(0.2, 0.9) for item in instrument.items}
        row: dict[str, object] = {"id": f"p{person}"}
        for item in instrument.items:
            scale = instrument.scales[item.scale]
            if item.kind is ItemKind.ELEMENT or item.kind in (ItemKind.INTENTIE, ItemKind.GEDRAG):
                tendency = level[item.element] if item.key == "+" else -level[item.element]
                drawn = round((scale.minimum + scale.maximum) / 2 + tendency + chance.gauss(0, 0.8))
                row[item.code] = min(max(drawn, scale.minimum), scale.maximum)
            else:
                row[item.code] = scale.minimum
            if chance.random() < 0.05:
                row[item.code] = chance.choice(["", *(code.value for code in MISSING_WORDS)])
        rows.append(row)
    for row in rows[:3]:  # hardly anything answered
        row.update(dict.fromkeys([code for code in row if code[0] in "HGSVZCP"], ""))
    return write(path, rows, delimiter=";")


def in_r(folder: Path, instrument: str, path: Path, size: int) -> tuple[Any, Any]:
    """The scores and the figures that R makes."""
    run("r_script", instrument, "--output", folder / "na.R")
    subprocess.run(  # noqa: S603  a program by its path
        [needed("Rscript"), "--vanilla", folder / "na.R", path, str(size), folder],
        check=True,
        capture_output=True,
    )
    scores = table(folder / "scores-R.csv")
    figures: dict[str, dict[str, dict[str, float | None]]] = {}
    for row in table(folder / "cijfers-R.csv"):
        value = float(row["waarde"]) if row["waarde"] else None
        figures.setdefault(row["soort"], {}).setdefault(row["maat"], {})[row["cijfer"]] = value
    return scores, figures


@pytest.mark.parametrize("people", [14, 400])
def test_r_makes_the_same_figures(tmp_path: Path, people: int) -> None:
    """14 people rest on the provisional spread and have no reliability, 400 on their own."""
    path, size = answers(tmp_path / "a.csv", people), people + 6
    scores, figures = in_r(tmp_path, "k1", path, size)

    ours = list(csv.DictReader(StringIO(run("score", "k1", path))))
    assert [row["id"] for row in scores] == [row["id"] for row in ours]
    for row, own in zip(scores, ours, strict=True):
        for metric in METRICS:
            assert (row[metric] == "") == (own[metric] == "")
            if own[metric]:
                assert float(row[metric]) == pytest.approx(float(own[metric]), abs=1e-9)

    for option, low, high in ((), "low", "high"), (("--own-spread",), "own_low", "own_high"):
        content = run("estimate", "k1", path, f"--team-size={size}", "--json", *option)
        for metric, own in json.loads(content)["metrics"].items():
            told = figures["groep"][metric]
            assert told["n"] == own["n"]
            names = {"mean": "mean", "sd": "sd", "sem": "sem", "low": low, "high": high}
            for name, name_in_r in names.items():
                assert told[name_in_r] == pytest.approx(own[name], abs=1e-9), (metric, name)

    content = run("reliability", "k1", path, "--json")
    for element, own in json.loads(content)["elements"].items():
        told = figures["betrouwbaarheid"][element]
        assert told["n"] == own["n"]
        for name in ("alpha", "alpha_low", "alpha_high", "omega", "sem"):
            if own[name] is None:
                assert told.get(name) is None, (element, name)
            else:
                assert told[name] == pytest.approx(own[name], abs=1e-9), (element, name)
        for code, value in (own["item_rest"] or {}).items():
            assert told[f"item_rest.{code}"] == pytest.approx(value, abs=1e-9)


def test_every_questionnaire_has_a_script() -> None:
    for code in ("k2@1", "m1", "c1"):
        script = run("r_script", code)
        assert f'vragenlijst <- "{code}' in script
        assert "een_factor" in script
