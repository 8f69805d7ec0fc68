"""People with facets: scores per facet, and elements that are made of those."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean
from typing import Final

from reports.disclosure.cells import Publication
from reports.disclosure.figures import Facet, WaveFigures
from reports.disclosure.names import facet_name
from reports.disclosure.publish import publish
from reports.statistics.pooled_spread import Within, within
from surveys.instruments.elements import Element
from surveys.policy import Policy
from tests.unit.reports.disclosure.build import POLICY, Group, Person, people_of, person, world

PLAN: Final[Mapping[Element, Mapping[str, int]]] = {
    Element.HOUDING: {"H.gev": 2, "H.ged": 3},
    Element.GELOOF: {"G.bek": 2, "G.con": 2, "G.teg": 1},
    Element.VAARDIGHEDEN: {"V.taak": 3, "V.soc": 2},
}
"""Two elements of which every facet has two items or more, and one with a facet of one item."""


def weights(element: Element) -> dict[str, float]:
    """What each facet counts for in an element."""
    items = sum(PLAN[element].values())
    return {code: count / items for code, count in PLAN[element].items()}


class Detailed(dict[Element, float]):
    """A person whose elements of PLAN are made of facets; other elements have one score."""

    def __init__(self, score: float = 50.0, **facets: float) -> None:
        self.facets = {
            code: facets.get(code.replace(".", "_"), score)
            for codes in PLAN.values()
            for code in codes
        }
        made = {
            element: sum(weight * self.facets[code] for code, weight in weights(element).items())
            for element in PLAN
        }
        super().__init__({**person(score), **made})


def detailed_world(*groups: Group) -> WaveFigures:
    """The figures of `groups`, of Detailed people, with their facets."""
    wave = world(*groups)
    return replace(
        wave,
        groups=[
            replace(figures, facets=_facets(people_of(figures.key, groups)))
            for figures in wave.groups
        ],
        within={**wave.within, **_squares(groups)},
    )


def published(*groups: Group, policy: Policy = POLICY) -> Publication:
    return publish(detailed_world(*groups), policy)


def _facets(people: Sequence[Person]) -> dict[str, tuple[Facet, ...]]:
    if not people:
        return {}
    return {
        str(element): tuple(
            Facet(code, items, fmean(_scores(code, people))) for code, items in codes.items()
        )
        for element, codes in PLAN.items()
    }


def _squares(groups: Sequence[Group]) -> dict[str, Within]:
    return {
        facet_name(code): within([_scores(code, group.people) for group in groups])
        for codes in PLAN.values()
        for code in codes
    }


def _scores(code: str, people: Sequence[Person]) -> list[float]:
    return [one.facets[code] for one in people if isinstance(one, Detailed)]
