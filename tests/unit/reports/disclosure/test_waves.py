"""Rosters that hardly differ from those of an earlier wave (research §7.2 case 3)."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure.cells import WITHHELD, Publication
from reports.disclosure.figures import ANCHOR, anchor
from reports.disclosure.publish import publish
from reports.disclosure.waves import ALONE, LEAST_CHANGE, Continuity, Rosters
from reports.statistics.contrast import Overstemt
from tests.unit.reports.disclosure.build import POLICY, Group, person, world

TEAM = range(12)
PEOPLE = st.frozensets(st.integers(0, 20), min_size=1)
CHANGES = (PEOPLE, PEOPLE, st.booleans())
"""Who was asked before and now, and whether the group has another name now."""


def rosters(people: Iterable[int], *, unknown: int = 0, key: str = "t") -> Rosters:
    return Rosters({key: frozenset(people)}, {key: unknown})


def twelve(key: str = "t", parent: str | None = None) -> Group:
    """A team of which kunnen lags so far that it drowns out willen, by every sign."""
    low = ("vaardigheden", "zelfregulering", "context", "belemmeringen")
    people = [person(85, **dict.fromkeys(low, 30 + i)) for i in range(12)]
    return Group(key, "team", parent, people, tallies={ANCHOR: anchor(3, 6, 3, 0)})


@pytest.mark.parametrize(
    ("left", "joined", "counted"),
    [(0, 0, True), (1, 0, False), (0, 1, False), (1, 1, False), (2, 0, False), (2, 1, True)],
)
def test_one_or_two_changes_stop_counting_and_none_or_three_do_not(
    left: int, joined: int, counted: bool
) -> None:
    now = [*TEAM[left:], *range(100, 100 + joined)]
    assert Continuity(rosters(now), [rosters(TEAM)]).permits("t") is counted


def test_every_earlier_wave_counts_not_the_last_alone() -> None:
    first, second = rosters(TEAM), rosters([*TEAM[:6], *range(50, 56)])
    assert not Continuity(rosters(TEAM[1:]), [first, second]).permits("t")


@pytest.mark.parametrize(("unknown", "counted"), [(0, True), (1, False), (5, False)])
def test_who_was_erased_may_have_been_the_one_who_left(unknown: int, counted: bool) -> None:
    before = rosters(TEAM, unknown=unknown)
    assert Continuity(rosters(TEAM), [before]).permits("t") is counted


def test_enough_known_changes_are_enough_whoever_was_erased() -> None:
    before = rosters(TEAM, unknown=4)
    assert Continuity(rosters(TEAM[3:]), [before]).permits("t")


def test_the_same_people_under_another_name_are_the_same_people() -> None:
    before = rosters(TEAM, key="oude naam")
    assert not Continuity(rosters(TEAM[1:]), [before]).permits("t")
    assert Continuity(rosters(range(100, 112)), [before]).permits("t")


def test_the_rest_of_a_department_may_not_hardly_differ_either() -> None:
    """Department and team each differ by three; the people outside that team by two."""
    before = Rosters({"x": frozenset(range(30)), "t": frozenset(range(15))})
    now = Rosters({"x": frozenset(range(5, 30)) | {98, 99}, "t": frozenset(range(5, 15))})
    together = Continuity(now, [before])
    assert together.permits("x")
    assert together.permits("t")
    assert not together.permits("x", ["t"])


@given(*CHANGES)
def test_whatever_changes_the_answer_is_by_how_many(
    before: frozenset[int], now: frozenset[int], renamed: bool
) -> None:
    earlier = Rosters({"other" if renamed else "t": before})
    changed = len(before ^ now)
    if before & now or not renamed:
        permitted = Continuity(Rosters({"t": now}), [earlier]).permits("t")
        assert permitted is (changed == 0 or changed >= LEAST_CHANGE)


def published(continuity: Continuity, *groups: Group) -> Publication:
    return publish(world(*groups), POLICY, continuity)


def test_nothing_is_counted_and_the_means_stay() -> None:
    quiet = Continuity(rosters(TEAM[1:]), [rosters(TEAM)])
    before, after = (published(c, twelve()).groups["t"] for c in (ALONE, quiet))
    assert before.counts[ANCHOR] is not WITHHELD
    assert all(cell is WITHHELD for cell in after.counts.values())
    assert after.means == before.means
    assert after.contrast == before.contrast


def test_the_sentence_that_counts_the_direct_question_is_silent_too() -> None:
    quiet = Continuity(rosters(TEAM[1:]), [rosters(TEAM)])
    said = [published(c, twelve()).groups["t"].overstemt for c in (ALONE, quiet)]
    assert said == [Overstemt.YES, Overstemt.NOT_APPLICABLE]


def test_a_total_does_not_give_the_counts_of_a_quiet_team_back() -> None:
    groups = [Group("x", "department"), twelve("a", "x"), twelve("b", "x")]
    groups[0].tallies = {
        name: type(tally)(tally.options, tuple(2 * n for n in tally.counts), tally.is_ordered)
        for name, tally in twelve().tallies.items()
    }
    a, b = frozenset(range(12)), frozenset(range(20, 32))
    now = Rosters({"x": a | b, "a": a, "b": b})
    then = Rosters({"x": a | b | {*range(50, 55), 60}, "a": a | {*range(50, 55)}, "b": b | {60}})
    counts = {
        key: group.counts[ANCHOR] is not WITHHELD
        for key, group in published(Continuity(now, [then]), *groups).groups.items()
    }
    assert counts == {"a": True, "b": False, "x": False}
