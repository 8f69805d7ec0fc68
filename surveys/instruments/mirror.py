"""Which questions of different questionnaires may stand beside each other in the spiegel (ADR 57).

A published version never changes, and its `parallel` words pair more than this: deciding what to
learn with deciding whom to talk to, and searching for work with both. So the pairs stand here, by
version: questions that are the same but for the name of the reader's own behaviour, with the same
answers, about what the organisation offers. A pair is added here, never in a version.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from surveys.instruments.elements import STRESS_FACET


class MirrorTopic(StrEnum):
    """What is asked; the value is the `parallel` word of its questions."""

    CALM = "rust"
    WORKLOAD = "drukte"
    PRIORITIES = "duidelijke-prioriteiten"
    HELP = "iemand-die-helpt"


_OF_KLANTMANAGERS = MappingProxyType(
    {
        MirrorTopic.CALM: "C1",
        MirrorTopic.WORKLOAD: "C8",
        MirrorTopic.PRIORITIES: "C6",
        MirrorTopic.HELP: "C3",
    }
)
_OF_MANAGERS = MappingProxyType(
    {
        MirrorTopic.CALM: "C1",
        MirrorTopic.WORKLOAD: "C6",
        MirrorTopic.PRIORITIES: "C4",
        MirrorTopic.HELP: "C2",
    }
)
_OF_MANAGERS_WHO_SUPPORT = MappingProxyType(
    {
        MirrorTopic.CALM: "C1",
        MirrorTopic.WORKLOAD: "C7",
        MirrorTopic.PRIORITIES: "C5",
        MirrorTopic.HELP: "C2",
    }
)
_OF_CLIENTS = MappingProxyType({MirrorTopic.HELP: "C2"})
"""Of clients only what may be an offer of the municipality: calm in one's own life is not."""

QUESTIONS: Final[Mapping[tuple[str, int], Mapping[MirrorTopic, str]]] = MappingProxyType(
    {
        ("k1", 1): _OF_KLANTMANAGERS,
        ("k1", 2): _OF_KLANTMANAGERS,
        ("k2", 1): _OF_KLANTMANAGERS,
        ("k3", 1): _OF_KLANTMANAGERS,
        ("m1", 1): _OF_MANAGERS,
        ("m1", 2): _OF_MANAGERS,
        ("m2", 1): _OF_MANAGERS_WHO_SUPPORT,
        ("c1", 1): _OF_CLIENTS,
        ("c1", 2): _OF_CLIENTS,
    }
)
"""Per version the code of its question about each topic. Whichever behaviour somebody is asked
about, the organisation around it is the same; so any questionnaire for klantmanagers stands beside
any for managers. A trial publishes no group (ADR 54), so a questionnaire on trial has no pairs.
"""

WHOLE_FACETS: Final[Mapping[str, tuple[MirrorTopic, ...]]] = MappingProxyType(
    {STRESS_FACET: (MirrorTopic.CALM, MirrorTopic.WORKLOAD)}
)
"""Facets that klantmanagers and managers are asked in the very same questions, two or more: of
these a sentence may be made.
"""


def mirror_questions(code: str, version: int) -> Mapping[MirrorTopic, str]:
    """The code of the question about each topic in this version; none of one that has no pairs."""
    return QUESTIONS.get((code, version), {})
