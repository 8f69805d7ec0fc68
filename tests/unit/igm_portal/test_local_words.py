"""The places for words of an organisation: filled in where they are marked, and nowhere else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from igm_portal.local_words import (
    STANDARD,
    WORDS,
    OwnWords,
    activate,
    active,
    fill,
    places,
    places_in,
    speaking,
)
from surveys.instruments.loader import DEFINITIONS

ROOT = Path(__file__).parents[3]
OWN: OwnWords = tuple(
    sorted(
        {
            "klantmanager": "klantteamlid",
            "klantmanagers": "klantteamleden",
            "klantmanager_article": "het",
            "klantmanager_en": "client coach",
            "klantmanagers_en": "client coaches",
            "inkomensconsulent": "uitkeringscoach",
            "inkomensconsulenten": "uitkeringscoaches",
            "methode": "TiiP",
        }.items()
    )
)


@pytest.mark.parametrize(
    ("text", "language", "filled"),
    [
        ("Ook {klantmanagers} leren.", "nl", "Ook klantteamleden leren."),
        ("{Klantmanagers} leren.", "nl", "Klantteamleden leren."),
        ("{De_klantmanager} belt {de_inkomensconsulent}.", "nl", "Het klantteamlid belt de uit"),
        ("{De_klantmanager} calls.", "en", "The client coach calls."),
        ("{klantmanagers}", "en", "client coaches"),
        ("{inkomensconsulenten}", "en", "uitkeringscoaches"),  # no English of its own: the Dutch
        ("{accountmanagers}", "en", "accountmanagers"),  # not replaced
        ("Volgens {methode}.", "nl", "Volgens TiiP."),
        ("{klantmanager}", "ar", "klantteamlid"),
        ("{klantmanager}", "nl-easy", "klantteamlid"),
        ("klantmanager", "nl", "klantmanager"),  # typed, and no place
        ("{naam} en {klantmanagertje}", "nl", "{naam} en {klantmanagertje}"),
    ],
)
def test_a_place_is_filled_in_and_nothing_else(text: str, language: str, filled: str) -> None:
    assert fill(text, places(OWN, language)).startswith(filled)


def test_without_own_words_every_place_has_a_standard_word() -> None:
    for language in ("nl", "en", "ar"):
        assert all(places(STANDARD, language).values())
    assert places(STANDARD, "nl")["Methode"] == "Een vaste werkwijze"


def test_what_was_filled_in_is_not_filled_in_again() -> None:
    own = (("klantmanager", "{methode}"), ("klantmanagers", "x"))
    assert fill("{klantmanager}", places(own, "nl")) == "{methode}"


def test_words_hold_for_a_while_and_after_a_fault_as_before() -> None:
    def work() -> None:
        with speaking(OWN):
            assert active() == OWN
            activate(())
            raise ZeroDivisionError

    with speaking((("methode", "before"),)):
        with pytest.raises(ZeroDivisionError):
            work()
        assert active() == (("methode", "before"),)
    assert active() == STANDARD


def test_two_threads_of_one_process_speak_in_their_own_words() -> None:
    both = Barrier(2)
    seen: dict[str, OwnWords] = {}

    def serve(name: str, own: OwnWords) -> None:
        with speaking(STANDARD):
            activate(own)
            both.wait(10)  # the other has activated its own by now
            seen[name] = active()

    threads = [Thread(target=serve, args=pair) for pair in (("one", OWN), ("other", STANDARD))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"one": OWN, "other": STANDARD}


def test_places_of_a_text() -> None:
    assert places_in("Mijn {klantmanager} werkt volgens {methode}, {naam}.") == {
        "klantmanager",
        "methode",
    }


# --- no text of the product names a word of the list outside a place ------------------------------

FORMS = [form for word in WORDS if not word.is_name for form in (word.key, word.plural)]
BARE = re.compile(rf"(?<![\w{{@])(?:{'|'.join(FORMS)})(?![\w}}@])", re.IGNORECASE)
ARTICLE = re.compile(
    r"\b(?:de|het|dit|dat|deze|die|a|an)\s+\{(?:klantmanager|inkomensconsulent|accountmanager)\}",
    re.IGNORECASE,
)
ALLOWED = {
    "Does your organisation call a klantmanager a klantregisseur? Then questions, pages, mails and "
    "papers do too.": "the page on which the word is replaced",
    "Heet een klantmanager bij jullie klantregisseur? Dan zeggen vragen, pagina's, mails en "
    "papieren dat ook.": "the same in Dutch",
    "klantmanagers. Geen vragen uit bestaande vragenlijsten. Er zijn geen normen.": (
        "where a version comes from, shown on no page"
    ),
    "Klantmanager": "the account to try in the demo, on a page of no organisation",
}


def messages() -> Iterator[str]:
    """Every msgid and translation of every catalogue."""
    for catalogue in ROOT.glob("igm_portal/locale/*/LC_MESSAGES/django.po"):
        for block in catalogue.read_text(encoding="utf-8").split("\n\n")[1:]:
            parts: list[list[str]] = []
            for line in block.splitlines():
                if match := re.match(r'(?:msg\w+(?:\[\d\])? )?"(.*)"$', line):
                    if line.startswith("msg"):
                        parts.append([])
                    parts[-1].append(match[1])
            yield from ("".join(part).replace(r"\"", '"') for part in parts)


def definitions() -> Iterator[str]:
    """Every line of a questionnaire and what comes with it, that is no comment and no field whose
    value is code."""
    for path in DEFINITIONS.glob("**/*.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.partition("#")[0].strip()
            if not text.startswith("group: "):
                yield text


def templates() -> Iterator[str]:
    """Every line of a template without tags and comments: texts that are not translated."""
    for path in (ROOT / "templates").glob("**/*.*"):
        text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text("utf-8"), flags=re.S)
        yield from re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>|{#.*?#}", "", text, flags=re.S).splitlines()


@pytest.mark.parametrize("texts", [messages, definitions, templates])
def test_no_text_names_a_word_outside_its_place(texts: Callable[[], Iterator[str]]) -> None:
    every = list(texts())
    assert len(every) > 100
    assert [text for text in every if BARE.search(text) and text not in ALLOWED] == []


@pytest.mark.parametrize("texts", [messages, definitions])
def test_no_article_stands_before_a_place(texts: Callable[[], Iterator[str]]) -> None:
    """Another word may be of another gender or begin with a vowel: `{de_klantmanager}` knows."""
    assert [text for text in texts() if ARTICLE.search(text)] == []
