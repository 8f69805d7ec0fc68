"""An attacker with a linear programme, who knows how many people are in every group.

Every published mean is an interval for a sum over people; willen, kunnen and contrast are sums of
elements; groups lie inside each other. Nobody's score may come out within 50 points.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reports.disclosure.cells import WITHHELD, MeanCell, Publication
from reports.disclosure.names import COMPOSITES
from reports.disclosure.publish import publish
from surveys.instruments.elements import Element
from tests.unit.reports.disclosure.build import POLICY, Group, Person, person, world

ELEMENTS = tuple(Element)
WEIGHTS: Mapping[str, Mapping[Element, float]] = {
    **{element.value: {element: 1.0} for element in Element},
    **COMPOSITES,
}


class Attacker:
    """Unknown are, per unit of people directly in a group, the sums of seven elements; and the
    seven scores of one person of one unit.
    """

    def __init__(self, publication: Publication, groups: Sequence[Group]) -> None:
        self.groups = groups
        self.units = [group for group in groups if group.people]
        self.rows: list[np.ndarray] = []
        self.limits: list[float] = []
        for group in groups:
            for metric, cell in publication.groups[group.key].means.items():
                if isinstance(cell, MeanCell) and metric in WEIGHTS:
                    self._learn(group.key, metric, cell)

    def range_of(self, unit: Group, metric: str) -> tuple[float, float]:
        """The lowest and highest score that a person of `unit` can have."""
        weights = self._person(metric)
        rows, limits = [*self.rows], [*self.limits]
        for row, limit in self._others(unit):
            rows.append(row)
            limits.append(limit)
        found = [
            linprog(sign * weights, np.array(rows), np.array(limits), bounds=self._bounds())
            for sign in (1, -1)
        ]
        assert found[0].fun is not None
        assert found[1].fun is not None
        return found[0].fun, -found[1].fun

    def _learn(self, key: str, metric: str, cell: MeanCell) -> None:
        below = self._below(key)
        row = np.zeros(7 * len(self.units) + 7)
        n = sum(len(unit.people) for unit in self.units if unit.key in below)
        for at, unit in enumerate(self.units):
            if unit.key in below:
                for element, weight in WEIGHTS[metric].items():
                    row[7 * at + ELEMENTS.index(element)] = weight / n
        if cell.coded != "top":
            self.rows.append(row)
            self.limits.append(cell.value + 0.5)
        if cell.coded != "bottom":
            self.rows.append(-row)
            self.limits.append(0.5 - cell.value)

    def _below(self, key: str) -> set[str]:
        children = [group.key for group in self.groups if group.parent == key]
        return {key}.union(*(self._below(child) for child in children))

    def _person(self, metric: str) -> np.ndarray:
        row = np.zeros(7 * len(self.units) + 7)
        for element, weight in WEIGHTS[metric].items():
            row[7 * len(self.units) + ELEMENTS.index(element)] = weight
        return row

    def _others(self, unit: Group) -> Iterator[tuple[np.ndarray, float]]:
        """The others of the unit have scores of 0 to 100 too."""
        at = self.units.index(unit)
        for i in range(7):
            row = np.zeros(7 * len(self.units) + 7)
            row[7 * at + i], row[7 * len(self.units) + i] = 1, -1
            yield row, 100.0 * (len(unit.people) - 1)
            yield -row, 0.0

    def _bounds(self) -> list[tuple[float, float]]:
        sums = [(0.0, 100.0 * len(unit.people)) for unit in self.units for _ in range(7)]
        return sums + [(0.0, 100.0)] * 7


def narrowest(groups: Sequence[Group]) -> float:
    """The smallest range that the attacker finds for anyone on any score."""
    attacker = Attacker(publish(world(*groups), POLICY), groups)
    ranges = (attacker.range_of(unit, metric) for unit in attacker.units for metric in WEIGHTS)
    return min(high - low for low, high in ranges)


def tree(department: Sequence[Person], *teams: Sequence[Person]) -> list[Group]:
    return [
        Group("x", "department", None, department),
        *(Group(f"t{i}", "team", "x", people) for i, people in enumerate(teams)),
    ]


CASES = {
    "everybody at the top": tree([], [person(100)] * 7, [person(100)] * 8),
    "everybody at the bottom": tree([], [person(0)] * 7, [person(0)] * 8),
    "the rest at the bottom": tree([person(0)] * 7, [person(50)] * 20),
    "one team at the top": tree([], [person(100)] * 7, [person(50)] * 9),
    "a team and the rest at opposite ends": tree([person(0)] * 7, [person(100)] * 7),
    "houding at the top": tree([], [person(60, houding=100)] * 7, [person(40)] * 9),
    "willen at the top, kunnen at the bottom": tree(
        [], [person(100, vaardigheden=0, zelfregulering=0, context=0, belemmeringen=0)] * 7
    ),
    "kunnen follows from willen and contrast": tree(
        [], [person(93, vaardigheden=3, zelfregulering=3, context=3, belemmeringen=3)] * 7
    ),
    "a coded team beside a few withheld people at the bottom": tree(
        [person(0)] * 4, [person(93)] * 7, [person(0)] * 3
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    assert narrowest(CASES[name]) >= 50 - 1e-6


def test_the_attacker_is_able() -> None:
    """Without rules the same attacker pins the seven people down of whom all said 100."""
    groups = tree([], [person(100)] * 7, [person(50)] * 9)
    publication = publish(world(*groups), POLICY)
    cells = dict(publication.groups["t0"].means)
    houding = cells["houding"]
    assert houding is not WITHHELD
    attacker = Attacker(publication, groups)
    attacker._learn("t0", "houding", MeanCell(100, 90, 100, houding.n, None))
    low, high = attacker.range_of(attacker.units[0], "houding")
    assert high - low < 5


@st.composite
def extremes(draw: st.DrawFn) -> list[Group]:
    """Units of people who are close to one level per element, often at an end of the scale."""

    def unit(most: int) -> list[Person]:
        near = {e: draw(st.sampled_from([0, 4, 10, 50, 90, 96, 100])) for e in Element}
        n = draw(st.integers(0, most))
        step = draw(st.sampled_from([0, 1, 5]))
        return [
            {e: min(max(level + step * (i % 3 - 1), 0), 100) for e, level in near.items()}
            for i in range(n)
        ]

    return tree(unit(9), *(unit(16) for _ in range(draw(st.integers(1, 3)))))


@settings(max_examples=25, deadline=None)
@given(extremes())
def test_nobody_comes_out_within_50_points(groups: list[Group]) -> None:
    if any(group.people for group in groups):
        assert narrowest(groups) >= 50 - 1e-6
