"""An attacker with a linear programme over people and waves, and every linked change.

He knows who is where and took part when. Of every published group he knows the sum itself, without
rounding, and not the rounded mean; so he is stronger than anyone can be. Nobody's score may come
out within 50 points in any wave, and no few people alone may make up what he can work out.
"""

from collections.abc import Sequence
from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from tests.unit.reports.disclosure.build import POLICY
from tests.unit.reports.disclosure.build_waves import One, Panel, came, left, panel, stayed

THRESHOLD = POLICY.means


class Attacker:
    """Unknown are the scores of everybody in every wave in which they took part, but those `known`
    by person and wave.
    """

    def __init__(self, found: Panel) -> None:
        self.panel = found
        self.known: dict[tuple[int, int], float] = {}
        waves = range(len(found.people[0].places))
        self.unknown = [
            (at, wave)
            for at, wave in product(range(len(found.people)), waves)
            if found.people[at].places[wave] is not None
        ]
        self.sums: list[tuple[np.ndarray, float | None, float | None]] = []
        for wave in waves:
            for key, low, high in found.known(wave):
                self.sums.append((self._sum(found.of(key, wave), wave), low, high))
            if wave:
                for key in found.told(wave):
                    stayers = found.stayers(key, wave)
                    row = self._sum(stayers, wave) - self._sum(stayers, wave - 1)
                    total = sum(one.scores[wave] - one.scores[wave - 1] for one in stayers)
                    self.sums.append((row, total, total))

    def _sum(self, people: Sequence[One], wave: int) -> np.ndarray:
        chosen = {id(one) for one in people}
        return np.array(
            [
                float(at_wave == wave and id(self.panel.people[at]) in chosen)
                for at, at_wave in self.unknown
            ]
        )

    def range_of(self, number: int) -> float:
        """How far apart the lowest and the highest possible score of one person in one wave lie."""
        rows = [row for row, _, high in self.sums if high is not None]
        limits = [high for _, _, high in self.sums if high is not None]
        rows += [-row for row, low, _ in self.sums if low is not None]
        limits += [-low for _, low, _ in self.sums if low is not None]
        wanted = np.zeros(len(self.unknown))
        wanted[number] = 1.0
        ends = []
        own = [self.known.get(place) for place in self.unknown]
        bounds = [(0.0, 100.0) if score is None else (score, score) for score in own]
        for sign in (1, -1):
            solved = linprog(
                sign * wanted,
                np.array(rows) if rows else None,
                np.array(limits) + 1e-7 if rows else None,
                bounds=bounds,
            )
            assert solved.fun is not None
            ends.append(sign * solved.fun)
        return ends[1] - ends[0]

    def narrowest(self) -> float:
        """The smallest range of anyone; of people in the same place one speaks for all."""
        spoken: dict[object, int] = {}
        for number, (at, wave) in enumerate(self.unknown):
            spoken.setdefault((self.panel.people[at].places, wave), number)
        return min(self.range_of(number) for number in spoken.values())

    def fewest(self, wave: int | None = None) -> int:
        """Of how few people a sum can be worked out that says nothing of others in this wave, or
        in any wave at all; a thousand when of no such few. What else it says is his to know.
        """
        rows = np.array([row for row, _, _ in self.sums]).reshape(-1, len(self.unknown))
        kinds: dict[object, list[int]] = {}
        for number, (at, at_wave) in enumerate(self.unknown):
            if wave in (None, at_wave):
                kinds.setdefault(self.panel.people[at].places, []).append(number)
        sizes = {
            places: len({self.unknown[number][0] for number in numbers})
            for places, numbers in kinds.items()
        }
        few = [places for places, size in sizes.items() if size < THRESHOLD]
        chosen = chain.from_iterable(combinations(few, k) for k in range(1, len(few) + 1))
        found = [
            sum(sizes[places] for places in some)
            for some in chosen
            if sum(sizes[places] for places in some) < THRESHOLD
            and _says(
                rows,
                [n for p, numbers in kinds.items() if p in some for n in numbers],
                [n for p, numbers in kinds.items() if p not in some for n in numbers],
            )
        ]
        return min(found, default=1000)


