from itertools import chain, pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.atoms import Moments, owned, pooled, without

SCORES = st.lists(st.integers(0, 100), min_size=2, max_size=12)


def of(scores: list[int]) -> Moments:
    mean = fmean(scores)
    return Moments(len(scores), mean, sum((score - mean) ** 2 for score in scores))


def same(found: Moments | None, expected: Moments) -> bool:
    return (
        found is not None
        and found.n == expected.n
        and found.mean == pytest.approx(expected.mean, abs=1e-9)
        and found.squares == pytest.approx(expected.squares, abs=1e-6)
    )


@given(st.lists(SCORES, min_size=1, max_size=5))
def test_groups_together_have_the_moments_of_all_their_scores(groups: list[list[int]]) -> None:
    assert same(pooled([of(group) for group in groups]), of(list(chain(*groups))))


@given(st.lists(SCORES, min_size=2, max_size=5))
def test_what_is_left_has_the_moments_of_its_own_scores(groups: list[list[int]]) -> None:
    parts = [of(group) for group in groups[1:]]
    assert same(without(of(list(chain(*groups))), parts), of(groups[0]))


def test_nothing_may_be_left() -> None:
    assert without(of([1, 2, 3, 4]), [of([1, 4]), of([2, 3])]) is None


def test_equal_scores_have_no_spread_left_by_rounding() -> None:
    left = without(of([70] * 7 + [10] * 9), [of([10] * 9)])
    assert left is not None
    assert 0 <= left.squares < 1e-6


def test_a_group_is_made_of_its_own_atom_and_those_of_its_parts() -> None:
    cover = {"A": (), "B": (), "X": ("A", "B"), "O": ("X",)}
    found = owned(cover)
    assert found == {"A": ("A",), "B": ("B",), "X": ("X", "A", "B"), "O": ("O", "X", "A", "B")}
    assert all(set(found[low]) <= set(found[high]) for low, high in pairwise(("A", "X", "O")))
