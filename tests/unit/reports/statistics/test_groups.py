from statistics import fmean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.groups import Groups
from reports.statistics.types import TooFew

PEOPLE = st.lists(st.integers(0, 19), min_size=2, max_size=30)


@given(st.lists(st.floats(0, 100), min_size=20, max_size=20), st.lists(PEOPLE, min_size=1))
def test_every_group_has_its_own_mean_and_spread(
    points: list[float], groups: list[list[int]]
) -> None:
    found = Groups.of([np.array(rows) for rows in groups]).spreads(np.array(points))
    for rows, (mean, sd) in zip(groups, found, strict=True):
        scores = [points[row] for row in rows]
        assert mean == pytest.approx(fmean(scores), abs=1e-9)
        assert sd == pytest.approx(stdev(scores), abs=1e-6)


def test_one_person_is_no_group() -> None:
    with pytest.raises(TooFew):
        Groups.of([np.array([0, 1]), np.array([2])])
