"""Who attacks a publication: an outsider, and one or two participants with their own answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from reports.disclosure.cells import WITHHELD, Publication
from surveys.instruments.elements import Element
from surveys.scoring.answers import BLANK
from tests.attack.program import WEIGHTS, Bound, Insider, Program, Unit
from tests.attack.spreads import reliability_bounds, spread_bounds
from tests.attack.worlds import Town, steps

RANGE: Final = 50.0
FEWEST_OTHERS: Final = 5
NOISE: Final = 1e-3


@dataclass(frozen=True)
class Finding:
    """How far the possible scores on `metric` of the other people of a unit lie apart, in points.

    `near_end` says that those others lie so near an end, on an element of the metric or a published
    facet of it, that their exact mean alone leaves under 50 points: all of them together are less
    than 50 away from it.
    """

    unit: str
    insiders: int
    metric: str
    points: float
    near_end: bool


def program_of(town: Town) -> Program:
    """What everybody can know of a town, with the spreads behind its intervals."""
    return Program(town.publication, town.units, tuple(bounds_of(town)), steps())


def bounds_of(town: Town) -> Iterator[Bound]:
    """The squares within teams as far as anything published tells them."""
    yield from spread_bounds(town.publication, town.units)
    if town.quality is not None and not any(BLANK in one for one in town.answers):
        yield from reliability_bounds(town.publication, town.units, town.quality)


def outsider(town: Town, program: Program) -> Iterator[Finding]:
    """Every unit of which anything is shown."""
    for unit in _attacked(town):
        for metric, points in program.ranges(unit).items():
            yield Finding(unit.key, 0, metric, points, near_end=False)


def participants(town: Town, program: Program, number: int) -> Iterator[Finding]:
    """One or two people of a unit, with the most telling own scores, against the others of it."""
    for unit in _attacked(town):
        people = town.people[unit.key]
        if len(people) - number < FEWEST_OTHERS:
            continue
        for some in _telling(people, number):
            near = near_ends(town.publication, people, some)
            for metric, points in program.ranges(unit, some).items():
                yield Finding(unit.key, number, metric, points, bool(near & set(WEIGHTS[metric])))


def near_ends(
    publication: Publication, people: Sequence[Insider], some: Sequence[Insider]
) -> set[Element]:
    """The elements on which the means of the others alone leave less than 50 points: that on the
    element itself, or those on its facets where these are published (onthulling).
    """
    others = [one for one in people if not any(one is insider for insider in some)]
    facets = publication.groups[others[0].unit].facets
    found = set()
    for element in Element:
        columns = [[one.scores[element] for one in others]]
        if facets.get(element, WITHHELD) is not WITHHELD:
            codes = others[0].facets[element]
            columns += [[one.facets[element][code] for one in others] for code in codes]
        sums = [min(fsum(column), 100 * len(others) - fsum(column)) for column in columns]
        if min(sums) < RANGE - NOISE:
            found.add(element)
    return found


def _attacked(town: Town) -> Iterator[Unit]:
    shown = {key for key, group in town.publication.groups.items() if group.shown}
    return (unit for unit in town.units if unit.n and unit.groups & shown)


def _telling(people: Sequence[Insider], number: int) -> list[Sequence[Insider]]:
    """Those at the ends of any metric: their own scores take up most of a spread or a mean."""
    found: dict[tuple[int, ...], Sequence[Insider]] = {}
    for weights in WEIGHTS.values():
        order = sorted(range(len(people)), key=lambda at: _score(people[at].scores, weights))
        for low in range(number + 1):
            some = tuple(sorted((*order[:low], *order[len(order) - number + low :])))
            found[some] = [people[at] for at in some]
    return list(found.values())


def _score(scores: Mapping[Element, float], weights: Mapping[Element, float]) -> float:
    return fsum(weight * scores[element] for element, weight in weights.items())
