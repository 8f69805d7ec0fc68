"""Every questionnaire says what it is for and for whom, in both languages of the pages."""

from pathlib import Path

import pytest

from surveys.instruments import loader
from surveys.instruments.fault import InstrumentFault
from surveys.instruments.loader import available, load
from surveys.instruments.purpose import has_purpose, load_purpose

CODES = sorted({one.code for one in available() if not load(one.code, one.version).is_addition})


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_questionnaire_says_what_it_is_for(code: str, language: str) -> None:
    file = f"surveys/instruments/definitions/{code}/purpose.{language}.yaml"
    assert has_purpose(code), f"write {file}: what {code} is for, and for whom"
    purpose = load_purpose(code, language)
    assert purpose.language == language, f"write {file}"
    texts = (purpose.purpose, purpose.people, *purpose.choose, purpose.rather)
    assert all("{" not in text for text in texts)
    # Four of them stand on one page, so that a team can lay it on the table.
    assert sum(map(len, texts)) < 620, f"{file} is too long for one page with four"


def test_it_speaks_the_words_of_an_organisation() -> None:
    own = (("klantmanager", "gids"), ("klantmanagers", "gidsen"))
    assert load_purpose("k1", "nl", own).people.startswith("Gidsen.")


def test_an_unknown_language_reads_dutch_and_an_unknown_code_is_a_fault() -> None:
    assert load_purpose("k1", "uk").language == "nl"
    with pytest.raises(InstrumentFault):
        load_purpose("../k1")
    with pytest.raises(InstrumentFault):
        load_purpose("zz")


def test_a_file_without_a_reason_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "zz"
    folder.mkdir()
    (folder / "purpose.nl.yaml").write_text("purpose: a\npeople: b\nchoose: []\nrather: c\n")
    monkeypatch.setattr(loader, "DEFINITIONS", folder.parent)
    with pytest.raises(InstrumentFault, match="redenen"):
        load_purpose("zz")
