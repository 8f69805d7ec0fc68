"""Intervals may not tell that nobody lies far from the mean (decisions 15)."""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import ndtri, stdtrit

from reports.disclosure.atoms import Moments, pooled
from reports.disclosure.cells import WITHHELD, MeanCell
from reports.disclosure.door import publish
from reports.disclosure.spread import DIFFERENCE, SCORE, Scale, floored, least_squares
from reports.statistics.sem import PROVISIONAL
from surveys.instruments.elements import Element
from tests.unit.reports.disclosure.build import POLICY, Group, Person, composites, person, world

WIDEST = 1000.0


def half_width(sd: float, n: int, size: int, sem: float) -> float:
    """The interval of decisions 1, written once more for the attacker."""
    f = n / size
    sampling = (1 - f) * sd**2 / n
    total = sampling + f * sem**2 / n
    quantile = stdtrit(total**2 * (n - 1) / sampling**2, 0.975) if sampling else ndtri(0.975)
    return float(quantile * sqrt(total))


def largest_sd(half: float, n: int, size: int, sem: float) -> float | None:
    """The largest standard deviation with which an interval can be this narrow, if any."""
    if half < half_width(0, n, size, sem):
        return None
    if half_width(WIDEST, n, size, sem) <= half:
        return WIDEST
    return float(brentq(lambda sd: half_width(sd, n, size, sem) - half, 0, WIDEST))


def possible(cell: MeanCell, n: int, size: int, metric: str, scale: Scale) -> float:
    """How far apart a person's lowest and highest possible score lie, seen from one cell by
    someone who knows n and N: the sum of all scores, and the bound of Samuelson.
    """
    lowest, highest = scale.high, scale.low
    bounds = [bound for k in (7, 10, 15) for bound in (50 / k, 100 - 50 / k)]
    means = [cell.value + step for step in (-0.5, -0.25, 0, 0.25, 0.5)]
    means += [bound for bound in bounds if abs(bound - cell.value) <= 0.5]  # where codes start
    for mean in means:
        sides = [mean - cell.low] if cell.low > scale.low else []
        sides += [cell.high - mean] if cell.high < scale.high else []
        half = min(sides, default=WIDEST)
        sd = largest_sd(half, n, size, PROVISIONAL.of(metric))
        if sd is None:
            continue
        reach = sd * (n - 1) / sqrt(n)
        room_up, room_down = n * (mean - scale.low), n * (scale.high - mean)
        highest = max(highest, min(scale.high, mean + reach, scale.low + room_up))
        lowest = min(lowest, max(scale.low, mean - reach, scale.high - room_down))
    return highest - lowest


@st.composite
def teams(draw: st.DrawFn) -> tuple[list[Person], int]:
    centre = draw(st.integers(0, 100))
    wide = draw(st.sampled_from([0, 3, 10, 40]))
    score = st.integers(centre - wide, centre + wide).map(lambda x: float(min(max(x, 0), 100)))
    one: st.SearchStrategy[Person] = st.fixed_dictionaries(dict.fromkeys(Element, score))
    people = draw(st.lists(one, min_size=7, max_size=18))
    return people, len(people) + draw(st.integers(0, len(people)))


@settings(max_examples=60, deadline=None)
@given(teams())
def test_from_no_cell_is_a_persons_range_under_50_points(case: tuple[list[Person], int]) -> None:
    people, size = case
    group = publish(world(Group("a", "team", None, people, size)), POLICY).groups["a"]
    for metric, cell in group.means.items():
        if cell is not WITHHELD:
            scale = DIFFERENCE if metric == "contrast" else SCORE
            assert possible(cell, len(people), size, metric, scale) >= 50 - 1e-6, (metric, cell)


def test_the_attacker_of_these_tests_does_find_a_narrow_interval() -> None:
    naive = MeanCell(70, 68, 72, POLICY.n_band(12), None)
    assert possible(naive, 12, 18, "willen", SCORE) < 50


@pytest.mark.parametrize(
    ("n", "mean", "scale", "reach"),
    [
        (7, 50.0, SCORE, 25.0),
        (12, 70.0, SCORE, 25.0),
        (12, 90.0, SCORE, 40.5),
        (12, 10.0, SCORE, 40.5),
        (12, 0.0, DIFFERENCE, 25.0),
        (12, 70.0, DIFFERENCE, 25.0),
        (12, -90.0, DIFFERENCE, 40.5),
    ],
)
def test_the_least_spread_lets_one_person_lie_that_far(
    n: int, mean: float, scale: Scale, reach: float
) -> None:
    found = Moments(n, mean, 0.0)
    one_apart = reach**2 + (n - 1) * (reach / (n - 1)) ** 2
    assert least_squares(found, scale) == pytest.approx(one_apart)
    assert floored(found, scale).squares == pytest.approx(one_apart)


def test_a_wide_spread_stays_as_it_is() -> None:
    assert floored(Moments(12, 70.0, 9999.0), SCORE).squares == 9999.0


PARTS = st.lists(st.tuples(st.integers(5, 20), st.floats(3, 97)), min_size=1, max_size=5)


@given(PARTS, st.sampled_from([SCORE, DIFFERENCE]))
def test_atoms_that_spread_enough_make_groups_that_do(
    parts: list[tuple[int, float]], scale: Scale
) -> None:
    whole = pooled([floored(Moments(n, mean, 0.0), scale) for n, mean in parts])
    assert whole.squares >= least_squares(whole, scale) - 1e-6


@pytest.mark.parametrize("apart", [-24, -10, 10, 24])
def test_a_unanimous_team_looks_like_one_with_a_person_far_apart(apart: int) -> None:
    """One of twelve lies up to 24 points from the mean, on everything: 48 points in all."""
    others = [person(60 - apart / 11) for _ in range(11)]
    unanimous = [person(60)] * 12
    both = [
        publish(world(Group("a", "team", None, people, 18)), POLICY)
        for people in (unanimous, [person(60 + apart), *others])
    ]
    assert both[0] == both[1]


@pytest.mark.parametrize("apart", [-12.4, 12.4])
def test_the_contrast_of_a_unanimous_team_leaves_as_much_room(apart: float) -> None:
    def tilted(points: float) -> Person:
        up = {element.name.lower(): 60 + points for element in Element}
        down = ("vaardigheden", "zelfregulering", "context", "belemmeringen")
        return person(0, **(up | dict.fromkeys(down, 60 - points)))

    people = [tilted(apart), *[tilted(-apart / 11)] * 11]
    assert abs(composites(people[0])["contrast"]) == pytest.approx(2 * abs(apart))
    found = publish(world(Group("a", "team", None, people, 18)), POLICY)
    assert (
        found.groups["a"]
        == publish(world(Group("a", "team", None, [person(60)] * 12, 18)), POLICY).groups["a"]
    )


@pytest.mark.parametrize("apart", [-24, 24])
def test_a_total_does_not_tell_that_the_rest_agrees(apart: int) -> None:
    """Seven people outside the published team: alike, or one of them far apart."""
    team = [person(score) for score in (30, 45, 50, 60, 65, 70, 75, 80, 90)]

    def department(rest: list[Person]) -> list[Group]:
        return [
            Group("x", "department", None, rest, 24),
            Group("a", "team", "x", team, 13),
        ]

    alike = department([person(60)] * 7)
    one_apart = department([person(60 + apart), *[person(60 - apart / 6)] * 6])
    assert publish(world(*alike), POLICY) == publish(world(*one_apart), POLICY)
