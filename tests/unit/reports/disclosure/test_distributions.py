"""Distributions beside means: together they leave every person 50 points (decisions 15)."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, NonlinearConstraint, minimize

from reports.disclosure.atoms import Moments
from reports.disclosure.cells import WITHHELD, CountsCell
from reports.disclosure.door import publish
from reports.disclosure.figures import FiguresFault, Tally
from reports.disclosure.spread import Cell, leaves_room
from tests.unit.reports.disclosure.build import (
    POLICY,
    Group,
    Person,
    bin_tally,
    bins,
    distributions,
    person,
    world,
)

Scores = np.ndarray[tuple[int], np.dtype[np.float64]]


def moments(scores: Sequence[float]) -> Moments:
    mean = fmean(scores)
    return Moments(len(scores), mean, sum((score - mean) ** 2 for score in scores))


def halves(scores: Sequence[float], cut: float) -> list[Cell]:
    low = sum(1 for score in scores if score < cut)
    return [Cell(0, cut, low), Cell(cut, 100, len(scores) - low)]


def shown(people: Sequence[Person], metric: str = "willen") -> list[tuple[str, ...]] | None:
    group = Group("a", "team", None, people, 2 * len(people), distributions(people))
    cell = publish(world(group), POLICY).groups["a"].counts[metric]
    return [share.options for share in cell.shares] if isinstance(cell, CountsCell) else None


def test_scores_fall_in_quartile_bins() -> None:
    assert bins([0, 24.9, 25, 50, 74, 75, 100, 100]) == bin_tally(2, 1, 2, 3)


def test_a_team_with_differences_tells_its_distribution() -> None:
    people = [person(score) for score in (20, 35, 45, 55, 60, 65, 70, 75, 80, 85, 90, 95)]
    assert shown(people) == [("0-25", "25-50"), ("50-75",), ("75-100",)]


def test_a_team_whose_bins_and_spread_pin_people_down_does_not() -> None:
    people = [person(score) for score in [72] * 6 + [78] * 6]
    assert shown(people) is None


def test_bins_that_leave_less_than_50_points_by_themselves_leave_no_room() -> None:
    scores = [70] * 6 + [80] * 6
    wide = Moments(12, 75.0, 1e6)
    assert not leaves_room([Cell(60, 75, 6), Cell(75, 90, 6)], wide)
    assert leaves_room(halves(scores, 75), wide)


def test_a_mean_at_the_edge_of_its_bins_leaves_no_room() -> None:
    """Six of at least 75 and six of at least 50 with a mean of 62.5 lie exactly there."""
    assert not leaves_room([Cell(50, 75, 6), Cell(75, 100, 6)], Moments(12, 62.5, 1e6))


def test_a_mean_that_the_bins_cannot_make_leaves_no_room() -> None:
    assert not leaves_room([Cell(0, 50, 12)], Moments(12, 60.0, 1e6))


def furthest(
    scores: Sequence[float], cells: Sequence[Cell], squares: float, *, upward: bool
) -> float | None:
    """The end of what the first person of the upper (last of the lower) cell can have: SLSQP."""
    start = np.array(sorted(scores, reverse=True), dtype=float)
    at = 0 if upward else len(scores) - 1
    lower, upper = cells
    bounds = [(upper.low, upper.high)] * upper.n + [(lower.low, lower.high)] * lower.n
    total = LinearConstraint(np.ones(len(start)), start.sum(), start.sum())
    spread = NonlinearConstraint(lambda x: [((x - start.mean()) ** 2).sum()], 0, squares)

    def aim(x: Scores) -> float:
        return float(-x[at] if upward else x[at])

    found = minimize(aim, start, bounds=bounds, constraints=[total, spread], method="SLSQP")
    return float(found.x[at]) if found.success else None


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 100), min_size=7, max_size=9),
    st.sampled_from([25, 50, 75]),
    st.floats(1, 2),
)
def test_the_room_is_what_an_optimiser_finds(scores: list[int], cut: int, wider: float) -> None:
    """An independent search for the highest and lowest score that one person can have."""
    found = moments(scores)
    assume(found.squares > 1)
    known = Moments(found.n, found.mean, wider * found.squares)
    cells = halves(scores, cut)
    assume(all(cell.n > 0 for cell in cells))
    highest = furthest(scores, cells, known.squares, upward=True)
    lowest = furthest(scores, cells, known.squares, upward=False)
    assume(highest is not None and lowest is not None)
    width = (highest or 0.0) - (lowest or 0.0)
    assume(abs(width - 50) > 0.1)
    assert leaves_room(cells, known) is (width > 50)


@given(st.lists(st.integers(0, 100), min_size=7, max_size=20))
def test_a_spread_of_50_points_in_truth_always_leaves_room(scores: list[int]) -> None:
    assume(max(scores) - min(scores) > 50)
    assert leaves_room([Cell(0, 100, len(scores))], moments(scores))


def test_without_bins_the_room_is_that_of_the_spread_floor() -> None:
    whole = [Cell(0, 100, 12)]
    reach = 25.01
    assert leaves_room(whole, Moments(12, 60.0, reach**2 * 12 / 11))
    assert not leaves_room(whole, Moments(12, 60.0, 24.9**2 * 12 / 11))
    assert sqrt(reach**2 * 12 / 11 / 11) == pytest.approx(7.88, abs=0.01)


def test_a_department_tells_no_bins_that_pin_down_a_team_in_it() -> None:
    """The team of seven is too small to count; its mean is told, and so limits the bins."""
    spread = [person(score) for score in (5, 10, 30, 40, 50, 60, 70, 80, 90, 95)]
    alike = [person(score) for score in [72] * 4 + [78] * 3]
    groups = [
        Group("x", "department", None, spread, None, distributions([*spread, *alike])),
        Group("a", "team", "x", alike, None, distributions(alike)),
    ]
    group = publish(world(*groups), POLICY).groups["x"]
    assert group.means["willen"] is not WITHHELD
    assert group.counts["willen"] is WITHHELD


@pytest.mark.parametrize("tally", [bin_tally(3, 3, 3, 2), bin_tally(3, 3, 3, 4)])
def test_a_distribution_is_about_the_common_set(tally: Tally) -> None:
    people = [person(score) for score in range(0, 96, 8)]
    group = Group("a", "team", None, people, 13, distributions(people) | {"willen": tally})
    with pytest.raises(FiguresFault, match=r"common set|more choices"):
        publish(world(group), POLICY)
