"""The long search for somebody who comes out (`make attack`): the attacks of the tests, with far
more random trees, answers and rosters than a test run has time for, and the attackers of the
promises on whole towns (`towns_search`).

A hypothesis attack that succeeds ends all, with the smallest case that can be found.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.attack.towns_search import search
from tests.unit.reports.disclosure import (
    test_attacker,
    test_counts,
    test_facet_attacker,
    test_linked_attacker,
    test_tree_properties,
    test_waves,
)


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack: what it tries, on which cases, and how many of them by default."""

    aim: str
    play: Any  # a test made by `given`
    cases: tuple[st.SearchStrategy[Any], ...]
    examples: int


ATTACKS = (
    Attack(
        "derive a withheld group, or fewer people than the threshold, by linear algebra",
        test_tree_properties.test_no_withheld_group_and_no_small_set_can_be_derived,
        (test_tree_properties.forests(),),
        4000,
    ),
    Attack(
        "work out a block of one or two people from counts of groups and totals",
        test_counts.test_no_block_of_one_or_two_can_be_worked_out,
        (st.lists(test_counts.CHOICES, min_size=1, max_size=3), test_counts.CHOICES, st.booleans()),
        4000,
    ),
    Attack(
        "count a group that is the same but for one or two people",
        test_waves.test_whatever_changes_the_answer_is_by_how_many,
        test_waves.CHANGES,
        4000,
    ),
    Attack(
        "narrow a score down by a linear programme over all cells, knowing every n",
        test_attacker.test_nobody_comes_out_within_50_points,
        (test_attacker.extremes(),),
        800,
    ),
    Attack(
        "narrow an element down by its facets, knowing every sum without rounding",
        test_facet_attacker.test_nobody_comes_out_within_50_points,
        (test_facet_attacker.trees(),),
        800,
    ),
    Attack(
        "narrow a score down by the change of the same people, over two waves",
        test_linked_attacker.test_nobody_comes_out_of_two_waves,
        (test_linked_attacker.panels(),),
        600,
    ),
    Attack(
        "narrow a score down by the changes of the same people, over three waves",
        test_linked_attacker.test_nobody_comes_out_of_three_waves,
        (test_linked_attacker.panels(most_teams=2, waves=3),),
        300,
    ),
)


def main() -> int:
    """Play every attack; a success of the attacker ends in its traceback."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=float, default=1.0, help="so many times the usual examples")
    parser.add_argument("--minutes", type=float, default=7.0, help="so long on whole towns")
    parser.add_argument("--demo-seeds", type=int, default=20)
    options = parser.parse_args()
    for attack in ATTACKS:
        examples, began = max(1, round(options.times * attack.examples)), time.monotonic()
        _play(attack, examples)
        seconds = time.monotonic() - began
        print(f"{examples:>7} times failed to {attack.aim} ({seconds:.0f} s)", flush=True)
    return 0 if search(options.minutes, options.demo_seeds) else 1


def _play(attack: Attack, examples: int) -> None:
    inner = attack.play.hypothesis.inner_test
    searching = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    searching(given(*attack.cases)(inner))()


if __name__ == "__main__":
    sys.exit(main())
