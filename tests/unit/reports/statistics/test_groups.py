from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import pooled_spread
from reports.statistics.groups import Groups

PEOPLE = st.lists(st.integers(0, 19), min_size=1, max_size=30)
POINTS = st.lists(st.floats(0, 100), min_size=20, max_size=20)
SOME = st.lists(PEOPLE, min_size=1)


@given(POINTS, SOME)
def test_every_group_has_its_own_mean(points: list[float], groups: list[list[int]]) -> None:
    found = Groups.of([np.array(rows) for rows in groups]).means(np.array(points))
    for rows, mean in zip(groups, found, strict=True):
        assert mean == pytest.approx(fmean(points[row] for row in rows), abs=1e-9)


@given(POINTS, SOME)
def test_squares_within_are_those_of_the_pure_function(
    points: list[float], groups: list[list[int]]
) -> None:
    found = Groups.of([np.array(rows) for rows in groups]).within(np.array(points))
    pure = pooled_spread.within([[points[row] for row in rows] for rows in groups])
    assert found.freedom == pure.freedom
    assert found.squares == pytest.approx(pure.squares, abs=1e-6)


def test_squares_may_be_left_as_they_are() -> None:
    groups = Groups.of([np.arange(10)])
    points = np.array([0.0] * 9 + [100.0])
    assert groups.within(points).squares == pytest.approx(9 * 10**2 + 50**2)
    assert groups.within(points, most=100).squares == pytest.approx(9 * 10**2 + 90**2)


def test_nobody_is_no_group() -> None:
    with pytest.raises(ValueError, match="without people"):
        Groups.of([np.array([0, 1]), np.array([], dtype=int)])
