"""Publishing twice as many teams is twice the work: nobody compares every team with every other."""

from collections.abc import Callable, Sequence
from itertools import chain

import pytest

from reports.disclosure.atoms import owned
from reports.disclosure.common_set import allowed
from reports.disclosure.counts import partitions
from reports.disclosure.figures import ANCHOR, GroupFigures, anchor
from reports.disclosure.publish import publish
from reports.disclosure.serialise import from_json, to_json
from reports.disclosure.shown_teams import FEWEST_TEAMS
from reports.disclosure.tree import build, nearest_published, publishable
from reports.disclosure.waves import Continuity, Rosters
from tests.unit.reports.disclosure.build import POLICY, Group, world
from tests.unit.reports.disclosure.build_facets import Detailed, detailed_world
from tests.unit.reports.disclosure.build_waves import panel, stayed
from tests.work import assert_grows_no_faster

Work = Callable[[], object]
PEOPLE = 10


def groups_of(teams: int, *, per_department: int) -> list[Group]:
    """Teams in departments of so many, with figures that differ from team to team."""
    people = [[Detailed(40 + (n + i) % 20) for i in range(PEOPLE)] for n in range(teams)]
    departments = range(-(-teams // per_department))
    tally = {ANCHOR: anchor(3, 3, 4, 0)}
    whole = {ANCHOR: anchor(3 * teams, 3 * teams, 4 * teams, 0)}
    inside = [
        {ANCHOR: anchor(3 * n, 3 * n, 4 * n, 0)}
        for n in (min(per_department, teams - d * per_department) for d in departments)
    ]
    return [
        Group("o", "organisation", tallies=whole),
        *(Group(f"d{d}", "department", "o", tallies=inside[d]) for d in departments),
        *(
            Group(f"t{n}", "team", f"d{n // per_department}", people[n], tallies=tally)
            for n in range(teams)
        ),
    ]


def rosters_of(teams: int, per_department: int, *, since: int) -> Rosters:
    """Everybody at work, of whom in every team some came `since`."""
    of_team = [
        frozenset(range(PEOPLE * n * 2 + since, PEOPLE * n * 2 + since + PEOPLE))
        for n in range(teams)
    ]
    people = {f"t{n}": of_team[n] for n in range(teams)}
    for d in range(0, teams, per_department):
        members = of_team[d : d + per_department]
        people[f"d{d // per_department}"] = frozenset(chain.from_iterable(members))
    return Rosters({**people, "o": frozenset(chain.from_iterable(of_team))})


@pytest.mark.parametrize("per_department", [1, FEWEST_TEAMS + 1, 100])
def test_publishing_twice_the_teams_is_twice_the_work(per_department: int) -> None:
    def work(teams: int) -> Work:
        wave = detailed_world(*groups_of(teams, per_department=per_department))
        earlier = [rosters_of(teams, per_department, since=since) for since in (1, 5)]
        continuity = Continuity(rosters_of(teams, per_department, since=0), earlier)
        return lambda: from_json(to_json(publish(wave, POLICY, continuity)))

    assert_grows_no_faster(work, 8)


@pytest.mark.parametrize("per_department", [1, FEWEST_TEAMS + 1, 1000])
def test_comparing_twice_the_rosters_is_twice_the_work(per_department: int) -> None:
    def work(teams: int) -> Work:
        earlier = [rosters_of(teams, per_department, since=since) for since in (1, 5)]
        continuity = Continuity(rosters_of(teams, per_department, since=0), earlier)
        return lambda: [continuity.permits(key) for key in continuity.now.people]

    assert_grows_no_faster(work, 40)


@pytest.mark.parametrize("per_department", [1, FEWEST_TEAMS + 1, 1000])
def test_deciding_about_twice_the_groups_is_twice_the_work(per_department: int) -> None:
    def work(teams: int) -> Work:
        figures = world(*groups_of(teams, per_department=per_department)).groups
        return lambda: decide(figures)

    def decide(figures: Sequence[GroupFigures]) -> None:
        tree = build(figures)
        people = {key: group.complete for key, group in tree.groups.items()}
        cover = publishable(tree, people, allowed(tree, POLICY), POLICY.means)
        owned(cover), nearest_published(tree, cover)
        partitions(cover, {key: group.tallies[ANCHOR] for key, group in tree.groups.items()})

    assert_grows_no_faster(work, 20)


def test_changes_of_twice_the_teams_are_twice_the_work() -> None:
    def work(teams: int) -> Work:
        names = [f"t{n}" for n in range(teams)]
        people = panel(*(stayed(9, name) for name in names), teams=names)
        return lambda: people.published(1)

    assert_grows_no_faster(work, 4)
