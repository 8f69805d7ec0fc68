"""All rules as one table, in the order in which two of them are chosen where more hold.

The conditions are choices with a source; their numbers are ours (docs/advies.md). A rule advises a
group or its organisation, never about a person; none suggests a measure against anybody.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from reports.advice.conditions import (
    CHAIN,
    FRAMES,
    HIGH,
    QUALITY,
    Condition,
    OwnCondition,
    above,
    below,
    every,
    kunnen_lags,
    not_above,
    not_below,
    own_context_low,
    shared_obstacle,
)
from surveys.instruments.elements import Element, Outcome


class Kind(StrEnum):
    """What an advice asks for: a change of the work itself, a training or tool, a conversation."""

    WORK = "procesmatig"
    TRAINING = "instrumenteel"
    CONVERSATION = "gesprek"


class Party(StrEnum):
    """Who can do something about it."""

    TEAM = "team"
    MANAGER = "leidinggevende"
    DIRECTION = "directie"
    HR = "hr"


class Evidence(StrEnum):
    """What a rule rests on: practice in the field, research literature, or our own inference."""

    PRACTICE = "praktijk"
    LITERATURE = "literatuur"
    INFERENCE = "gevolgtrekking"


class Source(StrEnum):
    """Where a rule comes from; the full titles stand in `reports.texts.advice`."""

    PEOPLE = "allemaal-mensen"
    REVERSAL = "radicale-omkering"
    WHAT_WORKS = "wat-echt-werkt"
    CONNECTING = "verbindend-model"
    IMPLEMENTATION_INTENTIONS = "van-hooft-2005"
    SELF_REGULATION = "van-hooft-2016"
    JOB_SEARCH = "liu-2014"


Test = TypeVar("Test", Condition, OwnCondition)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Test]):
    """One rule. `code` is also the key of its texts (`reports.texts.advice`).

    `several_teams`: it says nothing of a wider group in which one team alone is shown, for that
    would be advice about that team to its head.
    """

    code: str
    condition: Test
    kinds: tuple[Kind, ...]
    actors: tuple[Party, ...]
    sources: tuple[Source, ...]
    statuses: tuple[Evidence, ...]
    several_teams: bool = False


_WORK, _TRAINING, _CONVERSATION = Kind
_TEAM, _MANAGER, _DIRECTION, _HR = Party
_PRACTICE, _LITERATURE, _INFERENCE = Evidence

GROUP_RULES: Final[tuple[Rule[Condition], ...]] = (
    Rule(
        "T1",
        every(kunnen_lags, above("willen")),
        (_WORK,),
        (_MANAGER, _DIRECTION),
        (Source.PEOPLE,),
        (_PRACTICE,),
    ),
    Rule("T2", below(Element.CONTEXT), (_WORK,), (_MANAGER,), (Source.PEOPLE,), (_PRACTICE,)),
    Rule(
        "T3",
        every(below(Element.GELOOF), below(FRAMES)),
        (_WORK,),
        (_MANAGER,),
        (Source.PEOPLE,),
        (_PRACTICE, _INFERENCE),
    ),
    Rule("T10", shared_obstacle, (_WORK,), (_MANAGER,), (Source.CONNECTING,), (_INFERENCE,)),
    Rule(
        "T7",
        every(below(Element.VAARDIGHEDEN), not_above(Element.CONTEXT)),
        (_WORK, _TRAINING),
        (_MANAGER,),
        (Source.PEOPLE, Source.REVERSAL, Source.JOB_SEARCH),
        (_PRACTICE, _LITERATURE),
    ),
    Rule(
        "T5",
        below(QUALITY),
        (_WORK, _CONVERSATION),
        (_MANAGER, _DIRECTION),
        (Source.PEOPLE,),
        (_PRACTICE,),
        several_teams=True,
    ),
    Rule(
        "T4",
        every(below(Element.GELOOF), not_below(FRAMES)),
        (_WORK, _CONVERSATION),
        (_TEAM,),
        (Source.PEOPLE, Source.REVERSAL),
        (_PRACTICE,),
    ),
    Rule(
        "T9",
        below(Element.ZELFREGULERING),
        (_WORK,),
        (_TEAM, _MANAGER),
        (Source.IMPLEMENTATION_INTENTIONS, Source.SELF_REGULATION),
        (_LITERATURE,),
    ),
    Rule(
        "T8",
        below(Element.HOUDING),
        (_CONVERSATION,),
        (_MANAGER,),
        (Source.REVERSAL,),
        (_PRACTICE,),
        several_teams=True,
    ),
    Rule(
        "T6",
        every(below(Element.VAARDIGHEDEN), above(Element.CONTEXT)),
        (_TRAINING,),
        (_MANAGER, _HR),
        (Source.PEOPLE, Source.REVERSAL),
        (_PRACTICE,),
    ),
    Rule(
        "T11",
        every(above("willen", HIGH), above("kunnen", HIGH), below(Outcome.GEDRAG)),
        (_CONVERSATION,),
        (_MANAGER,),
        (Source.WHAT_WORKS,),
        (_PRACTICE,),
    ),
)

MANAGERS_RULE: Final = Rule(
    "T13", below(CHAIN), (_WORK,), (_MANAGER,), (Source.WHAT_WORKS,), (_PRACTICE,)
)
"""Of waves among managers only; needs the facet CHAIN, which m1 has from version 2 on."""

OWN_RULE: Final = Rule(
    "MR1",
    own_context_low,
    (_WORK,),
    (_DIRECTION,),
    (Source.WHAT_WORKS, Source.PEOPLE),
    (_PRACTICE,),
)
"""On the own profile of a manager, made while it is read and stored nowhere."""

ALL_RULES: Final[tuple[Rule[Condition] | Rule[OwnCondition], ...]] = (
    *GROUP_RULES,
    MANAGERS_RULE,
    OWN_RULE,
)