def _says(rows: np.ndarray, inside: list[int], outside: list[int]) -> bool:
    """Whether some combination of the sums holds some of `inside` and none of `outside`."""
    both = np.linalg.matrix_rank(rows[:, outside + inside]) if len(rows) else 0
    without = np.linalg.matrix_rank(rows[:, outside]) if len(rows) and outside else 0
    return bool(both > without)


def check(found: Panel) -> None:
    attacker = Attacker(found)
    assert attacker.narrowest() >= 50 - 1e-4
    assert attacker.fewest() >= THRESHOLD
    if len(found.people[0].places) == 2:
        assert min(attacker.fewest(0), attacker.fewest(1)) >= THRESHOLD


CASES = {
    "nobody came or left": panel(stayed(9)),
    "seven came and seven left": panel(stayed(8), came(7), left(7)),
    "three of each in three teams": panel(
        *[[*stayed(9, t), *came(3, t), *left(3, t)] for t in "abc"], teams="abc"
    ),
    "those who came are all at the top": panel(
        stayed(9, now=50), came(8, score=99), left(8, score=50)
    ),
    "those who left were all at the bottom": panel(stayed(9), came(8, score=50), left(8, score=1)),
    "those who stayed are all at the top": panel(
        stayed(8, now=99), came(12, score=40), left(12, score=40)
    ),
    "one stayed among ten who are new": panel(
        stayed(12), stayed(1, "b"), came(10, "b"), left(10, "b"), teams="ab"
    ),
    "three came to one team, one stayed in another": panel(
        [*stayed(9, "b"), *came(3, "b"), *left(3, "b")],
        [*stayed(1, "c"), *came(8, "c"), *left(8, "c")],
        teams="bc",
    ),
    "one moved": panel(stayed(12), stayed(12, "b"), [One(("a", "b"), (50.0, 90.0))], teams="ab"),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    check(CASES[name])


def test_the_attacker_is_able() -> None:
    """Told the change of twelve beside one who came, he knows what the one answered."""
    found = panel(stayed(12), came(1, score=90))
    attacker = Attacker(found)
    assert attacker.narrowest() >= 50
    stayers = found.stayers("a", 1)
    row = attacker._sum(stayers, 1) - attacker._sum(stayers, 0)
    total = sum(one.scores[1] - one.scores[0] for one in stayers)
    attacker.sums.append((row, total, total))
    assert attacker.narrowest() < 1
    assert attacker.fewest(1) == 1


def test_a_third_wave_does_not_undo_the_second() -> None:
    """Seven came; six of them left again. Both changes told would give the seventh away."""
    newcomers = [One((None, "a", None), (0, 60 + i, 0)) for i in range(6)]
    people = [
        *[One(("a", "a", "a"), (50 + i % 3, 60 + i % 3, 55 + i % 3)) for i in range(12)],
        *newcomers,
        One((None, "a", "a"), (0, 90, 90)),
    ]
    check(Panel(people, "a"))
    both_ways = [One(("a", None, None), (50 + i % 3, 0, 0)) for i in range(8)]
    later = [One((None, None, "a"), (0, 0, 50 + i % 3)) for i in range(8)]
    found = Panel([*people, *newcomers, *both_ways, *later], "a")
    assert found.told(1) == {"a", "x"}
    check(found)


@st.composite
def panels(draw: st.DrawFn, most_teams: int = 3, waves: int = 2) -> Panel:
    """Teams of people who were there in some of the waves, close to one level, often at an end."""
    teams = "abc"[: draw(st.integers(1, most_teams))]
    people: list[One] = []
    patterns = [some for some in product((True, False), repeat=waves) if any(some)]
    for team in teams:
        for pattern in patterns:
            n = draw(st.sampled_from([0, 1, 3, 7, 7, 8, 12]))
            levels = [draw(st.sampled_from([1, 20, 40, 50, 60, 80, 99])) for _ in range(waves)]
            people += [
                One(
                    tuple(team if there else None for there in pattern),
                    tuple(level + i % 3 - 1 for level in levels),
                )
                for i in range(n)
            ]
    return Panel(people, teams)


@settings(max_examples=40, deadline=None)
@given(panels())
def test_nobody_comes_out_of_two_waves(found: Panel) -> None:
    if found.people:
        check(found)


@settings(max_examples=15, deadline=None)
@given(panels(most_teams=2, waves=3))
def test_nobody_comes_out_of_three_waves(found: Panel) -> None:
    if found.people:
        check(found)
