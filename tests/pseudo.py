"""A right-to-left language made up from the Dutch texts, letter by letter.

It proves that a reviewed Arabic text needs nothing but its file: whoever can read Dutch can still
see whether the right text stands in the right place.
"""

import json
import re
import shutil
from pathlib import Path

from surveys.instruments import loader
from surveys.instruments.languages.loader import load_texts_file
from surveys.instruments.model import Instrument, Missing

LANGUAGE = "ar"
NAME = "لغة تجريبية"
MISSING = {Missing.WN: "Weet ik niet", Missing.NVT: "Past niet", Missing.WZ: "Zeg ik niet"}
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابثدهفجحيژكلمنوپقرستعغخشذز", strict=True))


def pseudo(text: str) -> str:
    """The text in Arabic letters; places for local names stay as they are."""
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part.startswith("{") else _letters(part) for part in parts)


def _letters(text: str) -> str:
    return "".join(_LETTERS.get(letter, letter) for letter in text.lower())


def add_pseudo_language(folder: Path, code: str = "c1") -> Path:
    """Copy the shipped questionnaires to a folder and put the files of the language beside one.

    Returns the folder, for `loader.DEFINITIONS`.
    """
    definitions = folder / "definitions"
    shutil.copytree(loader.DEFINITIONS, definitions)
    instrument = loader.load(code, 1)  # the version of the waves in tests
    _write(definitions / f"scales.{LANGUAGE}.yaml", _shared(instrument))
    path = definitions / code / f"v{instrument.version}.{LANGUAGE}.yaml"
    _write(path, _texts(instrument) | {"status": "concept"})
    _write(definitions / code / f"reflection.{LANGUAGE}.yaml", _reflection(definitions / code))
    return definitions


def publish(definitions: Path, code: str = "c1") -> None:
    """As docs/talen.md tells: the checksum in the file, and the line in the list."""
    path = definitions / code / f"v1.{LANGUAGE}.yaml"
    texts = load_texts_file(path, registry={})
    document = json.loads(path.read_text("utf-8"))
    _write(path, document | {"status": "published", "checksum": texts.checksum})
    listed = definitions / "published_texts.json"
    _write(listed, json.loads(listed.read_text("utf-8")) | {texts.key: texts.checksum})


def _write(path: Path, document: dict[str, object]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")  # JSON is YAML too


def _shared(instrument: Instrument) -> dict[str, object]:
    scales = {
        name: {
            "question": pseudo(scale.question),
            "steps": [pseudo(step.label) for step in scale.steps],
        }
        for name, scale in instrument.scales.items()
    }
    missing = {code: pseudo(label) for code, label in MISSING.items()}
    return {"name": NAME, "missing": missing, str(instrument.address): scales}


def _texts(instrument: Instrument) -> dict[str, object]:
    behaviour, question = instrument.behaviour, instrument.open_question
    assert question is not None
    return {
        "code": instrument.code,
        "version": instrument.version,
        "language": LANGUAGE,
        "revision": 1,
        "author": "tests",
        "date": "2026-01-01",
        "review": "Geen taal van mensen.",
        "title": pseudo(instrument.title),
        "behaviour": {
            "name": pseudo(behaviour.name),
            "phrase": pseudo(behaviour.phrase),
            "definition": pseudo(behaviour.definition),
        },
        "blocks": {b.id: pseudo(b.intro) for b in instrument.blocks if b.intro},
        "items": {item.code: pseudo(item.text) for item in instrument.items},
        "open_question": {"text": pseudo(question.text), "warning": pseudo(question.warning)},
    }


def _reflection(folder: Path) -> dict[str, object]:
    lines = (folder / "reflection.nl.yaml").read_text("utf-8").splitlines()
    questions: dict[str, object] = {}
    current: list[str] = []
    for line in lines:
        if name := re.fullmatch(r"(\w+):", line):
            questions[name[1]] = current = []
        elif question := re.fullmatch(r"  - (.+)", line):
            current.append(pseudo(question[1]))
    return questions
