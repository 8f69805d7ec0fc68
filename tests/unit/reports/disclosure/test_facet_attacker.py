"""An attacker with a linear programme over people and facets, who knows every sum without rounding.

Houding is made of two facets and known by itself as well; where it is held back from an end, only
the bound is. Neither on the element nor on a facet may anybody come out within 50 points.
"""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reports.disclosure.cells import WITHHELD
from surveys.instruments.elements import Element
from tests.unit.reports.disclosure.build import Group, common_of, people_of
from tests.unit.reports.disclosure.build_facets import (
    Detailed,
    detailed_world,
    published,
    weights,
)

SHARES = weights(Element.HOUDING)
CODES = tuple(SHARES)
SCORES = {"houding": SHARES, **{code: {code: 1.0} for code in CODES}}


class Attacker:
    """Unknown are both facets of everybody but those `known`, by the number of the person. `told`
    are the groups that tell their facets.
    """

    def __init__(self, groups: Sequence[Group], told: set[str] | None = None) -> None:
        self.groups = groups
        self.known: dict[int, tuple[float, ...]] = {}
        self.people = [one for group in groups for one in group.people]
        self.rows: list[np.ndarray] = []
        self.limits: list[float] = []
        shown = published(*groups).groups
        facets = told or {
            k for k, g in shown.items() if g.facets.get("houding", WITHHELD) != WITHHELD
        }
        common = common_of(detailed_world(*groups))
        for key in common.cover:
            parts = [part["houding"] for part in common.parts(key).values()]
            total = sum(part.n * part.mean for part in parts)
            below, above = any(p.below for p in parts), any(p.above for p in parts)
            self._learn(key, SHARES, total, low=not below, high=not above)
            if key in facets:
                for code in CODES:
                    self._learn(key, {code: 1.0}, self._sum(key, code))

    def range_of(self, at: int, score: str) -> float:
        wanted = np.zeros(2 * len(self.people))
        for code, weight in SCORES[score].items():
            wanted[2 * at + CODES.index(code)] = weight
        rows = np.array(self.rows) if self.rows else None
        limits = np.array(self.limits) + 1e-7 if self.rows else None
        ends = []
        bounds = [(0.0, 100.0)] * (2 * len(self.people))
        for person, scores in self.known.items():
            bounds[2 * person : 2 * person + 2] = [(score, score) for score in scores]
        for sign in (1, -1):
            solved = linprog(sign * wanted, rows, limits, bounds=bounds)
            assert solved.fun is not None
            ends.append(sign * solved.fun)
        return float(ends[1] - ends[0])

    def narrowest(self) -> float:
        """The smallest range of anyone; of people directly in one group the first speaks."""
        firsts = [
            sum(len(other.people) for other in self.groups[:at])
            for at, group in enumerate(self.groups)
            if group.people
        ]
        return min(self.range_of(at, score) for at in firsts for score in SCORES)

    def _sum(self, key: str, code: str) -> float:
        return sum(p.facets[code] for p in people_of(key, self.groups) if isinstance(p, Detailed))

    def _learn(
        self, key: str, made_of: dict[str, float], total: float, low: bool = True, high: bool = True
    ) -> None:
        row = np.zeros(2 * len(self.people))
        inside = {id(one) for one in people_of(key, self.groups)}
        for at, one in enumerate(self.people):
            if id(one) in inside:
                for code, weight in made_of.items():
                    row[2 * at + CODES.index(code)] = weight
        if high:
            self.rows.append(row)
            self.limits.append(total)
        if low:
            self.rows.append(-row)
            self.limits.append(-total)


def same(n: int, gev: float, ged: float) -> list[Detailed]:
    return [Detailed(50, H_gev=gev, H_ged=ged) for _ in range(n)]


def tree(direct: Sequence[Detailed], *teams: Sequence[Detailed]) -> list[Group]:
    return [
        Group("x", "department", None, direct),
        *(Group(f"t{i}", "team", "x", people) for i, people in enumerate(teams)),
    ]


CASES = {
    "both in the middle": tree([], same(7, 50, 50)),
    "one high and one low": tree([], same(7, 85, 15), same(9, 20, 80)),
    "one at the top": tree([], same(7, 100, 50), same(9, 50, 50)),
    "one at the top, one at the bottom": tree([], same(12, 100, 0), same(12, 0, 100)),
    "the rest at an end": tree(same(7, 100, 100), same(9, 50, 50), same(9, 50, 50)),
    "one team at an end beside two others": tree(
        [], same(8, 99, 30), same(8, 40, 40), same(8, 60, 60)
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    assert Attacker(CASES[name]).narrowest() >= 50 - 1e-4


def test_the_attacker_is_able() -> None:
    """Told one facet at the top and one at the bottom he knows the element of everybody."""
    groups = tree([], same(12, 100, 0))
    assert Attacker(groups, told={"t0"}).narrowest() < 1


@st.composite
def trees(draw: st.DrawFn) -> list[Group]:
    def some(sizes: Sequence[int]) -> list[Detailed]:
        gev, ged = (draw(st.sampled_from([0, 12, 15, 50, 85, 88, 92, 100])) for _ in range(2))
        step = draw(st.sampled_from([0, 1, 10]))
        return [
            Detailed(
                50,
                H_gev=min(max(gev + step * (i % 3 - 1), 0), 100),
                H_ged=min(max(ged + step * ((i + 1) % 3 - 1), 0), 100),
            )
            for i in range(draw(st.sampled_from(sizes)))
        ]

    teams = [some([3, 7, 8, 12, 16]) for _ in range(draw(st.integers(1, 3)))]
    return tree(some([0, 0, 2, 7]), *teams)


@settings(max_examples=60, deadline=None)
@given(trees())
def test_nobody_comes_out_within_50_points(groups: list[Group]) -> None:
    assert Attacker(groups).narrowest() >= 50 - 1e-4
