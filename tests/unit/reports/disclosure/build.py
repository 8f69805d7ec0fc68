"""Small worlds for the tests: people with seven element scores, in teams of departments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final

from reports.disclosure.common_set import PublishedSet, common_set
from reports.disclosure.figures import GroupFigures, OptionTally, WaveFigures
from reports.disclosure.names import COMBINATIONS
from reports.disclosure.tree import build
from reports.statistics.pooled_spread import Within, within
from reports.statistics.sem import PROVISIONAL
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.policy import Level, Policy, default_policy

Person = Mapping[Element, float]

POLICY = default_policy("klantmanager")
FIVE = Policy("klantmanager", 5, 5, 0.5, 0.4)
"""The laxest policy there can be; the cases of research §7.2 are told with 5."""
STEP: Final = 5.0
"""Of elements of five items on five steps."""
STEPS: Final = {**dict.fromkeys(map(str, Element), STEP), "intentie": 12.5, "gedrag": 12.5}


def person(score: float = 50.0, **elements: float) -> Person:
    """A person with `score` on every element but those named."""
    return {element: elements.get(element.name.lower(), score) for element in Element}


def composites(one: Person) -> dict[str, float]:
    willen = fmean(one[element] for element in WILLEN)
    kunnen = fmean(one[element] for element in KUNNEN)
    return {"willen": willen, "kunnen": kunnen, "contrast": willen - kunnen}


@dataclass
class Group:
    """A group with the people directly in it; `size` None counts the respondents."""

    key: str
    level: Level = "team"
    parent: str | None = None
    people: Sequence[Person] = ()
    size: int | None = None
    tallies: Mapping[str, OptionTally] = field(default_factory=dict)
    rosterless: bool = False


def world(*groups: Group) -> WaveFigures:
    """The figures of `groups`, each with all people below it, as closing a wave makes them."""
    return WaveFigures(
        [_figures(group, groups) for group in groups],
        squares([group.people for group in groups]),
        PROVISIONAL,
        STEPS,
    )


def squares(units: Iterable[Sequence[Person]]) -> dict[str, Within]:
    """By name the squares within units of people."""
    people = list(units)
    weights = {**{e.value: {e: 1.0} for e in Element}, **COMBINATIONS}
    return {
        name: within(
            [[sum(w * one[e] for e, w in parts.items()) for one in unit] for unit in people]
        )
        for name, parts in weights.items()
    }


def common_of(wave: WaveFigures, policy: Policy = POLICY) -> PublishedSet:
    """What a wave publishes of its common set."""
    return common_set(build(wave.groups), wave.steps, policy)


def people_of(key: str, groups: Sequence[Group]) -> list[Person]:
    """All people in a group and in everything below it."""
    own = [one for group in groups if group.key == key for one in group.people]
    below = [group.key for group in groups if group.parent == key]
    return own + [one for child in below for one in people_of(child, groups)]


def roster_of(key: str, groups: Sequence[Group]) -> int:
    """The size of a group: its own, or its people and the sizes below it."""
    (group,) = (group for group in groups if group.key == key)
    if group.size is not None:
        return group.size
    below = sum(roster_of(other.key, groups) for other in groups if other.parent == key)
    return len(group.people) + below


def _figures(group: Group, groups: Sequence[Group]) -> GroupFigures:
    people = people_of(group.key, groups)
    return GroupFigures(
        key=group.key,
        level=group.level,
        parent=group.parent,
        name=group.key.title(),
        size=None if group.rosterless else roster_of(group.key, groups),
        respondents=len(people),
        complete=len(people),
        means={e.value: fmean(one[e] for one in people) for e in Element} if people else {},
        tallies=group.tallies,
    )
