"""Variances by REML as lme4 gives them (`reference/reml.R`), and how they relate to ICC(1)."""

import json
from collections.abc import Sequence
from math import fsum
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.clustering import clustering
from reports.statistics.random_groups import Variances, reml

REFERENCE = json.loads((Path(__file__).parent / "reference" / "reml.json").read_text())


def of_groups(groups: Sequence[Sequence[float]]) -> Variances:
    means = [fmean(group) for group in groups]
    squares = fsum((x - m) ** 2 for group, m in zip(groups, means, strict=True) for x in group)
    return reml([len(group) for group in groups], means, squares)


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_it_equals_lme4(name: str) -> None:
    expected = REFERENCE[name]
    found = of_groups(expected["groups"])
    assert found.between == pytest.approx(expected["between"], rel=1e-6)
    assert found.within == pytest.approx(expected["within"], rel=1e-6)
    whole = expected["between"] + expected["within"]
    assert found.icc == pytest.approx(expected["between"] / whole, abs=1e-6)


_SCORES = st.lists(st.integers(0, 100).map(float), min_size=5, max_size=5)


@given(st.lists(_SCORES, min_size=3, max_size=8))
def test_with_groups_of_one_size_it_is_icc1_but_never_below_0(groups: list[list[float]]) -> None:
    if all(len(set(group)) == 1 for group in groups):
        return
    assert of_groups(groups).icc == pytest.approx(max(clustering(groups).icc1, 0), abs=1e-6)


def test_a_small_team_that_differs_counts_for_more_than_by_its_people() -> None:
    near = [[50.0 + x for x in (-9, -6, -3, 0, 0, 3, 6, 9)] for _ in range(4)]
    small = [[80.0, 84.0]]
    large = [[80.0 + x / 2 for x in range(-12, 13)]]
    assert of_groups(near + small).icc > clustering(near + small).icc1
    assert of_groups(near + large).icc < clustering(near + large).icc1


def test_nearly_all_variance_between_groups() -> None:
    groups = [[0.0, 0.0, 0.0, 0.0, 1.0], [100.0] * 5, [50.0] * 5]
    assert of_groups(groups).icc == pytest.approx(clustering(groups).icc1, abs=1e-9)
    assert of_groups(groups).icc > 0.9995


@pytest.mark.parametrize(("sizes", "squares"), [([5], 10.0), ([5, 5], 0.0)])
def test_what_has_no_variance_is_refused(sizes: list[int], squares: float) -> None:
    with pytest.raises(ValueError, match="two groups"):
        reml(sizes, [50.0] * len(sizes), squares)
