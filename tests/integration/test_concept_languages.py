"""Arabic and Ukrainian: not to be chosen before somebody read them, and whole after that."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pdfua
import polib
import pytest
import yaml
from django.conf import settings
from django.urls import reverse
from django.utils.translation import trans_real

from igm_portal.pdf.code_cards import CodeLayout, CodeTexts, codes_pdf
from surveys.instruments import loader
from surveys.instruments.languages.loader import load_texts_file
from tests.clients import answer, begin_at, client_wave, codes, start
from tests.environment.programs import text_of, words_in_sight
from tests.pages import PageClient
from tests.unit.surveys.test_client_words import CATALOGUE, ROOT
from tests.world import World

LOCALE = ROOT / "igm_portal/locale"
CONCEPTS = ("ar", "uk")
PAGES = ("client_entry", "client_help", "client_introduction", "client_review", "client_later")


def metadata(tag: str) -> dict[str, str]:
    return dict(polib.pofile(str(LOCALE / tag / "LC_MESSAGES/django.po")).metadata)


@pytest.fixture(params=CONCEPTS)
def reviewed(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """One of the languages as if it had been reviewed and published (docs/talen.md)."""
    language = str(request.param)
    definitions = tmp_path / "definitions"
    shutil.copytree(loader.DEFINITIONS, definitions)
    monkeypatch.setattr(loader, "DEFINITIONS", definitions)
    path = definitions / f"c1/v2.{language}.yaml"
    texts = load_texts_file(path)
    document = yaml.safe_load(path.read_text("utf-8")) | {"date": texts.date}
    published = {"status": "published", "checksum": texts.checksum}
    path.write_text(json.dumps(document | published, ensure_ascii=False), "utf-8")
    listed = definitions / "published_texts.json"
    listed.write_text(json.dumps(json.loads(listed.read_text()) | {texts.key: texts.checksum}))
    monkeypatch.setattr(settings, "LANGUAGES", [*settings.LANGUAGES, (language, language)])
    trans_real.reset_cache(setting="LANGUAGES")
    yield language
    monkeypatch.undo()
    trans_real.reset_cache(setting="LANGUAGES")


@pytest.mark.parametrize("language", CONCEPTS)
def test_nobody_can_choose_a_language_that_nobody_read(language: str, world: World) -> None:
    assert metadata(language)["X-Review"] == "concept"
    wave = client_wave(world, version=2)
    assert language not in wave.languages
    (code,) = codes(world, wave)
    browser = PageClient(headers={"accept-language": language})
    browser.post(reverse("choose_language"), {"language": language, "here": "/meedoen/"})
    for address in (reverse("client_entry"), reverse("client_card", args=[code])):
        page = browser.get(address).content.decode()
        assert '<html lang="nl"' in page
        assert f'value="{language}"' not in page


def test_a_language_that_can_be_chosen_carries_who_read_it_and_when() -> None:
    written_here = {"nl", "nl-easy", "en"}
    for tag, _name in settings.LANGUAGES:
        if tag not in written_here:
            assert metadata(tag)["X-Reviewed-By"]
            assert metadata(tag)["X-Review-Date"]


def test_a_reviewed_language_is_spoken_from_the_door_to_the_paper(
    reviewed: str, world: World, tmp_path: Path
) -> None:
    dutch = [it.msgstr for it in CATALOGUE if it.msgctxt == "client" and len(it.msgstr) > 20]
    dutch += ["hoeft niet", "hooguit 300 tekens", "Deze vragen gaan over", "zijn verstuurd"]
    wave = client_wave(world, version=2)
    card_code, own = codes(world, wave, 2)
    browser, way = PageClient(), "rtl" if reviewed == "ar" else "ltr"
    browser.post(reverse("choose_language"), {"language": reviewed, "here": "/meedoen/"})
    pages = [browser.get(reverse("client_card", args=[card_code]))]
    pages += [browser.post(reverse("client_entry"), {"code": "XR4"})]
    pages += [browser.get(begin_at(browser, card_code).headers["Location"])]
    pages += [browser.get(reverse(name)) for name in PAGES]
    pages += [browser.get(reverse("client_page", args=[number])) for number in (1, 36)]
    pages += [browser.post(reverse("client_review"), follow=True)]
    participant = start(own)
    answer(participant, 2)
    browser.post(reverse("client_entry"), {"code": str(participant.code)})
    pages += [browser.get(reverse("client_result")), browser.get(reverse("client_data"))]
    for page in pages:
        text = page.content.decode()
        assert f'<html lang="{reviewed}" dir="{way}">' in text
        assert not [words for words in dutch if words in text]
    for name in ("client_pdf", "client_plan"):
        paper = browser.get(reverse(name))
        assert paper.headers["Content-Type"] == "application/pdf"
        file = tmp_path / "own.pdf"
        file.write_bytes(paper.content)
        assert not pdfua.validate(str(file)).findings
        read = text_of(paper.content, tmp_path)
        assert "□" not in read
        assert re.search("[\u0621-\u064a]" if reviewed == "ar" else "[\u0430-\u0457]", read)


@pytest.mark.parametrize("form", ["code_cards", "code_letters"])
def test_papers_of_a_reviewed_language(
    form: str, reviewed: str, world: World, tmp_path: Path
) -> None:
    wave = client_wave(world, version=2)
    (code,) = codes(world, wave)
    browser = PageClient()
    browser.force_login(world.people["hr"])
    address = reverse(form, args=["zandstad", wave.pk])
    paper = browser.post(address, {"codes": str(code), "language": reviewed}).content
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper)
    assert not pdfua.validate(str(file)).findings
    read = text_of(paper, tmp_path)
    assert str(code) in read
    assert "□" not in read


@pytest.mark.parametrize("form", list(CodeLayout))
@pytest.mark.parametrize("code", ["783-CCD-F87", "4R4-977-22M", "222-333-444", "XR4-97K-C2M"])
def test_the_groups_of_a_code_keep_their_places_between_arabic_letters(
    form: CodeLayout, code: str, tmp_path: Path
) -> None:
    """A code that begins with digits ended with them: nobody could come in with it."""
    words = {one.name: "رمز" for one in fields(CodeTexts)} | {"logo": "", "language": "ar"}
    texts = CodeTexts(**words | {"direction": "rtl", "steps": ["رمز"], "promises": ["رمز"]})  # type: ignore[arg-type]
    paper = codes_pdf(form, texts, [(code, "https://igm.example/meedoen/")])
    assert code in words_in_sight(paper, tmp_path)


def test_a_code_is_typed_and_read_from_left_to_right(reviewed: str, world: World) -> None:
    browser = PageClient()
    browser.post(reverse("choose_language"), {"language": reviewed, "here": "/meedoen/"})
    field = re.search(r"<input[^>]*igm-code-field[^>]*>", read_page(browser, "client_entry"))
    assert field
    assert 'dir="ltr"' in field[0]
    participant = start(codes(world, client_wave(world, version=2))[0])
    browser.post(reverse("client_entry"), {"code": str(participant.code)})
    shown = f'dir="ltr" translate="no">{participant.code}<'
    assert shown in read_page(browser, "client_later")


def read_page(browser: PageClient, name: str) -> str:
    return str(browser.get(reverse(name)).content.decode())
