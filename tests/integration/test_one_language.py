"""No Dutch on English pages and no English on Dutch ones: a crawl over every address.

Words of the other language may stand only inside an element that says so with `lang`. Reports of
groups name the questionnaire in its own, Dutch words.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from surveys.codes.code import CodeKind, draw
from surveys.instruments import loader
from surveys.instruments.local_words import with_local_words
from surveys.models import Wave, WaveState
from tests.clients import answer, browser_of, client_wave, codes, start
from tests.integration.test_access import ROWS, WHO, address, places_in
from tests.unit.surveys import test_client_words as plain
from tests.world import World

pytestmark = [pytest.mark.once, pytest.mark.no_cover]

FOUND = 302
ADDRESS_OR_CODE = re.compile(r"testserver/meedoen/|\b(?:\w{5}-){2}\w{5}\b")
NO_WORDS = {"width=device-width, initial-scale=1", "light dark"}

# Words that stand in nearly every sentence of one language and in none of the other.
TELLTALE = {
    "nl": "het een niet je jij jouw wij uw zijn wordt worden deze voor naar hebt heeft ook nog "
    "maar geen kun kunt uit aan bij dan dat die hoe wie welke",
    "en": "the and you your are not this with from they there have has been what when who which "
    "their our into than then that these those",
}
OTHER = {"nl": "en", "en": "nl"}
SAID = ("aria-label", "title", "placeholder", "alt", "content")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "code"}


@pytest.fixture
def places(world: World) -> dict[str, object]:
    return places_in(world)


def own_words() -> tuple[str, ...]:
    """What a questionnaire calls itself, its behaviour, its obstacles and its direct question."""
    found: list[str] = []
    for edition in loader.available():
        instrument = with_local_words(loader.load(edition.code, edition.version))
        found += [instrument.title, instrument.behaviour.name, instrument.behaviour.definition]
        found += [item.text for item in instrument.items]
        found += [step.label for scale in instrument.scales.values() for step in scale.steps]
    return tuple(sorted(found, key=len, reverse=True))


OWN_WORDS = re.compile("|".join(map(re.escape, own_words())))


class Spoken(HTMLParser):
    """Every text a page says, with the language of the element in which it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []

    def feed(self, data: str) -> None:
        super().feed(data.replace("<wbr>", ""))  # a word goes on after it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        said = [given[name] for name in SAID if name in given and given.get("name") != "viewport"]
        said += [value for name, value in given.items() if name.startswith("data-text-")]
        self.texts += [(language, text) for text in said]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1][0] not in SILENT:
            self.texts.append((self.open[-1][1], " ".join(data.split())))


def leaks(html: str, language: str) -> Iterator[str]:
    """Every text in this language that holds words of the other one."""
    page = Spoken()
    page.feed(html)
    telltale = set(TELLTALE[OTHER[language]].split())
    for spoken, text in page.texts:
        ours = OWN_WORDS.sub("", text) if language == "en" else text
        if spoken == language and telltale & set(re.findall(r"[a-z]+", ours.lower())):
            yield text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_everyone_speaks_one_language(
    language: str, world: World, places: dict[str, object]
) -> None:
    found: dict[str, list[str]] = {}
    browsers: dict[str, Client] = {}
    for name, row in [(name, row) for name, rows in ROWS.items() for row in rows]:
        if "2" not in row.answers:
            continue
        who = WHO[row.answers.index("2")]
        if who not in browsers:
            browsers[who] = Client(headers={"accept-language": language})
            browsers[who].force_login(world.people[who])
        page = browsers[who].get(address(name, row, world, places))
        if page.streaming or not page.headers["Content-Type"].startswith("text/html"):
            continue
        if texts := list(leaks(page.content.decode(), language)):
            found[f"{name} {row.wave}"] = texts
    assert found == {}


def pages_of_a_client(world: World, language: str) -> dict[str, str]:
    """Every page that a client can meet, refusals included."""
    wave = client_wave(world)
    first, second = codes(world, wave, 2)
    participant, sent = start(first), start(second)
    answer(sent, P1=5)
    browser = Client(headers={"accept-language": language})
    shown = {
        "card": browser.get(reverse("client_card", args=[codes(world, wave)[0]])),
        "used": browser.get(reverse("client_card", args=[first])),
        "mistyped card": browser.get(reverse("client_card", args=["XR4-97K-C2X"])),
        "entry": browser.get(reverse("client_entry")),
    }
    for typed in ("", "XR4", "XR4-97K-C2X", "!!!", str(draw(CodeKind.RESUME))):
        shown[f"typed {typed}"] = browser.post(reverse("client_entry"), {"code": typed})
    for name, one in (("busy", participant), ("sent", sent)):
        browser = browser_of(one)
        browser.cookies["igm_language"] = browser.cookies["django_language"] = language
        for view in ("code", "introduction", "review", "later", "result", "entry", "data"):
            shown[f"{name} {view}"] = browser.get(reverse(f"client_{view}"))
        for number in (1, 20, 36):
            shown[f"{name} {number}"] = browser.get(reverse("client_page", args=[number]))
        wrong = {"GED1": "9", "language": language}
        shown[f"{name} wrong"] = browser.post(reverse("client_page", args=[1]), wrong)
    wave.refresh_from_db()
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSED)
    shown["shut"] = browser_of(participant).get(
        reverse("client_introduction"), headers={"accept-language": language}
    )
    return {
        name: page.content.decode() for name, page in shown.items() if page.status_code != FOUND
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_a_client_speaks_one_language(language: str, world: World) -> None:
    pages = pages_of_a_client(world, language)
    wrong = {name: list(leaks(page, language)) for name, page in pages.items()}
    assert len(pages) > 20
    assert {name: texts for name, texts in wrong.items() if texts} == {}


def test_every_page_of_a_client_is_in_plain_words(world: World) -> None:
    """The rules for texts around questions, for all that clients meet, shared words included."""
    found: set[str] = set()
    for page in pages_of_a_client(world, "nl").values():
        spoken = Spoken()
        spoken.feed(page)
        found |= {text for _language, text in spoken.texts}
    # A title goes on with the names of the questionnaire, the organisation and the product.
    without_names = {re.sub(" · .*IGM-portaal$", "", text) for text in found - NO_WORDS}
    ours = {OWN_WORDS.sub("", text) for text in without_names}
    texts = {ADDRESS_OR_CODE.sub("code", text) for text in ours}
    assert [text for text in sorted(texts) if not is_plain(text)] == []


def is_plain(text: str) -> bool:
    try:
        plain.test_sentences_and_words_are_short(text)
        plain.test_it_says_u_without_jargon_judgement_or_abbreviation(text)
    except AssertionError:
        return False
    return True


def test_the_detector_detects() -> None:
    assert list(leaks('<html lang="en"><p>Dit is niet Engels.</p></html>', "en"))
    assert list(leaks('<html lang="nl"><p data-text-x="Not the same"></p></html>', "nl"))
    assert not list(leaks('<html lang="en"><p lang="nl">Dit is niet Engels.</p></html>', "en"))
    assert not list(leaks('<html lang="en"><p>Willen <b lang="nl">kunnen</b></p></html>', "en"))
