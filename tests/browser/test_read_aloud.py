"""Reading aloud: only with a voice of the device itself, in the language of the question.

The Chromium of the tests has no voices, so the browser is given some that note what they say.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from surveys.reader_language import LANGUAGE_COOKIE
from tests.browser.test_accessibility import enter, speak
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

VOICES = """
window.said = [];
window.voices = %s;
const speech = new EventTarget();
Object.assign(speech, {
  getVoices: () => window.voices,
  speak: (part) => {
    window.said.push([part.text, part.voice.name, part.lang]);
    window.last = part;
  },
  cancel: () => window.said.push("stop"),
});
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class extends EventTarget {
  constructor(text) { super(); this.text = text; }
};
"""
LOCAL = '{ name: "Anna", lang: "nl-NL", localService: true }'
REMOTE = '{ name: "Elsewhere", lang: "nl-NL", localService: false }'
ENGLISH = '{ name: "Ben", lang: "en_GB", localService: true }'


@pytest.fixture
def world(live_server: LiveServer) -> World:
    return settle()


@pytest.fixture
def open_page(
    world: World, live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    wave = world.wave(world.team("a", 1))

    def opened(voices: str, language: str = "nl", number: int = 2) -> Page:
        context = new_context()
        context.add_init_script(VOICES % voices)
        enter(context, live_server.url, world.people["a-1"])
        speak(context, live_server.url, LANGUAGE_COOKIE, language)
        page = context.new_page()
        page.goto(f"{live_server.url}/zandstad/vragenlijst/{wave.pk}/{number}/")
        return page

    return opened


@pytest.mark.parametrize("voices", ["[]", f"[{REMOTE}]", f"[{ENGLISH}]"])
def test_without_an_own_voice_there_is_no_button(
    open_page: Callable[..., Page], voices: str
) -> None:
    page = open_page(voices)
    expect(page.locator("fieldset[data-question]")).to_have_count(5)
    expect(page.locator(".igm-read-aloud")).to_have_count(0)


def test_the_question_and_its_answers_are_read_and_stop_when_asked(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(f"[{REMOTE}, {ENGLISH}, {LOCAL}]")
    button = page.locator("fieldset[data-question]").nth(1).locator(".igm-read-aloud")
    words = button.text_content()
    button.click()
    said = page.evaluate("window.said.filter((one) => one !== 'stop')")
    assert {voice for _text, voice, _lang in said} == {"Anna"}
    assert [text for text, _voice, _lang in said] == [
        "Ben je het hiermee eens?",
        "Ik voel me op mijn gemak als ik met anderen aan mijn vak werk.",
        *("helemaal oneens", "oneens", "niet eens, niet oneens", "eens", "helemaal eens"),
    ]
    assert button.text_content() != words
    button.click()
    assert page.evaluate("window.said.at(-1)") == "stop"
    assert button.text_content() == words


def test_another_question_takes_over_and_the_end_is_noticed(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(f"[{LOCAL}]")
    buttons = page.locator(".igm-read-aloud")
    words = buttons.first.text_content()
    buttons.nth(0).click()
    buttons.nth(1).click()
    assert buttons.nth(0).text_content() == words
    assert buttons.nth(1).text_content() != words
    page.evaluate("window.last.dispatchEvent(new Event('end'))")
    assert buttons.nth(1).text_content() == words


def test_the_voice_speaks_the_language_of_the_question(open_page: Callable[..., Page]) -> None:
    page = open_page(f"[{LOCAL}, {ENGLISH}]", language="en")
    page.locator(".igm-read-aloud").first.click()
    said = page.evaluate("window.said.filter((one) => one !== 'stop')")
    assert {voice for _text, voice, _lang in said} == {"Ben"}
    assert said[0][0] == "Do you agree with this?"


def test_voices_may_come_in_later(open_page: Callable[..., Page]) -> None:
    page = open_page("[]")
    page.evaluate(f"window.voices = [{LOCAL}]")
    page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(page.locator(".igm-read-aloud")).to_have_count(5)


def test_leaving_the_page_stops_the_voice(open_page: Callable[..., Page]) -> None:
    page = open_page(f"[{LOCAL}]")
    page.locator(".igm-read-aloud").first.click()
    assert page.evaluate("window.said.at(-1)") != "stop"
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("window.said.at(-1)") == "stop"


def test_reading_saves_nothing_and_the_open_question_is_read_too(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(f"[{LOCAL}]", number=11)
    expect(page.locator(".igm-read-aloud")).to_have_count(2)
    page.locator(".igm-read-aloud").nth(1).click()
    said = [text for text, *_rest in page.evaluate("window.said.filter((o) => o !== 'stop')")]
    assert any("Schrijf geen namen op" in text for text in said)
    expect(page.locator("[data-save-status]")).to_be_empty()
