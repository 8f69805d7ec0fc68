"""What a wave can never show, from its policy and numbers of people alone."""

from typing import Any

import pytest

from reports.expectations import Expectations, PlannedGroup, expectations, least_people
from surveys.policy import default_policy

POLICY = default_policy("klantmanager")


def outlook(*sizes: int, group: str = "klantmanager", **changes: Any) -> Expectations:
    groups = [
        PlannedGroup(f"team {number}", f"afdeling {number % 2}", size)
        for number, size in enumerate(sizes)
    ]
    return expectations(default_policy(group), groups, **({"earlier_sizes": ()} | changes))


@pytest.mark.parametrize(
    ("size", "least"), [(6, None), (7, 7), (15, 7), (17, 7), (18, 8), (40, 16), (41, 17)]
)
def test_enough_is_the_least_number_that_reaches_both_minima(size: int, least: int | None) -> None:
    assert least_people(POLICY, size) == least


def test_a_raised_threshold_counts() -> None:
    assert least_people(POLICY.raised(means=9), 8) is None
    assert least_people(POLICY.raised(means=9), 9) == 9


def test_teams_are_named_that_can_never_have_a_result_or_counts() -> None:
    seen = outlook(6, 7, 9, 10)
    assert seen.least == (None, 7, 7, 7)
    assert seen.teams_without_result == ("team 0",)
    assert seen.teams_without_counts == ("team 1", "team 2")
    assert not seen.nothing_at_all


def test_a_department_of_small_teams_can_reach_the_minimum_together() -> None:
    assert outlook(4, 3, 4, 3).departments_without_result == ("afdeling 1",)
    assert outlook(4, 4, 4, 4).departments_without_result == ()


def test_too_few_people_for_any_result() -> None:
    assert outlook(3, 3).nothing_at_all
    assert outlook().nothing_at_all
    assert not outlook(3, 4).nothing_at_all


def test_managers_count_together_and_never_per_team() -> None:
    few, enough = outlook(*[1] * 6, group="manager"), outlook(*[1] * 7, group="manager")
    assert (few.nothing_at_all, enough.nothing_at_all) == (True, False)
    assert enough.teams_without_result == enough.departments_without_result == ()
    assert enough.least == (None,) * 7


def test_no_element_stands_out_while_the_spread_stays_provisional() -> None:
    small, large = [15, 15, 15, 15], [21, 21, 21, 21]
    assert outlook(*small).nothing_stands_out  # four times 14 is 56 degrees of freedom
    assert not outlook(*large).nothing_stands_out  # four times 20 is 80
    assert outlook(*large[1:], 20).nothing_stands_out
    assert outlook(*small, earlier_sizes=[small]).nothing_stands_out
    assert not outlook(*small, earlier_sizes=[small, large]).nothing_stands_out  # lends its spread
