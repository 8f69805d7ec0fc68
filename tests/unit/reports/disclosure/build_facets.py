"""People with facets: scores per facet, and elements that are made of those."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean, stdev
from typing import Final

from reports.disclosure.cells import Publication
from reports.disclosure.door import publish
from reports.disclosure.figures import Facet, GroupFigures
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import estimate_from
from reports.statistics.types import Estimate
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


def detailed_world(*groups: Group) -> list[GroupFigures]:
    """The figures of `groups`, of Detailed people, with their facets."""
    return [
        replace(figures, facets=_facets(people_of(figures.key, groups), figures.size))
        for figures in world(*groups)
    ]


def published(*groups: Group, policy: Policy = POLICY) -> Publication:
    return publish(detailed_world(*groups), policy)


def _facets(people: Sequence[Person], size: int | None) -> dict[str, tuple[Facet, ...]]:
    if len(people) < 2:
        return {}
    return {
        str(element): tuple(
            Facet(code, PLAN[element][code], _estimate(code, people, size, element, weight))
            for code, weight in weights(element).items()
        )
        for element in PLAN
    }


def _estimate(
    code: str, people: Sequence[Person], size: int | None, element: Element, share: float
) -> Estimate:
    scores = [one.facets[code] for one in people if isinstance(one, Detailed)]
    sem = PROVISIONAL.of_facet(element, share)
    return estimate_from(code, len(scores), fmean(scores), stdev(scores), size=size, sem=sem)
