"""Word lint for questionnaires: the rules of research §3.3 a program can check (research §3.3).

Rules 1, 3, 4, 8, 9, 11, 13, 17, 18 and 20 for every item, rule 2 for items that are answered
with agreeing or frequency, rule 6 as far as the form of a sentence shows it. The rest is judged by
people, in the review table beside the file. A program finds most breaches, not all: passing the
lint does not replace reading aloud (tests/unit/surveys/instruments/test_bad_items.py).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from surveys.instruments import words
from surveys.instruments.elements import Element
from surveys.instruments.model import (
    Address,
    Instrument,
    Item,
    ItemKind,
    RespondentGroup,
    Scale,
)

LONGEST_WORD = 14
ADVISED_LIMIT = {
    RespondentGroup.CLIENT: 12,
    RespondentGroup.KLANTMANAGER: 18,
    RespondentGroup.MANAGER: 18,
}
LIMIT = {RespondentGroup.CLIENT: 15, RespondentGroup.KLANTMANAGER: 22, RespondentGroup.MANAGER: 22}

_AGREE = frozenset({"EE", "KL", "JN"})
_TIME_SCALES = frozenset({"FR", "DA"})
_FIRST_PERSON_SCALES = _AGREE | _TIME_SCALES
_NORM_FACETS = frozenset({"S.men", "S.maa"})
_ABBREVIATION = re.compile(r"\b(?:\w\.){2,}|\b[A-Z]{2,}\b|[/&%+=]")


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of one rule. `place` is an item code, "schaal EE", "gedrag" or "open vraag"."""

    rule: int
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} (regel {self.rule})"


def lint(instrument: Instrument) -> tuple[Finding, ...]:
    """Every breach, items first and in answer order; empty when there is none."""
    findings = [
        Finding(rule, item.code, message)
        for item in instrument.items
        for rule, check in ITEM_RULES
        for message in check(item, instrument)
    ]
    for scale in instrument.scales.values():
        findings += [Finding(17, f"schaal {scale.id}", text) for text in _labels_in_words(scale)]
    for place, text in _texts_around(instrument):
        findings += [Finding(13, place, message) for message in _address(text, instrument)]
    return tuple(findings)


def _one_thought(item: Item, instrument: Instrument) -> Iterator[str]:
    text = item.text.lower()
    if re.search(r"[()\[\]]", text):
        yield "gebruik geen haakjes"
    if words.words_in(text, words.EXAMPLES):
        yield "een voorbeeld maakt de vraag smaller: laat het weg"
    if "en/of" in text:
        yield "kies tussen 'en' en 'of'"
    elif words.joins_two_verbs(text):
        yield "hier staan twee gedachten: maak er twee vragen van"


def _first_person(item: Item, instrument: Instrument) -> Iterator[str]:
    if item.scale in _FIRST_PERSON_SCALES and not words.words_in(item.text, words.FIRST_PERSON):
        yield "schrijf vanuit 'ik', 'mij', 'mijn' of 'ons'"


def _length(item: Item, instrument: Instrument) -> Iterator[str]:
    group = instrument.group
    count = len(item.text.split())
    if count > LIMIT[group]:
        yield f"{count} woorden is te lang: hoogstens {LIMIT[group]}"
    elif count > ADVISED_LIMIT[group]:
        yield f"{count} woorden is lang: liefst hoogstens {ADVISED_LIMIT[group]}"
    if group is RespondentGroup.CLIENT:
        names = set(words.split(instrument.behaviour.name))
        for word in words.split(item.text):
            if len(word) > LONGEST_WORD and word not in names:
                yield f"'{word}' is langer dan {LONGEST_WORD} letters"


def _negation(item: Item, instrument: Instrument) -> Iterator[str]:
    negations = words.words_in(item.text, words.NEGATIONS)
    if item.scale in _AGREE and negations:
        yield f"'{negations[0]}' maakt het antwoord lastig: schrijf het positief"
    elif len(negations) > 1:
        yield "een dubbele ontkenning is lastig te beantwoorden"


