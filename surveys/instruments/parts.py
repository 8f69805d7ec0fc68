"""What a questionnaire is made of: scales, items, blocks, the behaviour, the open question."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Literal

from surveys.instruments.elements import Element, SupportArea

Key = Literal["+", "-"]


class RespondentGroup(StrEnum):
    """Who is asked."""

    KLANTMANAGER = "klantmanager"
    MANAGER = "manager"
    CLIENT = "client"


class Address(StrEnum):
    """How the reader is addressed: clients with *u*, professionals with *je*."""

    JE = "je"
    U = "u"


class Status(StrEnum):
    """A concept may change; what people answer never does: a trial version is asked in trial waves
    only (ADR 54), a published one in any.
    """

    CONCEPT = "concept"
    TRIAL = "trial"
    PUBLISHED = "published"


class Missing(StrEnum):
    """Answers that say something else than a step (research §3.4). All are missing for scoring."""

    WN = "WN"  # weet ik niet
    NVT = "NVT"  # dit past niet bij mij
    WZ = "WZ"  # dat zeg ik liever niet


class ItemKind(StrEnum):
    """What an item is for. Only ELEMENT items are scored into willen and kunnen."""

    ELEMENT = "element"
    INTENTIE = "intentie"
    GEDRAG = "gedrag"
    ANKER = "anker"
    STEUN = "steun"  # in an addition: what the organisation gives, not what somebody does


class AnchorChoice(IntEnum):
    """ScaleStep values of the anchor question, options (a) to (d) of research §3.6."""

    WILLEN = 1
    KUNNEN = 2
    ALLEBEI = 3
    NIETS = 4


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One answer option: the number that is scored and the words that are shown."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A question line with 2 to 11 steps whose values follow each other without gaps."""

    id: str
    question: str
    steps: tuple[ScaleStep, ...]

    @property
    def minimum(self) -> int:
        return self.steps[0].value

    @property
    def maximum(self) -> int:
        return self.steps[-1].value


@dataclass(frozen=True, slots=True)
class Item:
    """One question with the facts that rule 20 of research §3.3 asks for.

    `element` and `facet` are filled for kind ELEMENT only. `key` "-" means that a high answer
    hinders the behaviour. Items of different questionnaires with the same `parallel` word ask
    the same thing, each from its own side. `area` is filled for kind STEUN only.
    """

    code: str
    kind: ItemKind
    element: Element | None
    facet: str | None
    key: Key
    scale: str
    text: str
    missing: tuple[Missing, ...]
    rationale: str
    author: str
    date: str
    pretest: str
    parallel: str | None = None
    area: SupportArea | None = None

    @property
    def subject(self) -> str:
        """What the question is about: its first sentence, without help for whoever answers."""
        return self.text.partition(". ")[0].removesuffix(".")


@dataclass(frozen=True, slots=True)
class Block:
    """Items that share a scale and stand together, as codes in the order of asking."""

    id: str
    scale: str
    items: tuple[str, ...]
    intro: str | None = None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The one behaviour every item is about: target, action, context, time (research §2.1).

    `phrase` is the form that fits after "bij", as in "Hoeveel last heb je hiervan bij ...?".
    """

    name: str
    phrase: str
    definition: str
    target: str
    action: str
    context: str
    time: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """The optional question in one's own words; `max_length` counts characters."""

    code: str
    text: str
    warning: str
    max_length: int
