"""The change of those who took part both times: when it is told, and how."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, inf

import pytest

from reports.disclosure.cells import WITHHELD, ChangeCell
from reports.disclosure.figures import FiguresFault, GroupFigures, WaveFigures
from reports.disclosure.links import Links
from reports.disclosure.names import change_name
from reports.disclosure.publish import publish
from reports.statistics.pooled_spread import SpreadOrigin, within
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import LEVEL, half_width
from surveys.instruments.elements import Element
from surveys.policy import Band, Policy
from tests.unit.reports.disclosure.build import POLICY, Group, Person, person, world
from tests.unit.reports.disclosure.build_waves import (
    METRICS,
    One,
    Panel,
    came,
    left,
    pairs_of,
    panel,
    stayed,
)


def change(found: Panel, key: str = "a", metric: str = "houding") -> object:
    return found.published(1).groups[key].change[metric]


def test_the_very_same_people_tell_their_change() -> None:
    cell = change(panel(stayed(12)))
    assert isinstance(cell, ChangeCell)
    assert (cell.value, cell.n) == (10, Band(10, 14))
    assert cell.low < 10 < cell.high


@pytest.mark.parametrize(
    ("joined", "gone", "told"),
    [
        (0, 0, True),
        (7, 7, True),
        (9, 8, True),
        (1, 0, False),
        (0, 1, False),
        (6, 7, False),
        (7, 6, False),
        (7, 0, False),
        (0, 7, False),
    ],
)
def test_those_who_came_and_who_left_are_nobody_or_seven(
    joined: int, gone: int, told: bool
) -> None:
    found = panel(stayed(12), came(joined), left(gone))
    assert found.told(1) == ({"a", "x"} if told else set())


@pytest.mark.parametrize(("pairs", "told"), [(6, False), (7, True)])
def test_a_change_is_about_seven_people_or_more(pairs: int, told: bool) -> None:
    assert bool(panel(stayed(pairs), came(8), left(8)).told(1)) is told


def test_few_stayers_are_few_who_make_the_difference() -> None:
    """Ten of a are new and one stayed: a without its means tells of that one alone."""
    people = [*stayed(12, "a"), *stayed(1, "b"), *came(10, "b"), *left(10, "b")]
    assert panel(people, teams=("a", "b")).told(1) == {"a"}


def test_four_people_may_not_be_left_over_of_two_teams() -> None:
    """Three came to b, and one stayed in c: without the means of both, the change is of those."""
    people = [*stayed(9, "b"), *came(3, "b"), *left(3, "b")]
    people += [*stayed(1, "c"), *came(8, "c"), *left(8, "c")]
    assert panel(people, teams="bc").told(1) == set()


def test_several_teams_with_few_changes_make_one_department_with_enough() -> None:
    """Three came and three left in each of three teams: nine and nine together."""
    people = [one for t in "abc" for one in (*stayed(9, t), *came(3, t), *left(3, t))]
    assert panel(people, teams="abc").told(1) == {"x"}


def test_a_department_is_not_told_beside_all_its_teams_but_one() -> None:
    people = [*stayed(12, "a"), *stayed(9, "b"), *came(7, "b"), *left(2, "b")]
    assert panel(people, teams="ab").told(1) == {"a"}


def test_who_moved_to_another_team_is_no_stayer() -> None:
    moved = [One(("a", "b"), (50, 60))]
    people = [*stayed(12, "a"), *stayed(12, "b"), *moved]
    assert panel(people, teams="ab").told(1) == set()


@pytest.mark.parametrize("score", [94, 6])
@pytest.mark.parametrize("wave", [0, 1])
def test_nothing_is_told_of_a_group_that_is_held_back_from_an_end(wave: int, score: int) -> None:
    then, now = (score, 50) if wave == 0 else (50, score)
    assert panel(stayed(7, then=then, now=now)).told(1) == set()


@pytest.mark.parametrize(("then", "now"), [(50, 99), (50, 1), (99, 50), (1, 50)])
def test_nothing_is_told_when_all_who_stayed_are_at_an_end(then: float, now: float) -> None:
    """The change would say so, though the team as a whole is nowhere near it."""
    people = stayed(8, then=then, now=now)
    assert panel(people, came(12, score=50), left(12, score=50)).told(1) == set()


def test_a_group_is_told_only_if_its_means_were_shown_both_times() -> None:
    """Seven of eighteen is too little participation in the first wave."""
    found = panel(stayed(7))
    links = found.links(1)
    assert links is not None
    few = [replace(group, size=18) for group in links.groups]
    told = publish(world(*found.groups(1)), POLICY, links=replace(links, groups=few))
    assert set(told.groups["a"].change.values()) == {WITHHELD}


def hidden(groups: Sequence[GroupFigures], *keys: str) -> list[GroupFigures]:
    """The same figures of rosters so large that too few of these groups took part."""
    return [
        replace(group, size=3 * group.complete) if group.key in keys else group for group in groups
    ]


@pytest.mark.parametrize(("gone", "told"), [(0, {"x"}), (2, set())])
def test_a_team_that_was_hidden_in_a_total_is_not_told(gone: int, told: set[str]) -> None:
    """Of b and c only the sum was known then: neither may become known for itself."""
    found = panel(stayed(12, "b"), left(gone, "b"), stayed(12, "c"), teams="bc")
    links = found.links(1)
    assert links is not None
    before = replace(links, groups=hidden(links.groups, "b", "c"))
    groups = publish(world(*found.groups(1)), POLICY, links=before).groups
    assert {key for key, group in groups.items() if group.change["houding"] is not WITHHELD} == told


def test_two_groups_never_tell_of_the_same_hidden_people() -> None:
    """b was hidden in x; since then it has moved to y. Then only one of x and y may tell."""

    def people(key: str, wave: int) -> list[Person]:
        others = came(8, key) if wave else left(8, key)
        return [person(one.scores[wave]) for one in (*stayed(8, key), *others)]

    def groups(wave: int) -> WaveFigures:
        above = [Group(key, "department", None, people(key, wave)) for key in "xy"]
        return world(*above, Group("b", "team", "xy"[wave], people("b", wave)))

    pairs = {key: pairs_of(stayed(8, key), 1) for key in "xyb"}
    links = Links("before", hidden(groups(0).groups, "b"), POLICY, pairs, {})
    told = publish(groups(1), POLICY, links=links).groups
    assert {key for key, one in told.items() if one.change["houding"] is not WITHHELD} == {"x"}


def test_a_raised_threshold_counts_for_those_who_came_too() -> None:
    strict = Policy("klantmanager", 9, 10, 0.5, 0.4)
    people = [*stayed(12), *came(8), *left(9)]
    assert Panel(people, "a", strict).told(1) == set()
    assert Panel([*people, *came(1)], "a", strict).told(1) == {"a", "x"}


def test_the_interval_is_that_of_paired_differences() -> None:
    """SEM times the root of two, the people who were asked twice, one of seven elements; the spread
    of too few pairs is the provisional one.
    """
    moved = [One(("a", "a"), (40, 40 + points)) for points in (-30, -10, 0, 10, 20, 30, 50, 50)]
    found = panel(moved)
    links = found.links(1)
    assert links is not None
    links = replace(links, pairs={"a": pairs_of(moved, 1, stable=10)})
    told = publish(world(*found.groups(1)), POLICY, links=links)
    for metric, level in (("willen", LEVEL), ("houding", 1 - 0.05 / 7)):
        sem = PROVISIONAL.of_change(metric)
        half, _ = half_width(8, 26, freedom=inf, size=10, sem=sem, level=level)
        assert told.spreads[change_name(metric)].points == 26
        cell = told.groups["a"].change[metric]
        assert isinstance(cell, ChangeCell)
        assert (cell.low, cell.value, cell.high) == (floor(15 - half), 15, ceil(15 + half))


def test_the_spread_of_changes_is_their_own_from_80_degrees_of_freedom() -> None:
    teams = "abcdefg"
    people = [one for team in teams for one in stayed(13, team)]
    found = panel(people, teams=teams)
    links = found.links(1)
    assert links is not None
    told = publish(world(*found.groups(1)), POLICY, links=links).spreads[change_name("willen")]
    # Everybody moved about as much; 84 degrees of freedom and the least squares of a difference
    assert (told.points, told.origin) == (17, SpreadOrigin.OWN)
    wide = {change_name(metric): within([[-40.0, 40.0] * 41]) for metric in METRICS}
    links = replace(links, within=wide)
    told = publish(world(*found.groups(1)), POLICY, links=links).spreads[change_name("willen")]
    assert told.points == 41


def test_every_metric_of_the_common_set_has_a_change() -> None:
    told = panel(stayed(12)).published(1).groups["a"].change
    assert tuple(told) == METRICS
    assert all(isinstance(cell, ChangeCell) for cell in told.values())


def test_a_composite_goes_with_its_elements() -> None:
    """Vaardigheden held back from the end: kunnen and the contrast say nothing, willen does."""
    found = panel(stayed(8))
    groups = [
        Group("x", "department"),
        Group("a", "team", "x", [person(60 + i % 3 - 1, vaardigheden=99) for i in range(8)]),
    ]
    links = found.links(1)
    assert links is not None
    pairs = links.pairs["a"]
    now = {**pairs.now, Element.VAARDIGHEDEN: 99.0}
    links = replace(links, pairs={"a": replace(pairs, now=now)})
    told = publish(world(*groups), POLICY, links=links).groups["a"].change
    silent = {metric for metric, cell in told.items() if cell is WITHHELD}
    assert silent == {"vaardigheden", "kunnen", "contrast"}


def test_without_a_wave_before_there_is_no_change() -> None:
    publication = panel(stayed(12)).published(0)
    assert publication.since is None
    assert publication.groups["a"].change == {}


@pytest.mark.parametrize(
    "wrong",
    [{"n": 0}, {"stable": 11}, {"now": dict.fromkeys(Element, float("nan"))}],
)
def test_pairs_that_contradict_themselves_are_refused(wrong: dict[str, object]) -> None:
    pairs = pairs_of(stayed(12), 1)
    with pytest.raises(FiguresFault):
        replace(pairs, **wrong)  # type: ignore[arg-type]


def test_more_pairs_than_people_are_refused() -> None:
    found = panel(stayed(12))
    links = found.links(1)
    assert links is not None
    asked = replace(links, pairs={"a": pairs_of(stayed(13), 1)})
    with pytest.raises(FiguresFault, match="more stayers than people"):
        publish(world(*found.groups(1)), POLICY, links=asked)


def test_stayers_of_a_group_that_was_not_there_both_times_are_refused() -> None:
    found = panel(stayed(12))
    links = found.links(1)
    assert links is not None
    asked = replace(links, pairs={"z": pairs_of(stayed(12), 1)})
    with pytest.raises(FiguresFault, match="not there both times"):
        publish(world(*found.groups(1)), POLICY, links=asked)


def test_stayers_with_other_scores_than_their_group_are_refused() -> None:
    found = panel(stayed(12), came(1), left(1))
    links = found.links(1)
    assert links is not None
    asked = replace(links, pairs={"a": pairs_of(stayed(12, now=95), 1)})
    with pytest.raises(FiguresFault, match="other scores"):
        publish(world(*found.groups(1)), POLICY, links=asked)
