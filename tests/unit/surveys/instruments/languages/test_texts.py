"""Every shipped translation is whole, says what it is, and changes nothing but words."""

import json
import re
from pathlib import Path

import pytest

from surveys.instruments import loader
from surveys.instruments.check import check_file
from surveys.instruments.elements import Element
from surveys.instruments.languages import canonical
from surveys.instruments.languages.loader import (
    is_language_file,
    load_texts_file,
    published_texts,
)
from surveys.instruments.languages.tag import direction, html_language, is_tag
from surveys.instruments.languages.texts import Texts, in_language
from surveys.instruments.loader import DEFINITIONS, Edition, available, load
from surveys.instruments.model import Instrument, Status
from surveys.instruments.reflection import load_reflection
from tests import pseudo

FILES = [path for path in sorted(DEFINITIONS.glob("*/v*.yaml")) if is_language_file(path)]
SHIPPED = [
    (load(texts.code, texts.version), texts) for texts in (load_texts_file(path) for path in FILES)
]
PUBLISHED = [texts for _instrument, texts in SHIPPED if texts.status is Status.PUBLISHED]
every = pytest.mark.parametrize(("instrument", "texts"), SHIPPED, ids=[t.key for _i, t in SHIPPED])


def test_english_for_all_and_easy_dutch_for_clients() -> None:
    assert {(texts.code, texts.language) for texts in PUBLISHED} == {
        *((edition.code, "en") for edition in available()),
        *((edition.code, "nl-easy") for edition in available() if edition.code[0] == "c"),
    }


def test_arabic_and_ukrainian_of_clients_are_concepts() -> None:
    concepts = {(t.code, t.language) for _instrument, t in SHIPPED if t.status is Status.CONCEPT}
    assert concepts == {("c1", "ar"), ("c1", "uk")}


@every
def test_only_the_words_change(instrument: Instrument, texts: Texts) -> None:
    spoken = in_language(instrument, texts)
    assert spoken.checksum == instrument.checksum
    assert spoken.language == texts.language
    for theirs, ours in zip(spoken.items, instrument.items, strict=True):
        assert (theirs.code, theirs.key, theirs.facet, theirs.missing, theirs.scale) == (
            *(ours.code, ours.key, ours.facet, ours.missing, ours.scale),
        )
    for name, scale in instrument.scales.items():
        assert [s.value for s in spoken.scales[name].steps] == [s.value for s in scale.steps]
    assert [len(page.items) for page in spoken.pages] == [len(p.items) for p in instrument.pages]
    assert [page.intro is None for page in spoken.pages] == [
        page.intro is None for page in instrument.pages
    ]


@every
def test_no_text_is_used_twice_and_none_is_still_dutch(
    instrument: Instrument, texts: Texts
) -> None:
    assert len(set(texts.items.values())) == len(texts.items)
    if texts.language == "en":
        unchanged = {it.code for it in instrument.items if texts.items[it.code] == it.text}
        assert unchanged == set()


@every
def test_every_place_is_filled_in_and_the_behaviour_is_named(
    instrument: Instrument, texts: Texts
) -> None:
    questions = [scale.question for scale in texts.scales.values()]
    assert not [text for text in questions if "{" in text]
    if "LA" in texts.scales:
        assert texts.behaviour["phrase"] in texts.scales["LA"].question


@every
def test_the_check_of_the_command_passes(instrument: Instrument, texts: Texts) -> None:
    report = check_file(DEFINITIONS / texts.code / f"v{texts.version}.{texts.language}.yaml")
    assert [*report.faults, *report.findings] == []
    assert report.lines[0].startswith(f"{texts.key} ({texts.status.value}): {texts.name}, ")


@pytest.mark.parametrize("edition", [one for one in available() if one.code[0] == "c"], ids=str)
def test_easy_dutch_is_shorter_than_the_dutch_beside_it(edition: Edition) -> None:
    instrument = load(edition.code, edition.version)
    easy = next(texts for texts in published_texts(instrument) if texts.language == "nl-easy")
    length = {it.code: len(it.text) - len(easy.items[it.code]) for it in instrument.items}
    assert [code for code, gain in length.items() if gain < -4] == []
    assert sum(length.values()) > 0.13 * sum(len(item.text) for item in instrument.items)


@every
def test_reflection_questions_exist_in_every_language(instrument: Instrument, texts: Texts) -> None:
    if instrument.is_addition:
        return  # about the organisation: nobody reflects on it beside an own profile
    ours, theirs = load_reflection(texts.code), load_reflection(texts.code, texts.language)
    for element in Element:
        assert len(theirs[element]) == len(ours[element]), element
    assert set(theirs.values()).isdisjoint(set(ours.values()))


@every
def test_what_a_wave_stores_reads_back_the_same(instrument: Instrument, texts: Texts) -> None:
    assert canonical.from_json(canonical.to_json(texts), instrument) == texts


def test_the_list_holds_exactly_the_published_texts() -> None:
    listed = json.loads((DEFINITIONS / "published_texts.json").read_text("utf-8"))
    assert listed.items() >= {(texts.key, texts.checksum) for texts in PUBLISHED}
    latest = {re.sub(r"/r\d+$", "", key) for key in listed}
    assert latest == {f"{texts.code}/v{texts.version}.{texts.language}" for texts in PUBLISHED}


@pytest.mark.parametrize(
    ("tag", "spoken", "way"),
    [("nl", "nl", "ltr"), ("nl-easy", "nl", "ltr"), ("en", "en", "ltr"), ("ar", "ar", "rtl")],
)
def test_a_browser_is_told_the_language_and_its_direction(tag: str, spoken: str, way: str) -> None:
    assert (html_language(tag), direction(tag)) == (spoken, way)


def test_a_tag_is_no_path() -> None:
    assert not any(is_tag(text) for text in ("", "..", "nl/../x", "NL", "nl-", "a", "nl.yaml"))


def test_a_new_language_needs_nothing_but_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    definitions = pseudo.add_pseudo_language(tmp_path)
    monkeypatch.setattr(loader, "DEFINITIONS", definitions)
    assert pseudo.LANGUAGE not in {t.language for t in published_texts(load("c1", 1))}  # a concept
    pseudo.publish(definitions)
    loaded = load_texts_file(definitions / "c1" / f"v1.{pseudo.LANGUAGE}.yaml")
    spoken = in_language(load("c1", 1), loaded)
    assert spoken.item("H1").text == pseudo.pseudo(load("c1", 1).item("H1").text)
    assert loaded.name == pseudo.NAME
    assert len(load_reflection("c1", pseudo.LANGUAGE)) == len(Element)