def _fits_scale(item: Item, instrument: Instrument) -> Iterator[str]:
    if item.scale == "LA" and item.text.lower().startswith("ik "):
        yield "noem wat in de weg zit, zonder 'ik': de vraagregel vraagt hoeveel last iemand heeft"
    if item.kind is not ItemKind.ANKER and item.text.endswith("?"):
        yield "schrijf een uitspraak: de vraag staat in de vraagregel"


def _frequency(item: Item, instrument: Instrument) -> Iterator[str]:
    if item.scale in _AGREE:
        for word in words.words_in(item.text, words.FREQUENCIES):
            yield f"'{word}' hoort bij een schaal over hoe vaak"
    elif item.scale in _TIME_SCALES:
        for word in words.words_in(item.text, words.PERIODS):
            yield f"'{word}' is een tweede tijd: de vraagregel noemt er al een"


def _loaded(item: Item, instrument: Instrument) -> Iterator[str]:
    for word in words.words_in(item.text, words.LEADING):
        yield f"'{word}' stuurt naar een antwoord: laat het weg"
    for word in words.words_in(item.text, words.LOADED_WORDS):
        yield f"'{word}' is een oordeel: kies een neutraal woord"
    if item.facet not in _NORM_FACETS:
        for word in words.words_in(item.text, words.OBLIGATION):
            yield f"'{word}' mag alleen waar de norm zelf wordt gevraagd"


def _jargon(item: Item, instrument: Instrument) -> Iterator[str]:
    if instrument.group is RespondentGroup.CLIENT:
        for word in words.words_in(item.text, words.JARGON):
            yield f"'{word}' is een vakwoord: zeg het eenvoudiger"
    for word in words.words_in(re.sub(r"\{\w+\}", "", item.text), words.ROLES):
        yield f"schrijf {{{word}}}, want elke gemeente heeft hier een eigen woord voor"


def _read_aloud(item: Item, instrument: Instrument) -> Iterator[str]:
    if _ABBREVIATION.search(item.text) or words.words_in(item.text, words.SHORT_FORMS):
        yield "schrijf afkortingen, schuine strepen en tekens uit: iemand kan dit laten voorlezen"


def _facts(item: Item, instrument: Instrument) -> Iterator[str]:
    for name in ("rationale", "author", "pretest"):
        if not getattr(item, name):
            yield f"'{name}' is niet ingevuld"
    if item.element is Element.BELEMMERINGEN and not item.missing:
        yield "bied bij een belemmering ook WZ (dat zeg ik liever niet) aan"


def _address(text: str, instrument: Instrument) -> Iterator[str]:
    misfits = words.FORMAL if instrument.address is Address.JE else words.INFORMAL
    for word in words.words_in(text, misfits):
        yield f"'{word}' past niet bij de aanspreekvorm '{instrument.address}'"


def _labels_in_words(scale: Scale) -> Iterator[str]:
    for step in scale.steps:
        if re.search(r"\d", step.label) or not re.search(r"\w", step.label):
            yield f"antwoord '{step.label}' moet uit woorden bestaan"


def _texts_around(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """What a respondent reads outside the items."""
    yield "gedrag", instrument.behaviour.definition
    for block in instrument.blocks:
        yield f"blok {block.id}", block.intro or ""
    for scale in instrument.scales.values():
        yield f"schaal {scale.id}", " ".join([scale.question, *(s.label for s in scale.steps)])
    if instrument.open_question:
        question = instrument.open_question
        yield "open vraag", f"{question.text} {question.warning}"


ItemRule = Callable[[Item, Instrument], Iterator[str]]

ITEM_RULES: tuple[tuple[int, ItemRule], ...] = (
    (1, _one_thought),
    (2, _first_person),
    (3, _length),
    (4, _negation),
    (6, _fits_scale),
    (8, _frequency),
    (9, _loaded),
    (11, _jargon),
    (13, lambda item, instrument: _address(item.text, instrument)),
    (18, _read_aloud),
    (20, _facts),
)
