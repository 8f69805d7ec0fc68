"""Easy Dutch from the door to the result and on paper, for whoever chose it."""

import re
from pathlib import Path

import polib
import pytest
from django.urls import reverse
from django.utils.translation import override, pgettext

from surveys.instruments import words
from surveys.instruments.languages.easy import CONNECTIVES, LONGEST_EASY_WORD, LONGEST_SENTENCE
from surveys.instruments.languages.loader import published_texts
from surveys.instruments.loader import load
from tests.clients import answer, begin_at, client_wave, codes, start
from tests.environment.programs import text_of
from tests.pages import PageClient
from tests.unit.surveys.test_client_words import CATALOGUE, PLACE
from tests.world import World

LOCALE = Path(__file__).resolve().parents[2] / "igm_portal/locale/nl_Easy/LC_MESSAGES/django.po"
EASY = {(it.msgctxt, it.msgid): it.msgstr for it in polib.pofile(str(LOCALE))}
READ = sorted(
    {
        EASY.get((entry.msgctxt, entry.msgid), entry.msgstr)
        for entry in CATALOGUE
        if entry.msgctxt == "client"
    }
)
"""What somebody reads who chose easy Dutch: its own text, or else the Dutch one."""


@pytest.mark.parametrize("text", READ)
def test_every_text_keeps_the_rules_of_easy_dutch(text: str) -> None:
    plain = PLACE.sub("tien", text)
    sentences = [part for part in re.split(r"[.?!:]\s+|[.?!:]$", plain) if part]
    assert not [part for part in sentences if len(part.split()) > LONGEST_SENTENCE]
    assert not [word for word in words.split(plain) if len(word) > LONGEST_EASY_WORD]
    assert not words.words_in(plain, CONNECTIVES)
    for wrong in (words.INFORMAL, words.JARGON, words.LOADED_WORDS, words.SHORT_FORMS):
        assert not words.words_in(plain, wrong)


def test_a_place_that_is_filled_in_stays_in_the_easy_text() -> None:
    for (_context, text), easy in EASY.items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(easy))


def easy(text: str) -> str:
    with override("nl-easy"):
        return pgettext("client", text)


def test_the_choice_at_the_door_holds_until_the_result(world: World) -> None:
    (code,) = codes(world, client_wave(world))
    browser = PageClient()
    door = browser.get(reverse("client_entry")).content.decode()
    assert ">Makkelijk Nederlands</button>" in door
    browser.post(reverse("choose_language"), {"language": "nl-easy", "here": "/meedoen/"})
    door = browser.get(reverse("client_entry")).content.decode()
    assert easy("For example XR4-97K-C2M. Capitals do not matter.") in door
    assert '<html lang="nl" dir="ltr">' in door
    refused = browser.post(reverse("client_entry"), {"code": "XR4-97"}).content.decode()
    assert (
        easy("This code is too short or too long. Look at your paper and type it again.") in refused
    )
    card = browser.get(reverse("client_card", args=[code])).content.decode()
    assert (
        easy("You decide if you take part. You may stop. This does not affect your benefits.")
        in card
    )
    own = begin_at(browser, code)
    code_page = browser.get(own.headers["Location"]).content.decode()
    assert (
        easy("Only you have this code. If you lose it, we cannot look it up for you.") in code_page
    )
    texts = next(it for it in published_texts(load("c1", 1)) if it.language == "nl-easy")
    question = browser.get(reverse("client_page", args=[3])).content.decode()
    assert texts.items["H1"] in question


def test_who_types_the_own_code_elsewhere_reads_easy_dutch_again(world: World) -> None:
    (code,) = codes(world, client_wave(world))
    participant = start(code)
    answer(participant)
    participant.wave.responses.update(language="nl-easy")
    browser = PageClient()
    browser.post(reverse("client_entry"), {"code": str(participant.code)})
    result = browser.get(reverse("client_result")).content.decode()
    assert easy("Wanting to") in result
    assert easy("What others expect of you") in result


@pytest.mark.parametrize("form", ["code_cards", "code_letters"])
def test_cards_and_letters_are_printed_in_easy_dutch(
    form: str, world: World, tmp_path: Path
) -> None:
    wave = client_wave(world)
    (code,) = codes(world, wave)
    browser = PageClient()
    browser.force_login(world.people["hr"])
    address = reverse(form, args=["zandstad", wave.pk])
    paper = browser.post(address, {"codes": str(code), "language": "nl-easy"})
    assert easy("You decide if you take part.") in text_of(paper.content, tmp_path)
    assert browser.post(address, {"codes": str(code), "language": "xx"}).status_code == 400


def test_the_paper_questionnaire_is_easy_around_its_questions(world: World, tmp_path: Path) -> None:
    wave = client_wave(world)
    browser = PageClient()
    browser.force_login(world.people["hr"])
    address = reverse("questionnaire_pdf", args=["zandstad", "c1@1"])
    paper = text_of(browser.get(f"{address}?taal=nl-easy").content, tmp_path)
    assert wave.organisation.name in paper
    assert "Breng dit naar" in paper
    assert easy("You may stop. This does not affect your benefits.") in paper
