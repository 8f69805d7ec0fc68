"""Counts: no small category, in a group or by subtraction (research §7.2, onthulling §1)."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure.cells import WITHHELD, CountsCell, Share, Withheld
from reports.disclosure.counts import Partition, coarsest, merged, partitions, remainder
from reports.disclosure.figures import ANCHOR, FiguresFault, OptionTally, anchor, obstacle
from reports.disclosure.publish import publish
from surveys.policy import Band, default_policy
from tests.unit.reports.disclosure.build import POLICY, Group, Person, person, world

ITEM = "belemmering.P1"


def ordered(*counts: int) -> OptionTally:
    return OptionTally(("0-25", "25-50", "50-75", "75-100"), counts, is_ordered=True)


def crowd(n: int) -> list[Person]:
    return [person(20 + 60 * (i % 5) / 4) for i in range(n)]


def told(
    name: str, tally: OptionTally, n: int = 12, size: int | None = None
) -> CountsCell | Withheld:
    group = Group("a", "team", None, crowd(n), size, {name: tally})
    return publish(world(group), POLICY).groups["a"].counts[name]


@pytest.mark.parametrize(
    ("tally", "shares"),
    [
        (
            anchor(3, 4, 5, 3),
            [(("willen",), 20), (("kunnen",), 20), (("allebei",), 30), (("niets",), 20)],
        ),
        (anchor(1, 6, 2, 6), [(("willen", "allebei"), 20), (("kunnen",), 40), (("niets",), 40)]),
        (anchor(1, 7, 0, 4), [(("willen", "allebei", "niets"), 40), (("kunnen",), 50)]),
        (anchor(0, 6, 0, 6), [(("willen", "kunnen", "allebei"), 50), (("niets",), 50)]),
        (anchor(2, 6, 1, 3), [(("willen", "allebei"), 20), (("kunnen",), 50), (("niets",), 20)]),
    ],
)
def test_small_categories_are_merged(
    tally: OptionTally, shares: list[tuple[tuple[str], int]]
) -> None:
    expected = tuple(Share(options, low, low + 10) for options, low in shares)
    cell = told(ANCHOR, tally, tally.n)
    assert isinstance(cell, CountsCell)
    assert cell.shares == expected


@pytest.mark.parametrize("tally", [anchor(0, 12, 0, 0), anchor(1, 11, 0, 0), anchor(1, 10, 1, 0)])
def test_counts_that_say_what_nearly_everybody_chose_are_withheld(tally: OptionTally) -> None:
    assert told(ANCHOR, tally) is WITHHELD


@pytest.mark.parametrize(
    ("heavy", "shown"), [(0, False), (2, False), (3, True), (9, True), (10, False), (12, False)]
)
def test_an_obstacle_is_counted_when_both_sides_have_three(heavy: int, shown: bool) -> None:
    assert (told(ITEM, obstacle(heavy, 12)) is not WITHHELD) is shown


@pytest.mark.parametrize(("n", "shown"), [(9, False), (10, True)])
def test_counts_ask_for_ten_people(n: int, shown: bool) -> None:
    assert (told(ITEM, obstacle(4, n), n=12) is not WITHHELD) is shown


def test_counts_of_clients_ask_for_fifteen() -> None:
    client = default_policy("client")
    for n, shown in ((14, False), (15, True)):
        group = Group("a", "team", None, crowd(n), None, {ITEM: obstacle(5, n)}, rosterless=True)
        cell = publish(world(group), client).groups["a"].counts[ITEM]
        assert (cell is not WITHHELD) is shown


def test_a_group_whose_means_are_withheld_counts_nothing() -> None:
    assert told(ITEM, obstacle(5, 12), n=12, size=40) is WITHHELD


def test_n_and_shares_are_told_in_bands() -> None:
    assert told(ITEM, obstacle(4, 12)) == CountsCell(
        Band(10, 14), (Share(("zwaar",), 30, 40), Share(("niet_zwaar",), 60, 70))
    )


def test_ordered_options_merge_with_neighbours_only() -> None:
    singles = ((0,), (1,), (2,), (3,))
    assert merged(singles, ordered(0, 2, 9, 4)) == ((0, 1, 2), (3,))
    assert merged(singles, ordered(1, 2, 5, 4)) == ((0, 1), (2,), (3,))
    assert merged(singles, ordered(3, 5, 5, 1)) == ((0,), (1,), (2, 3))
    assert merged(singles, ordered(0, 0, 12, 0)) == ((0, 1, 2, 3),)


def test_a_total_does_not_tell_the_counts_of_a_silent_team() -> None:
    """a tells 4 of 12, b says nothing because 2 of 12; the total is 6 of 24."""
    groups = [
        Group("x", "department", None, [], None, {ITEM: obstacle(6, 24)}),
        Group("a", "team", "x", crowd(12), None, {ITEM: obstacle(4, 12)}),
        Group("b", "team", "x", crowd(12), None, {ITEM: obstacle(2, 12)}),
    ]
    cells = {
        key: group.counts[ITEM] for key, group in publish(world(*groups), POLICY).groups.items()
    }
    assert cells["a"] is not WITHHELD
    assert cells["b"] is WITHHELD
    assert cells["x"] is WITHHELD


def test_a_total_is_no_finer_than_its_parts() -> None:
    tallies = {"a": anchor(2, 6, 1, 3), "b": anchor(3, 3, 3, 3), "x": anchor(5, 9, 4, 6)}
    found = partitions({"a": (), "b": (), "x": ("a", "b")}, tallies)
    assert found["a"] == ((0, 2), (1,), (3,))
    assert found["b"] == ((0,), (1,), (2,), (3,))
    assert found["x"] == ((0, 2), (1,), (3,))


@pytest.mark.parametrize(
    ("finer", "expected"),
    [
        ([], ((0,), (1,), (2,))),
        ([((0, 1), (2,))], ((0, 1), (2,))),
        ([((0, 1), (2,)), ((0,), (1, 2))], ((0, 1, 2),)),
    ],
)
def test_the_coarsest_of_partitions(finer: Sequence[Partition], expected: Partition) -> None:
    assert coarsest(3, finer) == expected


def test_one_question_has_one_set_of_options() -> None:
    with pytest.raises(FiguresFault, match="two sets"):
        remainder(anchor(1, 2, 3, 4), [obstacle(1, 3)])


def test_parts_hold_no_more_than_the_whole() -> None:
    with pytest.raises(FiguresFault, match="under 0"):
        remainder(anchor(1, 2, 3, 4), [anchor(2, 0, 0, 0)])


CHOICES = st.lists(st.sampled_from([0, 0, 1, 2, 3, 5, 9]), min_size=4, max_size=4)


@settings(max_examples=300)
@given(st.lists(CHOICES, min_size=1, max_size=3), CHOICES, st.booleans())
def test_no_block_of_one_or_two_can_be_worked_out(
    teams: list[list[int]], direct: list[int], ordered: bool
) -> None:
    """Whatever teams are taken off the total: nobody, or three and more, in every block that all
    of them tell; and so for every group itself.
    """
    options = ("p", "q", "r", "s")
    tallies = {f"t{i}": OptionTally(options, tuple(c), ordered) for i, c in enumerate(teams)}
    whole = tuple(map(sum, zip(direct, *teams, strict=True)))
    tallies["x"] = OptionTally(options, whole, ordered)
    cover: dict[str, tuple[str, ...]] = {key: () for key in tallies if key != "x"}
    cover["x"] = tuple(cover)
    found = partitions(cover, tallies)
    for key, blocks in found.items():
        assert all(sum(tallies[key].counts[o] for o in block) >= 3 for block in blocks)
    if "x" not in found:
        return
    telling = [key for key in found if key != "x"]
    for size in range(len(telling) + 1):
        for gone in combinations(telling, size):
            for block in found["x"]:
                left = sum(whole[o] - sum(tallies[key].counts[o] for key in gone) for o in block)
                people = tallies["x"].n - sum(tallies[key].n for key in gone)
                assert left >= 3 or people == 0
