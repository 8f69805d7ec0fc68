"""How the answers of the demo are generated. Nothing here is data about real people.

A latent score of 0-100 per person and element is

    team level of the element + person (sd 9) + person x element (sd 10) + this wave (sd 5)

and each item adds its own noise (sd 14). The score falls into the nearest step of the item's
scale, turned round for items keyed "-". The team levels tell the story of the seed texts: in most
teams willen is high and kunnen is held back by the context; in one team it is the other way
round, in two there is no difference (`TEAMS`). One in twenty-five answers is skipped or "weet ik
niet" where that is offered.
"""

from dataclasses import dataclass
from random import Random

from surveys.instruments.elements import Element, SupportArea
from surveys.instruments.model import AnchorChoice, Instrument, Item, ItemKind
from surveys.scoring.answers import Answer

PERSON, PERSON_ELEMENT, OCCASION, ITEM = 9.0, 10.0, 5.0, 14.0
SKIP_SHARE = 0.04

Levels = dict[Element, float]


def _levels(houding: float, geloof: float, druk: float, *kunnen: float) -> Levels:
    return dict(zip(Element, (houding, geloof, druk, *kunnen), strict=True))


STUCK = _levels(80, 70, 64, 62, 52, 36, 48)
"""Willing, but held back by context and obstacles: the finding of the seed texts."""
UNWILLING = _levels(44, 50, 42, 70, 66, 68, 74)
EVEN = _levels(62, 60, 58, 62, 58, 60, 60)


SUPPORT_LEVELS = {
    SupportArea.SCHOLING: (57, 55),
    SupportArea.OVERLEG: (31, 78),
    SupportArea.AFSPRAKEN: (69, 30),
    SupportArea.BESLISRUIMTE: (70, 74),
    SupportArea.OMSTANDIGHEDEN: (34, 46),
}
"""Whether it is there, and whether it helps: time to consult is wanted, agreements help nobody."""
SKIP_ALL = 1 / 12


@dataclass(frozen=True, slots=True)
class Person:
    """The lasting part of one person's answers, in points around the level of the team."""

    general: float
    elements: Levels


def person(random: Random) -> Person:
    return Person(
        general=random.gauss(0, PERSON),
        elements={element: random.gauss(0, PERSON_ELEMENT) for element in Element},
    )


def answers(
    instrument: Instrument, levels: Levels, respondent: Person, random: Random
) -> dict[str, Answer]:
    """One filled-in questionnaire: item code to step, missing code or None."""
    latent = {
        element: levels[element]
        + respondent.general
        + respondent.elements[element]
        + random.gauss(0, OCCASION)
        for element in Element
    }
    return {item.code: _answer(instrument, item, latent, random) for item in instrument.items}


def support_answers(addition: Instrument, respondent: Person, random: Random) -> dict[str, Answer]:
    """What one person says of the organisation: of each area first whether it is there, then
    whether it helps. One in twelve skips all of it.
    """
    if random.random() < SKIP_ALL:
        return {}
    answers: dict[str, Answer] = {}
    for area, levels in SUPPORT_LEVELS.items():
        items = (item for item in addition.items if item.area == area)
        for item, level in zip(items, levels, strict=True):
            score = level + respondent.general + random.gauss(0, ITEM)
            steps = addition.scales[item.scale].steps
            place = min(len(steps) - 1, max(0, round(score / 100 * (len(steps) - 1))))
            answers[item.code] = steps[place].value
    return answers


def _answer(instrument: Instrument, item: Item, latent: Levels, random: Random) -> Answer:
    noise, skip = random.gauss(0, ITEM), random.random() < SKIP_SHARE
    if skip:
        return item.missing[0] if item.missing else None
    if item.kind is ItemKind.ANKER:
        return int(_anchor(latent, random))
    score = _level_of(item, latent) + noise
    steps = instrument.scales[item.scale].steps
    index = min(len(steps) - 1, max(0, round(score / 100 * (len(steps) - 1))))
    return steps[index if item.key == "+" else -1 - index].value


def _level_of(item: Item, latent: Levels) -> float:
    """Intention follows willen; behaviour follows the weaker of willen and kunnen."""
    if item.element is not None:
        return latent[item.element]
    willen, kunnen = _composites(latent)
    return willen if item.kind is ItemKind.INTENTIE else min(willen, kunnen)


def _anchor(latent: Levels, random: Random) -> AnchorChoice:
    willen, kunnen = _composites(latent)
    difference = willen - kunnen + random.gauss(0, 10)
    if difference > 8:
        return AnchorChoice.KUNNEN
    if difference < -8:
        return AnchorChoice.WILLEN
    return AnchorChoice.NIETS if min(willen, kunnen) > 55 else AnchorChoice.ALLEBEI


def _composites(latent: Levels) -> tuple[float, float]:
    values = list(latent.values())
    return sum(values[:3]) / 3, sum(values[3:]) / 4
