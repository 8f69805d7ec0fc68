"""How far people lie apart, in the words that the published spread allows."""

from dataclasses import replace

import pytest

from reports.disclosure.cells import WITHHELD
from reports.disclosure.door import publish
from reports.statistics.types import Closeness
from surveys.policy import Policy, default_policy
from tests.unit.reports.disclosure.build import POLICY, Group, Person, person, world


def said(people: list[Person], policy: Policy = POLICY) -> object:
    found = publish(world(Group("a", "team", None, people)), policy).groups["a"]
    return found.closeness["houding"]


def apart(n: int, points: float) -> list[Person]:
    return [person(50 + points * (-1) ** i) for i in range(n)]


@pytest.mark.parametrize(
    ("points", "word"),
    [(5, Closeness.CLOSE), (18, Closeness.BETWEEN), (30, Closeness.DIVIDED)],
)
def test_the_word_follows_the_spread(points: float, word: Closeness) -> None:
    assert said(apart(12, points)) is word


@pytest.mark.parametrize(("n", "shown"), [(6, False), (7, True)])
def test_it_asks_for_as_many_people_as_a_facet(n: int, shown: bool) -> None:
    assert (said(apart(n, 10)) is not WITHHELD) is shown


def test_clients_ask_for_fifteen() -> None:
    policy = replace(default_policy("client"), levels=("team",))
    assert said(apart(14, 10), policy) is WITHHELD
    assert said(apart(15, 10), policy) is not WITHHELD


def test_a_unanimous_team_is_said_to_be_what_one_with_a_person_far_apart_is() -> None:
    """Near the end of the scale the least spread that is published is wide, and so is the word."""
    alike = [person(90)] * 7
    one_apart = [person(60), *[person(95)] * 6]
    assert said(alike) is said(one_apart) is Closeness.BETWEEN
