"""Scales: shared ones per form of address, and the ones a file brings itself."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from surveys.instruments.fault import FaultLog
from surveys.instruments.field_reader import (
    BEHAVIOUR_PLACEHOLDER,
    QUESTION_PLACEHOLDERS,
    FieldReader,
)
from surveys.instruments.parts import Address, Scale, ScaleStep
from surveys.instruments.yaml_lines import read_yaml

ScalesByAddress = Mapping[Address, Mapping[str, Scale]]

# An answer is stored as one character: 1-9, A, B (statistiek §1, ADR 19).
FEWEST_STEPS, MOST_STEPS = 2, 11

_QUESTION_PLACES = QUESTION_PLACEHOLDERS | {BEHAVIOUR_PLACEHOLDER}


@lru_cache(maxsize=8)
def shared_scales(path: Path) -> ScalesByAddress:
    """The scales of `scales.yaml`, per form of address. Raises InstrumentFault."""
    log = FaultLog(str(path))
    fields = FieldReader(read_yaml(path, log), "schalen", log)
    parts = {address: fields.mapping(address, f"schalen ({address})") for address in Address}
    fields.finish()
    by_address = {address: read_scales(part) for address, part in parts.items() if part}
    log.check()
    return MappingProxyType(by_address)


def read_scales(fields: FieldReader) -> Mapping[str, Scale]:
    """Every scale in a mapping of scale names."""
    scales: dict[str, Scale] = {}
    for name in fields.names():
        part = fields.mapping(name, f"schaal {name}")
        if part:
            scales[name] = _read_scale(name, part)
            part.finish()
    return scales


def resolve(scales: Mapping[str, Scale], phrase: str) -> dict[str, Scale]:
    """Put the behaviour in the question lines, so that the checksum covers what people read."""
    return {
        name: replace(scale, question=scale.question.replace(BEHAVIOUR_PLACEHOLDER, phrase))
        for name, scale in scales.items()
    }


def _read_scale(name: str, part: FieldReader) -> Scale:
    question = part.text("question", placeholders=_QUESTION_PLACES)
    first = part.number("first", 0, 1, default=1)
    labels = part.texts("steps")
    if not FEWEST_STEPS <= len(labels) <= MOST_STEPS:
        part.fault("steps", f"een schaal heeft {FEWEST_STEPS} tot {MOST_STEPS} antwoorden")
    if len(set(labels)) < len(labels):
        part.fault("steps", "twee antwoorden zijn gelijk")
    steps = tuple(ScaleStep(value, label) for value, label in enumerate(labels, start=first))
    return Scale(name, question, steps)
