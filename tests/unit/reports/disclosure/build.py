"""Small worlds for the tests: people with seven element scores, in teams of departments."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from reports.disclosure.edges import standing_name
from reports.disclosure.figures import BIN_OPTIONS, GroupFigures, Tally, bin_of, binned
from reports.disclosure.means import STANDING_LEVEL
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import estimate
from reports.statistics.types import Estimate
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.policy import Level, Policy, default_policy

Person = Mapping[Element, float]

POLICY = default_policy("klantmanager")
FIVE = Policy("klantmanager", 5, 5, 0.5, 0.4)
"""The laxest policy there can be; the cases of domain.md 7.2 are told with 5."""


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
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    rosterless: bool = False


def world(*groups: Group) -> list[GroupFigures]:
    """The figures of `groups`, each with all people below it, as closing a wave makes them."""
    return [_figures(group, groups) for group in groups]


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
    size = None if group.rosterless else roster_of(group.key, groups)
    return GroupFigures(
        key=group.key,
        level=group.level,
        parent=group.parent,
        name=group.key.title(),
        size=size,
        respondents=len(people),
        complete=len(people),
        estimates=_estimates(people, size),
        standing=_standing(people, size),
        tallies=group.tallies,
    )


def _estimates(people: Sequence[Person], size: int | None) -> dict[str, Estimate]:
    if len(people) < 2:
        return {}
    scores: dict[str, list[float]] = {e: [one[e] for one in people] for e in Element}
    for metric in ("willen", "kunnen", "contrast"):
        scores[metric] = [composites(one)[metric] for one in people]
    return {
        metric: estimate(metric, values, size=size, sem=PROVISIONAL.of(metric))
        for metric, values in scores.items()
    }


def _standing(people: Sequence[Person], size: int | None) -> dict[str, Estimate]:
    if len(people) < 2:
        return {}
    return {
        element: estimate(
            standing_name(element),
            [one[element] - fmean(one[o] for o in Element if o != element) for one in people],
            size=size,
            sem=PROVISIONAL.of_standing(element),
            level=STANDING_LEVEL,
        )
        for element in Element
    }


def distributions(people: Sequence[Person]) -> dict[str, Tally]:
    """The bins of willen and kunnen of `people`."""
    return {name: bins(composites(p)[name] for p in people) for name in ("willen", "kunnen")}


def bins(scores: Iterable[float]) -> Tally:
    """Scores of 0-100 in their bins."""
    found = Counter(bin_of(score) for score in scores)
    return binned(found[number] for number in range(len(BIN_OPTIONS)))


def bin_tally(*counts: int) -> Tally:
    return Tally(BIN_OPTIONS, counts, ordered=True)
