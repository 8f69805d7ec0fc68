"""The joint program of the attackers: all that is published, read as limits on one person's scores.

Unknown are, per unit of people directly in one group, the sums of seven elements, and the seven
scores of one person of one unit. Every mean, composite and word gives linear limits. A spread gives
a bound on squares within groups: least when the others of the unit are equal and those of other
units lie at their mean, so a convex function of the same unknowns. It is approached by cuts (Kelley
1960) on a linear program. Who takes part knows the own answers, so those are no unknowns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import ceil, floor, fsum, inf
from typing import Final

import numpy as np
from scipy.optimize import linprog

from reports.disclosure.cells import MeanCell, Publication, PublishedGroup
from reports.disclosure.names import COMPOSITES, STANDING, standing_name
from reports.statistics.types import Direction
from surveys.instruments.elements import Element
from surveys.scoring.batch import Floats

Scores = Mapping[Element, float]

ELEMENTS: Final = tuple(Element)
WEIGHTS: Final[Mapping[str, Mapping[Element, float]]] = {
    **{element.value: {element: 1.0} for element in Element},
    **COMPOSITES,
}
MOST_DEVIATION: Final = 50.0
_CUTS, _NEAR = 300, 1e-3
_SLACK: Final = 1e-7


@dataclass(frozen=True)
class Unit:
    """The people directly in one group: how many they are, and the groups they count in."""

    key: str
    n: int
    groups: frozenset[str]


@dataclass(frozen=True)
class Bound:
    """At most so many squares (points squared) of a metric within these units together; `capped`
    when a deviation counts for at most 50 points.
    """

    metric: str
    squares: float
    units: frozenset[str]
    capped: bool = False


@dataclass(frozen=True)
class Insider:
    """Somebody who tells the attacker the own scores, on elements and on their facets."""

    unit: str
    scores: Scores
    facets: Mapping[Element, Mapping[str, float]]


@dataclass
class Program:
    """What the attacker knows; `solved` counts linear programs."""

    publication: Publication
    units: Sequence[Unit]
    bounds: Sequence[Bound] = ()
    steps: Mapping[Element, float] = field(default_factory=dict)
    solved: int = 0

    def __post_init__(self) -> None:
        self.rows: list[Floats] = []
        self.limits: list[float] = []
        for key, group in self.publication.groups.items():
            self._learn([unit for unit in self.units if key in unit.groups], group)
        for key, together in self.publication.shown_teams.items():
            shown = [unit for unit in self.units if key in unit.groups and self._is_shown(unit)]
            self._learn(shown, together.figures)

    def _is_shown(self, unit: Unit) -> bool:
        return self.publication.groups[unit.key].shown

    def _learn(self, inside: Sequence[Unit], group: PublishedGroup) -> None:
        if sum(unit.n for unit in inside) == 0:
            return
        for metric, cell in group.means.items():
            if isinstance(cell, MeanCell) and metric in WEIGHTS:
                self._learn_mean(inside, metric, cell)
        for word in group.standing_out if isinstance(group.standing_out, tuple) else ():
            self._learn_word(inside, Element(word.element), word.direction)

    def ranges(self, unit: Unit, insiders: Sequence[Insider] = ()) -> dict[str, float]:
        """Per metric how far the lowest and the highest possible score of one of the other people
        of a unit lie apart; on the answer grid where `steps` gives one.
        """
        search = self._search(unit, insiders)
        ends = [(0.0, 100.0)] * len(ELEMENTS)
        found = self._corners(search, ends)
        for at, element in enumerate(ELEMENTS):
            if found[element.value] < 100 - _NEAR:
                low, high = self._range(search, element.value, ends)
                if step := self.steps.get(element):
                    low = step * ceil(low / step - 1e-6)
                    high = step * floor(high / step + 1e-6)
                found[element.value] = high - low
                ends[at] = (low, max(low, high))
        for metric in COMPOSITES:
            if found[metric] < 100 - _NEAR:
                low, high = self._range(search, metric, ends)
                found[metric] = high - low
        return found

    def _search(self, unit: Unit, insiders: Sequence[Insider]) -> "_Search":
        rows, limits = [*self.rows], [*self.limits]
        self._add_others(unit, insiders, rows, limits)
        squares = [_Squares(self, bound, unit, insiders) for bound in self.bounds]
        sums = self._sums(insiders)
        return _Search(rows, limits, sums, [one for one in squares if one.binds])

    def _corners(self, search: "_Search", ends: Sequence[tuple[float, float]]) -> dict[str, float]:
        """The ranges that are reached with all of willen, and all of kunnen, as far to an end as
        can be: at least what is possible, and where they are whole all that is.
        """
        found: dict[str, list[float]] = {metric: [] for metric in WEIGHTS}
        for willen, kunnen in product((1.0, -1.0), repeat=2):
            at = len(self.units)
            wanted = -willen * self._row(at, "willen") - kunnen * self._row(at, "kunnen")
            _, x = self._least(wanted, search, ends)
            for metric, scores in found.items():
                scores.append(float(self._row(at, metric) @ x))
        return {metric: max(scores) - min(scores) for metric, scores in found.items()}

    def _range(
        self, search: "_Search", metric: str, ends: Sequence[tuple[float, float]]
    ) -> tuple[float, float]:
        """The lowest and the highest possible score on `metric`."""
        wanted = self._row(len(self.units), metric)
        return self._least(wanted, search, ends)[0], -self._least(-wanted, search, ends)[0]

    def _least(
        self, wanted: Floats, search: "_Search", ends: Sequence[tuple[float, float]]
    ) -> tuple[float, Floats]:
        """The least of `wanted` and where it lies; from outside, so never wider than is possible.
        The cuts are kept for the next call.
        """
        for _ in range(_CUTS):
            self.solved += 1
            matrix = np.array(search.rows) if search.rows else None
            limit = np.array(search.limits) + _SLACK if search.rows else None
            found = linprog(wanted, matrix, limit, bounds=[*search.sums, *ends])
            if found.x is None or found.fun is None:
                raise ValueError(f"what is published contradicts itself: {found.message}")
            beyond = [one for one in search.squares if one.excess(found.x) > _NEAR * one.limit]
            if not beyond:
                return float(found.fun), found.x
            for one in beyond:
                row, limit_of_row = one.cut(found.x)
                search.rows.append(row)
                search.limits.append(limit_of_row)
        raise ValueError("the cuts do not come to an end")

    def _learn_mean(self, inside: Sequence[Unit], metric: str, cell: MeanCell) -> None:
        row = self._mean_of(inside, WEIGHTS[metric])
        if cell.coded != "top":
            self.rows.append(row)
            self.limits.append(cell.value + 0.5)
        if cell.coded != "bottom":
            self.rows.append(-row)
            self.limits.append(0.5 - cell.value)

    def _learn_word(self, inside: Sequence[Unit], element: Element, word: Direction) -> None:
        """An element that stands out differs from the other six in this direction."""
        sign = 1.0 if word is Direction.LOWEST else -1.0
        self.rows.append(sign * self._mean_of(inside, STANDING[standing_name(element)]))
        self.limits.append(0.0)

    def _mean_of(self, inside: Sequence[Unit], weights: Mapping[Element, float]) -> Floats:
        row = np.zeros(7 * len(self.units) + 7)
        n = sum(unit.n for unit in inside)
        for unit in inside:
            at = self.units.index(unit)
            for element, weight in weights.items():
                row[7 * at + ELEMENTS.index(element)] = weight / n
        return row

    def _row(self, at: int, metric: str) -> Floats:
        """A metric of the sums of one unit; of the person where `at` is the number of units."""
        row = np.zeros(7 * len(self.units) + 7)
        for element, weight in WEIGHTS[metric].items():
            row[7 * at + ELEMENTS.index(element)] = weight
        return row

    def _sums(self, insiders: Sequence[Insider]) -> list[tuple[float, float]]:
        ends = []
        for unit in self.units:
            own = [insider for insider in insiders if insider.unit == unit.key]
            for element in ELEMENTS:
                known = fsum(insider.scores[element] for insider in own)
                ends.append((known, known + 100.0 * (unit.n - len(own))))
        return ends

    def _add_others(
        self, unit: Unit, insiders: Sequence[Insider], rows: list[Floats], limits: list[float]
    ) -> None:
        """The others of the unit of the person have scores of 0 to 100 too."""
        at, own = self.units.index(unit), [i for i in insiders if i.unit == unit.key]
        others = unit.n - 1 - len(own)
        for place, element in enumerate(ELEMENTS):
            known = fsum(insider.scores[element] for insider in own)
            row = np.zeros(7 * len(self.units) + 7)
            row[7 * at + place], row[7 * len(self.units) + place] = 1, -1
            rows += [row, -row]
            limits += [100.0 * others + known, -known]


@dataclass
class _Search:
    """The limits on one person beside these insiders, cuts among them."""

    rows: list[Floats]
    limits: list[float]
    sums: list[tuple[float, float]]
    squares: Sequence["_Squares"]


class _Squares:
    """The least squares of one bound as a function of the unknowns, with its cuts."""

    def __init__(
        self, program: Program, bound: Bound, unit: Unit, insiders: Sequence[Insider]
    ) -> None:
        weights = WEIGHTS[bound.metric]
        self.terms: list[tuple[Floats, Floats | None, float, int, int]] = []
        known, width = 0.0, 7 * len(program.units) + 7
        self.limit = bound.squares
        for at, one in enumerate(program.units):
            if one.key not in bound.units:
                continue
            own = [_score(i.scores, weights) for i in insiders if i.unit == one.key]
            person = program._row(len(program.units), bound.metric) if one == unit else None
            others = one.n - len(own) - (person is not None)
            if not own and person is None:
                continue
            row = np.zeros(width)
            row[7 * at : 7 * at + 7] = program._row(at, bound.metric)[7 * at : 7 * at + 7]
            self.terms.append((row, person, fsum(own), one.n, others))
            known += fsum(score**2 for score in own)
            if bound.capped:
                self.limit += _beyond(program, one, bound.metric, own)
        self.known = known
        self.binds = unit.key in bound.units and self.limit < inf

    def excess(self, x: Floats) -> float:
        return self._value(x) - self.limit

    def cut(self, x: Floats) -> tuple[Floats, float]:
        """A limit that all points within the bound keep and this one does not."""
        gradient = self._gradient(x)
        return gradient, self.limit - self._value(x) + float(gradient @ x)

    def _value(self, x: Floats) -> float:
        value = self.known
        for row, person, own, n, others in self.terms:
            total, score = float(row @ x), float(person @ x) if person is not None else 0.0
            value += score**2 - total**2 / n
            if others:
                value += (total - score - own) ** 2 / others
        return value

    def _gradient(self, x: Floats) -> Floats:
        gradient = np.zeros(len(x))
        for row, person, own, n, others in self.terms:
            total, score = float(row @ x), float(person @ x) if person is not None else 0.0
            rest = 2 * (total - score - own) / others if others else 0.0
            gradient += (rest - 2 * total / n) * row
            if person is not None:
                gradient += (2 * score - rest) * person
        return gradient


def _score(scores: Scores, weights: Mapping[Element, float]) -> float:
    return fsum(weight * scores[element] for element, weight in weights.items())


def _beyond(program: Program, unit: Unit, metric: str, own: Sequence[float]) -> float:
    """What the deviations of these scores have in squares that did not count."""
    cell = program.publication.groups[unit.key].means.get(metric)
    middle = float(cell.value) if isinstance(cell, MeanCell) else 50.0
    far = [(abs(score - middle) + 0.5) ** 2 - MOST_DEVIATION**2 for score in own]
    return fsum(max(0.0, squares) for squares in far)
