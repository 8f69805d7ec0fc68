"""The attackers of the promises, in towns by name, at random and of the demo (onthulling).

1. An outsider leaves everybody at least 50 points on every score.
2. One or two participants leave each of the other five or more 50 points too, unless the mean of
   those lies so near an end that it alone leaves less.
"""

from collections.abc import Iterable
from random import Random
from statistics import fmean

import pytest

from reports.statistics.sem import PROVISIONAL
from surveys.instruments.elements import Element
from tests.attack.attackers import NOISE, RANGE, Finding, outsider, participants, program_of
from tests.attack.program import WEIGHTS, Bound, Program
from tests.attack.spreads import spreads_behind
from tests.attack.worlds import NAMED, Town, demo_town, random_town, steps

pytestmark = pytest.mark.attack


def broken(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.points < RANGE - NOISE and not one.near_end]


def all_broken(town: Town) -> list[Finding]:
    program = program_of(town)
    found = broken(outsider(town, program))
    for number in (1, 2):
        found += broken(participants(town, program, number))
    return found


@pytest.mark.parametrize("name", NAMED)
def test_a_town_by_name(name: str) -> None:
    assert all_broken(NAMED[name]) == []


@pytest.mark.parametrize("seed", range(2))
def test_a_random_town(seed: int) -> None:
    assert all_broken(random_town(Random(seed))) == []  # noqa: S311


def test_the_demo() -> None:
    town = demo_town(1)
    program = program_of(town)
    assert broken(outsider(town, program)) == []
    assert {bound.metric for bound in program.bounds} == set(WEIGHTS)


def test_the_attacker_is_able() -> None:
    """With the squares of the own team one at 0 knows how close the six others are."""
    town = NAMED["one at 0 beside six ordinary people"]
    scores = [one.scores[Element.HOUDING] for one in town.people["a"]]
    mean = fmean(scores)
    own = Bound("houding", sum((score - mean) ** 2 for score in scores), frozenset({"a"}))
    program = Program(town.publication, town.units, (own,), steps())
    first = town.people["a"][:1]
    assert program.ranges(town.units[0], first)["houding"] < 40


def test_intervals_allow_the_published_spread_and_no_other_is_behind_them() -> None:
    """The spread that the attackers use is the one that the pages show through their intervals."""
    town = demo_town(2)
    for metric in WEIGHTS:
        behind = spreads_behind(
            town.publication, town.units, town.sizes, PROVISIONAL.values, metric
        )
        assert town.publication.spreads[metric].points in behind
        assert len(behind) < 10
