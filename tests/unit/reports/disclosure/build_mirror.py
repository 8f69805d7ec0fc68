"""People with the questions of the spiegel: context of two of them, a facet of its own together,
and of one other facet of two questions that is only shown as a whole.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Final

from reports.disclosure.cells import ItemCell, Publication, Withheld
from reports.disclosure.figures import Facet, WaveFigures
from reports.disclosure.names import facet_name
from reports.disclosure.publish import publish
from reports.disclosure.waves import ALONE, Continuity
from reports.statistics.pooled_spread import within
from surveys.instruments.elements import Element
from surveys.policy import Policy, default_policy
from tests.unit.reports.disclosure.build import Group, Person, people_of, person, world

MANAGERS: Final = default_policy("manager")
ITEMS: Final[Mapping[str, int]] = {"C1": 1, "C8": 1, "C.ste": 2}
"""How many questions each part of context has."""
SHOWN: Final = ("C1", "C8")
FACETS: Final[Mapping[str, Mapping[str, int]]] = {
    "C.str": {"C1": 1, "C8": 1},
    "C.ste": {"C.ste": 2},
}


class Mirrored(dict[Element, float]):
    """A person by the scores on the parts of context, in the order of ITEMS; 50 on all else."""

    def __init__(self, *parts: float) -> None:
        self.parts = dict(zip(ITEMS, parts, strict=True))
        whole = sum(ITEMS[code] * score for code, score in self.parts.items()) / 4
        super().__init__({**person(50), Element.CONTEXT: whole})

    def facet(self, code: str) -> float:
        weights = FACETS[code]
        return sum(n * self.parts[part] for part, n in weights.items()) / sum(weights.values())


def mirror_world(*groups: Group) -> WaveFigures:
    """The figures of `groups`, of Mirrored people, as closing a wave makes them."""
    wave = world(*groups)
    squares = {
        facet_name(code): within([[one.facet(code) for one in _own(g.people)] for g in groups])
        for code in FACETS
    }
    figures = []
    for group in wave.groups:
        people = _own(people_of(group.key, groups))
        figures.append(
            replace(
                group,
                facets={"context": _means(people, dict.fromkeys(FACETS, 2), Mirrored.facet)},
                parts={"context": _means(people, ITEMS, lambda one, code: one.parts[code])},
            )
            if people
            else group
        )
    return replace(wave, groups=figures, within={**wave.within, **squares}, mirror=SHOWN)


def managers(*people: Mirrored, size: int | None = None) -> list[Group]:
    """A wave of managers: one group, the whole organisation."""
    return [Group("o", "organisation", None, people, size)]


def published(
    groups: Sequence[Group], policy: Policy = MANAGERS, continuity: Continuity = ALONE
) -> Publication:
    return publish(mirror_world(*groups), policy, continuity)


def cells(publication: Publication, key: str = "o") -> Mapping[str, ItemCell | Withheld]:
    return publication.groups[key].mirror


def _own(people: Sequence[Person]) -> list[Mirrored]:
    return [one for one in people if isinstance(one, Mirrored)]


def _means(
    people: Sequence[Mirrored], items: Mapping[str, int], score: Callable[[Mirrored, str], float]
) -> tuple[Facet, ...]:
    return tuple(
        Facet(code, n, fmean(score(one, code) for one in people)) for code, n in items.items()
    )
