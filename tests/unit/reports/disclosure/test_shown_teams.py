"""All shown teams together, beside a total that is withheld."""

import pytest

from reports.disclosure.cells import WITHHELD, MeanCell, Publication
from reports.disclosure.figures import ANCHOR, anchor
from reports.disclosure.publish import publish
from reports.statistics.contrast import ContrastOutcome
from surveys.policy import Band, default_policy
from tests.unit.reports.disclosure.build import POLICY, Group, Person, person, world

LOW = ("vaardigheden", "zelfregulering", "context", "belemmeringen")


def crowd(n: int, willen: float = 70.0, kunnen: float = 50.0) -> list[Person]:
    return [person(willen + i % 3 - 1, **dict.fromkeys(LOW, kunnen + i % 3 - 1)) for i in range(n)]


def department(*teams: list[Person], small: int = 6, size: int | None = None) -> Publication:
    groups = [Group("x", "department")]
    groups += [Group(f"t{i}", "team", "x", people, size) for i, people in enumerate(teams)]
    if small:
        groups.append(Group("small", "team", "x", crowd(small)))
    return publish(world(*groups), POLICY)


def test_three_shown_teams_stand_beside_a_withheld_total() -> None:
    found = department(crowd(8, 60), crowd(12, 70), crowd(20, 80))
    assert found.groups["x"].means["willen"] is WITHHELD
    teams = found.shown_teams["x"]
    assert (teams.shown, teams.teams) == (3, 4)
    cell = teams.figures.means["willen"]
    assert isinstance(cell, MeanCell)
    assert (cell.value, cell.n) == (73, Band(30, 59))
    assert teams.figures.means["intentie"] is WITHHELD
    assert teams.figures.counts == {}
    assert teams.figures.contrast is ContrastOutcome.KUNNEN_LAGS_CLEARLY


@pytest.mark.parametrize(("teams", "expected"), [(2, {}), (3, {"x"})])
def test_two_teams_are_too_few(teams: int, expected: set[str]) -> None:
    assert set(department(*[crowd(8)] * teams).shown_teams) == set(expected)


def test_beside_a_shown_total_there_is_nothing() -> None:
    found = department(crowd(8), crowd(8), crowd(8), small=0)
    assert found.groups["x"].means["willen"] is not WITHHELD
    assert found.shown_teams == {}


def test_it_says_nothing_about_the_withheld_team() -> None:
    """Only who answered there changes: the spread of too few people is provisional anyway."""

    def with_small(people: list[Person]) -> Publication:
        teams = [Group(f"t{i}", "team", "x", crowd(9)) for i in range(3)]
        small = Group("small", "team", "x", people)
        return publish(world(Group("x", "department"), *teams, small), POLICY)

    one, other = with_small([person(0)] * 6), with_small([person(100)] * 6)
    assert one == other


def test_a_team_at_the_end_of_the_scale_stays_held_back_in_it() -> None:
    found = department(crowd(7, 50), crowd(7, 50), [person(100)] * 7)
    cell = found.shown_teams["x"].figures.means["houding"]
    assert isinstance(cell, MeanCell)
    assert (cell.value, cell.coded) == (64, "top")  # 66.6 in truth; (50 + 50 + 92.1) / 3


def test_the_direct_question_plays_no_part() -> None:
    """What may be little asks for a majority there, of people whom nobody guards together."""
    teams = [
        Group(f"t{i}", "team", "x", crowd(20, 55), 60, {ANCHOR: anchor(3, 14, 3, 0)})
        for i in range(6)
    ]
    groups = [
        Group("x", "department", tallies={ANCHOR: anchor(18, 84, 18, 6)}),
        *teams,
        Group("small", "team", "x", crowd(6), tallies={ANCHOR: anchor(0, 0, 0, 6)}),
    ]
    policy = POLICY.raised()
    found = publish(world(*groups), policy)
    assert found.groups["t0"].means["willen"] is WITHHELD  # 20 of 60: nothing to take together
    assert found.shown_teams == {}
    groups[1:-1] = [
        Group(group.key, "team", "x", group.people, 25, group.tallies) for group in teams
    ]
    figures = publish(world(*groups), policy).shown_teams["x"].figures
    cell = figures.means["contrast"]
    assert isinstance(cell, MeanCell)
    assert 0 < cell.low <= policy.margin
    assert figures.contrast is ContrastOutcome.NO_STATEMENT


def test_managers_have_no_teams_to_take_together() -> None:
    groups = [
        Group("o", "organisation", None, [], None),
        *[Group(f"t{i}", "team", "o", crowd(9)) for i in range(3)],
        Group("small", "team", "o", crowd(6)),
    ]
    assert publish(world(*groups), default_policy("manager")).shown_teams == {}
