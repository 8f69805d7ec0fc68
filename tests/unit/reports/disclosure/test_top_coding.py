"""Means at the edge: onthulling §3, through atoms and identities as well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.cells import WITHHELD, MeanCell
from reports.disclosure.publish import publish
from tests.unit.reports.disclosure.build import POLICY, Group, Person, person, world

N_LOW = {7: 7, 8: 7, 9: 7, 10: 10, 12: 10, 14: 10, 15: 15, 40: 30}
AWAY = 55  # 50 points and one step of five items on five steps


def cell(key: str, metric: str, *groups: Group) -> MeanCell:
    found = publish(world(*groups), POLICY).groups[key].means[metric]
    assert found is not WITHHELD
    return found


def team(*people: Person, key: str = "a", parent: str | None = None) -> Group:
    return Group(key, "team", parent, people)


@pytest.mark.parametrize(
    ("n", "top", "bottom"),
    [(7, 92, 8), (8, 92, 8), (9, 92, 8), (10, 95, 6), (14, 95, 6), (15, 96, 4), (40, 98, 2)],
)
def test_everybody_at_an_end_is_told_as_a_bound_of_the_band(n: int, top: int, bottom: int) -> None:
    highest = cell("a", "houding", team(*[person(100)] * n))
    assert (highest.value, highest.coded, highest.high) == (top, "top", 100)
    lowest = cell("a", "houding", team(*[person(0)] * n))
    assert (lowest.value, lowest.coded, lowest.low) == (bottom, "bottom", 0)


@given(st.sampled_from(sorted(N_LOW)), st.integers(0, 400))
def test_a_mean_that_pins_people_down_is_coded(n: int, quarter: int) -> None:
    """Decisions 15 on the rounded mean, 37 on the exact one; and a shown mean is the true one."""
    mean = quarter / 4
    found = cell("a", "houding", team(*[person(mean)] * n))
    assert n * (100.5 - found.value) >= 50
    assert n * (found.value + 0.5) >= 50
    if found.coded is None:
        assert abs(found.value - mean) <= 0.5
    elif found.coded == "top":
        assert found.value - 0.5 <= mean
        assert n * (100 - mean) < AWAY * n / N_LOW[n]
    else:
        assert mean <= found.value + 0.5
        assert n * mean < AWAY * n / N_LOW[n]


def test_the_code_starts_where_it_is_still_safe() -> None:
    """On the steps that scores can take, one of seven may be 50 points from the end: at 45, with
    the six others at the top, when the steps are 5 points and all scores odd multiples of them.
    """
    found = cell("a", "houding", team(*[person(99)] * 7))
    assert (found.value, found.coded) == (92, "top")
    assert 7 * (100 - 92.14) >= AWAY > 7 * (100 - 92.15)


def test_a_code_does_not_depend_on_the_answers_behind_the_mean() -> None:
    one_apart = [person(45), *[person(100)] * 6]
    alike = [person(645 / 7)] * 7
    assert cell("a", "houding", team(*one_apart)) == cell("a", "houding", team(*alike))


def test_all_coded_groups_look_alike() -> None:
    unanimous = publish(world(team(*[person(100)] * 7)), POLICY)
    one_apart = publish(world(team(person(52), *[person(100)] * 6)), POLICY)
    assert unanimous == one_apart


def test_a_coded_element_does_not_follow_from_willen_and_its_other_elements() -> None:
    people = [person(60, houding=100)] * 7
    willen = cell("a", "willen", team(*people))
    # three times willen minus 60 and 60 gives the bound of the code, not the 100
    assert (willen.value, willen.coded) == (71, "top")
    assert 3 * willen.value - 120 == 93  # within the rounding of 92
    kunnen = cell("a", "kunnen", team(*people))
    assert (kunnen.value, kunnen.coded) == (60, None)
    contrast = cell("a", "contrast", team(*people))
    assert (contrast.value, contrast.coded) == (11, "top")


def test_a_low_kunnen_makes_the_contrast_a_lower_bound() -> None:
    people = [
        person(60, vaardigheden=0, zelfregulering=0, context=0, belemmeringen=0) for _ in range(7)
    ]
    assert cell("a", "kunnen", team(*people)).coded == "bottom"
    contrast = cell("a", "contrast", team(*people))
    assert (contrast.value, contrast.coded) == (52, "top")


def test_a_mean_with_something_hidden_on_both_sides_is_withheld() -> None:
    people = [person(60, houding=100, geloof=0)] * 7
    found = publish(world(team(*people)), POLICY).groups["a"].means
    assert found["willen"] is WITHHELD
    assert found["contrast"] is WITHHELD
    assert found["houding"] is not WITHHELD
    assert found["kunnen"] is not WITHHELD


def test_a_total_does_not_give_a_coded_team_away() -> None:
    groups = [
        Group("x", "department"),
        team(*[person(100)] * 7, key="a", parent="x"),
        team(*[person(50)] * 7, key="b", parent="x"),
    ]
    total = cell("x", "houding", *groups)
    # 75 in truth; 75 and 50 would give 100 for the team that says "92 or more"
    assert (total.value, total.coded) == (71, "top")
    assert total.low <= 75 <= total.high


def test_a_total_does_not_give_away_that_the_rest_stands_at_an_end() -> None:
    groups = [
        Group("x", "department", None, [person(0)] * 7),
        team(*[person(50)] * 20, key="a", parent="x"),
    ]
    total = cell("x", "houding", *groups)
    # 37.04 in truth: the sum of the seven would be at most 27 * 37.5 - 20 * 49.5 = 22.5
    assert (total.value, total.coded) == (39, "bottom")
    assert 27 * (total.value + 0.5) - 20 * 49.5 >= 50
    assert total.low <= 37.04 <= total.high


def test_far_from_the_ends_nothing_is_changed() -> None:
    people = [person(score) for score in (20, 35, 50, 60, 70, 85, 95)]
    found = cell("a", "houding", team(*people))
    assert (found.value, found.coded) == (59, None)
