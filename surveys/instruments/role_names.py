"""Local names for roles (a klantmanager is called klantregisseur in Tilburg).

They are filled in when a text is shown and stand outside the version (ADR 22): two
municipalities with other names still use the same questionnaire, with the same checksum.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from surveys.instruments.model import Instrument

STANDARD_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"klantmanager": "klantmanager", "klantmanagers": "klantmanagers"}
)


def fill(text: str, names: Mapping[str, str] = STANDARD_NAMES) -> str:
    """The text with local names in its places; a name that is not given keeps its standard."""
    for place, standard in STANDARD_NAMES.items():
        text = text.replace(f"{{{place}}}", names.get(place, standard))
    return text


def with_role_names(
    instrument: Instrument, names: Mapping[str, str] = STANDARD_NAMES
) -> Instrument:
    """The instrument as a respondent reads it. Keeps the checksum of the version: for showing
    only, never for storing."""
    behaviour, question = instrument.behaviour, instrument.open_question
    return replace(
        instrument,
        behaviour=replace(behaviour, definition=fill(behaviour.definition, names)),
        blocks=tuple(
            replace(block, intro=fill(block.intro, names)) if block.intro else block
            for block in instrument.blocks
        ),
        items=tuple(replace(item, text=fill(item.text, names)) for item in instrument.items),
        open_question=question and replace(question, text=fill(question.text, names)),
    )
