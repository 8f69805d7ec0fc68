"""The spread within groups: pooled, guarded, and only where there are enough people."""

from math import inf

import pytest

from reports.statistics.pooled_spread import (
    Spread,
    SpreadOrigin,
    Within,
    earlier_spread,
    metric_spread,
    own_spread,
    provisional_spread,
    within,
)


def test_squares_are_taken_within_each_group() -> None:
    assert within([[10, 20], [70, 90], [50], []]) == Within(50 + 200, 2)


def test_a_deviation_counts_for_at_most_50_points() -> None:
    # The mean is 10, so the one at 100 lies 90 points from it.
    assert within([[0.0] * 9 + [100.0]]) == Within(9 * 10**2 + 50**2, 9)


@pytest.mark.parametrize(
    ("squares", "freedom", "points"),
    [
        (80 * 20.0**2, 80, 20),
        (80 * 20.0**2 + 1, 80, 21),  # upward
        (0.0, 80, 14),  # sqrt(15,000 / 80) = 13.7
        (0.0, 1000, 4),  # sqrt(15,000 / 1000) = 3.9
        (14_999.0, 150, 10),
    ],
)
def test_the_spread_is_guarded_and_rounded_up(squares: float, freedom: int, points: int) -> None:
    assert own_spread(Within(squares, freedom)) == Spread(points, freedom, SpreadOrigin.OWN)


def test_a_difference_counts_for_more() -> None:
    groups = [[50.0] * 41, [50.0] * 41]
    assert metric_spread("willen", groups).points == 14
    assert metric_spread("contrast", groups).points == 18  # sqrt(24,000 / 80) = 17.3


@pytest.mark.parametrize(
    ("metric", "points"),
    [("houding", 24), ("willen", 20), ("kunnen", 19), ("contrast", 22), ("intentie", 26)],
)
def test_under_80_degrees_of_freedom_the_spread_is_provisional(metric: str, points: int) -> None:
    groups = [[0.0, 100.0] * 20, [0.0, 100.0] * 20]  # 78
    assert metric_spread(metric, groups) == Spread(points, inf, SpreadOrigin.PROVISIONAL)


def test_who_is_added_to_the_groups_makes_them_enough() -> None:
    groups = [[0.0, 100.0] * 20, [0.0, 100.0] * 20, [0.0, 100.0, 50.0]]
    assert own_spread(within(groups[:2])) is None
    assert metric_spread("houding", groups) == Spread(51, 80, SpreadOrigin.OWN)  # sqrt(82/80) 50


def test_an_earlier_spread_tells_no_number_of_people() -> None:
    assert earlier_spread(19) == Spread(19, 80, SpreadOrigin.EARLIER)
    assert provisional_spread(26).freedom == inf
