"""A questionnaire in the words of an organisation (a klantmanager is called klantregisseur in
Tilburg).

They are filled in when a text is shown and stand outside the version (ADR 22, 58): two
municipalities with other words still use the same questionnaire, with the same checksum.
"""

from collections.abc import Iterator
from dataclasses import replace

from igm_portal.local_words import STANDARD, WORDS, OwnWords, fill, places, places_in
from surveys.instruments.model import Instrument


def with_local_words(instrument: Instrument, own: OwnWords = STANDARD) -> Instrument:
    """The instrument as a respondent reads it. Keeps the checksum of the version: for showing
    only, never for storing."""
    values = places(own, instrument.language)
    behaviour, question = instrument.behaviour, instrument.open_question
    return replace(
        instrument,
        behaviour=replace(behaviour, definition=fill(behaviour.definition, values)),
        blocks=tuple(
            replace(block, intro=fill(block.intro, values)) if block.intro else block
            for block in instrument.blocks
        ),
        items=tuple(replace(item, text=fill(item.text, values)) for item in instrument.items),
        open_question=question and replace(question, text=fill(question.text, values)),
    )


def own_words_in(instrument: Instrument, own: OwnWords) -> tuple[str, ...]:
    """Which own words somebody reads in this questionnaire, as it stands in its version: each in
    the form in which it is asked, once.
    """
    placeholders = frozenset[str]().union(*map(places_in, _texts(instrument)))
    forms = {place.removeprefix("De_").removeprefix("de_").lower() for place in placeholders}
    standard, own_places = places(STANDARD, instrument.language), places(own, instrument.language)
    return tuple(
        own_places[key]
        for word in WORDS
        for key in (word.key, word.plural)
        if key in forms and standard[key] != own_places[key]
    )


def _texts(instrument: Instrument) -> Iterator[str]:
    yield instrument.behaviour.definition
    yield from (block.intro for block in instrument.blocks if block.intro)
    yield from (item.text for item in instrument.items)
    if instrument.open_question:
        yield instrument.open_question.text
