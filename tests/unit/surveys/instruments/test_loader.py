"""Finding questionnaires by code and version, and their reflection questions."""

from collections.abc import Callable, Mapping

import pytest

from surveys.instruments.elements import Element
from surveys.instruments.fault import InstrumentFault
from surveys.instruments.languages.loader import is_language_file
from surveys.instruments.loader import DEFINITIONS, Edition, available, load
from surveys.instruments.model import Status
from surveys.instruments.reflection import load_conversation, load_reflection

CODES = sorted({one.code for one in available() if not load(one.code, one.version).is_addition})


def test_available_lists_every_version_file() -> None:
    paths = [path for path in DEFINITIONS.glob("*/v*.yaml") if not is_language_file(path)]
    files = {(path.parent.name, path.stem) for path in paths}
    assert {(one.code, f"v{one.version}") for one in available()} == files
    assert Edition("k1", 1) in available()


def test_load_gives_the_newest_published_version() -> None:
    assert load("k1") is load("k1", max(e.version for e in available() if e.code == "k1"))


def test_a_version_in_trial_has_to_be_named() -> None:
    assert load("k4", 1).status is Status.TRIAL
    with pytest.raises(InstrumentFault, match="er is geen vragenlijst 'k4'"):
        load("k4")


@pytest.mark.parametrize(
    ("code", "version"), [("x9", None), ("k1", 99), ("../k1", None), ("", None), ("K1", 1)]
)
def test_unknown_questionnaire_is_a_fault(code: str, version: int | None) -> None:
    with pytest.raises(InstrumentFault, match="er is geen vragenlijst"):
        load(code, version)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("load_questions", [load_reflection, load_conversation])
def test_every_questionnaire_has_open_questions(
    code: str, load_questions: Callable[[str], Mapping[Element, tuple[str, ...]]]
) -> None:
    questions = load_questions(code)
    assert list(questions) == list(Element)
    for texts in questions.values():
        assert 2 <= len(texts) <= 3
        assert all("?" in text or text.endswith(".") for text in texts)
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("code", "language"), [("x9", "xx"), ("x9", "nl"), ("../definitions/k1", "nl"), ("k1", "../nl")]
)
def test_absent_reflection_questions_are_a_fault(code: str, language: str) -> None:
    with pytest.raises(InstrumentFault):
        load_reflection(code, language)


def test_without_questions_in_a_language_the_dutch_ones_are_read() -> None:
    assert load_reflection("k1", "xx") == load_reflection("k1")
