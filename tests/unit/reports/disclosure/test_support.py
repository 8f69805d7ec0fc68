"""What the organisation gives: which means of questions are published, and what they leave open."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from reports.disclosure.cells import WITHHELD, ItemCell, Withheld
from reports.disclosure.figures import SUPPORT, GroupFigures, WaveFigures
from reports.disclosure.support import support_cells
from reports.statistics.sem import PROVISIONAL
from surveys.policy import Band, default_policy

POLICY = default_policy("klantmanager")
QUESTION = f"{SUPPORT}OVL1"
POINTS = (0.0, 25.0, 50.0, 75.0, 100.0, None)

Team = list[float | None]
"""The answer of everyone who sent, in points; None for who skipped the question."""
Town = dict[str, list[Team]]


def figures(town: Town, size: dict[str, int] | None = None) -> WaveFigures:
    """A wave of departments with their teams, as closing makes it."""
    groups: list[GroupFigures] = []
    everyone: list[float | None] = []
    for name, teams in town.items():
        people = [one for team in teams for one in team]
        everyone += people
        groups += [
            replace(_group(f"{name}{n}", "team", name, team), score_counts={}, means={})
            for n, team in enumerate(teams)
        ]
        groups.append(_group(name, "department", "all", people, (size or {}).get(name)))
    whole = sum(group.size or 0 for group in groups if group.level == "department")
    groups.append(_group("all", "organisation", None, everyone, whole))
    return WaveFigures(groups, {}, PROVISIONAL, {}, support=(QUESTION,))


def _group(
    key: str, level: str, parent: str | None, people: Team, size: int | None = None
) -> GroupFigures:
    given = [one for one in people if one is not None]
    return GroupFigures(
        key=key,
        level=level,  # type: ignore[arg-type]
        parent=parent,
        name=key,
        size=len(people) if size is None else size,
        respondents=len(people),
        complete=0,
        score_counts={QUESTION: len(given)},
        means={QUESTION: sum(given) / len(given)} if given else {},
    )


def shown(town: Town, size: dict[str, int] | None = None) -> dict[str, ItemCell | Withheld]:
    cells = support_cells(figures(town, size), POLICY, lambda _key, _parts: True)
    return {key: cell for key, by_code in cells.items() for cell in by_code.values()}


def test_departments_and_the_organisation_are_shown_and_teams_do_not_exist() -> None:
    cells = shown({"a": [[50.0] * 8, [75.0] * 8], "b": [[25.0] * 6, [50.0] * 6]})
    assert cells == {
        "a": ItemCell(63, Band(15, 29), None),
        "b": ItemCell(38, Band(10, 14), None),
        "all": ItemCell(52, Band(15, 29), None),
    }


@pytest.mark.parametrize(("people", "is_shown"), [(9, False), (10, True)])
def test_a_question_is_shown_from_ten_people_who_answered_it(people: int, is_shown: bool) -> None:
    team: Team = [50.0] * (people - 5)
    cells = shown({"a": [team, [50.0] * 5]})
    assert (cells["a"] is not WITHHELD) is is_shown
    with_skips = shown({"a": [[*team, None, None], [50.0] * 5]})
    assert (with_skips["a"] is not WITHHELD) is is_shown


def test_a_total_gives_way_where_it_would_tell_a_withheld_department() -> None:
    cells = shown({"a": [[50.0] * 8, [75.0] * 8], "b": [[25.0] * 4, [50.0] * 4]})
    assert cells["a"] is not WITHHELD
    assert (cells["b"], cells["all"]) == (WITHHELD, WITHHELD)


def test_a_department_of_one_team_is_not_shown_however_large_nor_a_total_that_tells_it() -> None:
    cells = shown({"a": [[50.0] * 8, [75.0] * 8], "b": [[25.0] * 40, []]})
    assert cells["a"] is not WITHHELD
    assert (cells["b"], cells["all"]) == (WITHHELD, WITHHELD)


def test_two_withheld_departments_together_may_be_in_the_total() -> None:
    cells = shown({"a": [[50.0] * 8, [75.0] * 8], "b": [[25.0] * 30], "c": [[50.0] * 30]})
    assert cells["all"] is not WITHHELD


def test_who_skipped_the_question_did_not_take_part_in_it() -> None:
    """Twelve of forty answered this question, though everyone sent."""
    team: Team = [*[50.0] * 6, *[None] * 14]
    cells = shown({"a": [team, team]})
    assert cells["a"] is WITHHELD


@pytest.mark.parametrize(("points", "value", "code"), [(100.0, 93, "top"), (0.0, 8, "bottom")])
def test_a_mean_at_an_end_of_the_scale_is_a_bound(points: float, value: int, code: str) -> None:
    assert shown({"a": [[points] * 5, [points] * 5]})["a"] == ItemCell(value, Band(10, 14), code)  # type: ignore[arg-type]


def test_nearly_the_same_people_as_before_show_nothing() -> None:
    wave = figures({"a": [[50.0] * 8, [75.0] * 8]})
    cells = support_cells(wave, POLICY, lambda key, _parts: key != "a")
    assert cells["a"]["OVL1"] is WITHHELD


def random_town(random: Random) -> Town:
    return {
        name: [
            [
                random.choice([0.0, 25.0, 50.0, 75.0, 100.0, None])
                for _ in range(random.randint(0, 13))
            ]
            for _ in range(random.randint(1, 4))
        ]
        for name in "abcdef"[: random.randint(1, 6)]
    }


def test_subtraction_tells_of_nobody_alone_and_of_no_team() -> None:
    """Every difference of published cells is about ten people or more, of more than one team; and
    a person in it, also one of a pair who knows the answer of the other, keeps 50 points of room.
    """
    random, found = Random(51), 0  # noqa: S311  invented people
    for _ in range(2000):
        town = random_town(random)
        cells = shown(town)
        told = {key for key, cell in cells.items() if cell is not WITHHELD}
        assert all(not key[1:].isdigit() for key in cells)
        parts = told & set(town)
        differences: list[tuple[str, ...]] = [(name,) for name in parts]
        if "all" in told:
            differences += [
                tuple(set(town) - set(out))
                for number in range(len(parts) + 1)
                for out in combinations(sorted(parts), number)
            ]
        for names in differences:
            teams = [[one for one in t if one is not None] for n in names for t in town[n]]
            people = [one for team in teams for one in team]
            if not people:
                continue
            found += 1
            assert len(people) >= 10
            assert sum(1 for n in names for t in town[n] if t) >= 2
        for key in told:
            cell = cells[key]
            assert isinstance(cell, ItemCell)
            least = cell.n.low
            low = 0.0 if cell.coded == "bottom" else (cell.value - 0.5) * least
            high = 100.0 * least if cell.coded == "top" else (cell.value + 0.5) * least
            room = min(100.0, high) - max(0.0, low - 100 * (least - 1))
            assert room >= 50
    assert found > 1000
