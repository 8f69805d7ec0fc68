from itertools import chain, pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.atoms import GroupMean, atoms_of, owned, without

SCORES = st.lists(st.integers(0, 100), min_size=1, max_size=12)


def of(scores: list[int]) -> GroupMean:
    return GroupMean(len(scores), fmean(scores))


@given(st.lists(SCORES, min_size=2, max_size=5))
def test_what_is_left_has_the_mean_of_its_own_scores(groups: list[list[int]]) -> None:
    left = without(of(list(chain(*groups))), [of(group) for group in groups[1:]])
    assert left is not None
    assert left.n == len(groups[0])
    assert left.mean == pytest.approx(fmean(groups[0]), abs=1e-9)


def test_nothing_may_be_left() -> None:
    assert without(of([1, 2, 3, 4]), [of([1, 4]), of([2, 3])]) is None


def test_a_group_that_is_all_parts_has_no_atom() -> None:
    means = {"a": of([1, 2]), "b": of([5, 7]), "x": of([1, 2, 5, 7]), "o": of([1, 2, 5, 7, 10])}
    atoms = atoms_of({"a": (), "b": (), "x": ("a", "b"), "o": ("x",)}, means)
    assert set(atoms) == {"a", "b", "o"}
    assert atoms["o"] == GroupMean(1, 10.0)


def test_a_group_is_made_of_its_own_atom_and_those_of_its_parts() -> None:
    cover = {"A": (), "B": (), "X": ("A", "B"), "O": ("X",)}
    found = owned(cover)
    assert found == {"A": ("A",), "B": ("B",), "X": ("X", "A", "B"), "O": ("O", "X", "A", "B")}
    assert all(set(found[low]) <= set(found[high]) for low, high in pairwise(("A", "X", "O")))
