"""The attackers of the promises, in towns by name, at random and of the demo (decisions 16, 38).

1. An outsider leaves everybody at least 50 points on every score.
2. One or two participants leave each of the other five or more 50 points too, unless the mean of
   those lies so near an end that it alone leaves less.
"""

from collections.abc import Iterable
from random import Random

import pytest

from tests.attack.attackers import NOISE, RANGE, Finding, outsider, participants, program_of
from tests.attack.worlds import NAMED, Town, demo_town, random_town

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


@pytest.mark.parametrize("seed", range(4))
def test_a_random_town(seed: int) -> None:
    assert all_broken(random_town(Random(seed))) == []  # noqa: S311


def test_the_demo() -> None:
    town = demo_town(1)
    program = program_of(town)
    assert broken(outsider(town, program)) == []
    assert program.bounds, "the spread of a whole wave can be worked out"
