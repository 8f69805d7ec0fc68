"""Word lint for easy Dutch: what makes it easier than the Dutch beside it, as far as a program can
tell. Real readers decide (docs/talen.md)."""

import re
from collections.abc import Iterator
from typing import Final

from surveys.instruments import words
from surveys.instruments.languages.texts import Texts, in_language
from surveys.instruments.lint import Finding, lint
from surveys.instruments.model import Instrument

EASY: Final = "nl-easy"
LONGEST_SENTENCE: Final = 10
LONGEST_EASY_WORD: Final = 12
CONNECTIVES: Final = (
    *("indien", "terwijl", "hoewel", "tenzij", "mits", "waardoor", "waarbij", "waarmee", "omdat"),
    *("zodat", "doordat", "wanneer ik", "nadat", "voordat", "alsmede", "tevens"),
)
HARD: Final = (
    *("vacature", "vacatures", "werkgever", "werkgevers", "vooraf", "moment", "verwacht"),
    *("ervaren", "betreft", "circa", "solliciteren", "internetten", "verplicht"),
)


def lint_texts(instrument: Instrument, texts: Texts) -> tuple[Finding, ...]:
    """Every breach in a translation; only Dutch can be judged word by word."""
    findings = list(_role_names(instrument, texts))
    if texts.language == EASY:
        findings += lint(in_language(instrument, texts))
        findings += _easy(texts)
    return tuple(findings)


def _role_names(instrument: Instrument, texts: Texts) -> Iterator[Finding]:
    """A local name that the Dutch text leaves open stays open in every language (ADR 22)."""
    for item in instrument.items:
        for place in re.findall(r"\{\w+\}", item.text):
            if place not in texts.items[item.code]:
                yield Finding(11, item.code, f"'{place}' ontbreekt in de vertaling")


def _easy(texts: Texts) -> Iterator[Finding]:
    for place, text in _read_by_people(texts):
        for sentence in re.split(r"[.?!:]\s+", text):
            if (count := len(sentence.split())) > LONGEST_SENTENCE:
                yield Finding(3, place, f"een zin van {count} woorden: liefst {LONGEST_SENTENCE}")
        for word in words.split(re.sub(r"\{\w+\}", "", text)):
            if len(word) > LONGEST_EASY_WORD:
                yield Finding(3, place, f"'{word}' is langer dan {LONGEST_EASY_WORD} letters")
        for word in words.words_in(text, CONNECTIVES):
            yield Finding(3, place, f"'{word}' maakt de zin lang: maak er twee zinnen van")
        for word in words.words_in(text, HARD):
            yield Finding(11, place, f"'{word}' is een moeilijk woord: zeg het eenvoudiger")


def _read_by_people(texts: Texts) -> Iterator[tuple[str, str]]:
    yield "gedrag", texts.behaviour["definition"]
    yield from ((f"blok {name}", text) for name, text in texts.intros.items())
    for name, scale in texts.scales.items():
        yield from ((f"schaal {name}", text) for text in (scale.question, *scale.steps))
    yield from ((str(code), label) for code, label in texts.missing.items())
    yield from texts.items.items()
    if texts.question:
        yield "open vraag", texts.question
        yield "open vraag", texts.warning
