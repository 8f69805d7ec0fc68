"""Which groups are published: the named cases of research §7.2, onthulling §1."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from reports.disclosure.figures import FiguresFault, GroupFigures
from reports.disclosure.tree import build, publishable
from surveys.policy import Level


@dataclass(frozen=True)
class Case:
    """Groups written as "X/A": A lies in X; the numbers are people directly in the group."""

    name: str
    threshold: int
    people: Mapping[str, int]
    shown: str
    barred: str = ""


CASES = [
    Case("alone and large enough", 7, {"A": 7}, "A"),
    Case("alone and too small", 7, {"A": 6}, ""),
    # V-DIA told with X(9) shown; a team above its threshold goes before the total (onthulling §1)
    Case("Dialog A3 + B6", 5, {"X": 0, "X/A": 3, "X/B": 6}, "B"),
    Case("Dialog A3 + B6 + 4 direct", 5, {"X": 4, "X/A": 3, "X/B": 6}, "B X"),
    Case("Culture Amp Sales 4 + Tech 9", 5, {"O": 0, "O/S": 4, "O/T": 9}, "T"),
    Case("Sales 6 instead of 4", 5, {"O": 0, "O/S": 6, "O/T": 9}, "O S T"),
    Case("the remainder alone is 6 people directly there", 5, {"O": 6, "O/T": 9}, "O T"),
    Case("teams of 7 and 6", 7, {"X": 0, "X/A": 7, "X/B": 6}, "A"),
    Case("teams of 7, 6 and 6", 7, {"X": 0, "X/A": 7, "X/B": 6, "X/C": 6}, "A X"),
    Case("teams of 7 and 7", 7, {"X": 0, "X/A": 7, "X/B": 7}, "A B X"),
    Case("one person directly in the department", 7, {"X": 1, "X/A": 7, "X/B": 9}, "A B"),
    Case("six directly in the department", 7, {"X": 6, "X/A": 7}, "A"),
    Case("seven directly in the department", 7, {"X": 7, "X/A": 7}, "A X"),
    Case("a team of one fills up the remainder", 7, {"X": 6, "X/A": 9, "X/B": 1}, "A X"),
    Case("only small teams", 7, {"X": 0, "X/A": 3, "X/B": 4}, "X"),
    Case(
        "a small team two levels down keeps the organisation back",
        7,
        {"O": 0, "O/X": 0, "X/A": 7, "X/B": 6, "O/Y": 0, "Y/C": 8},
        "A C Y",
    ),
    Case(
        "two small teams in two departments hide each other in the organisation",
        7,
        {"O": 0, "O/X": 0, "X/A": 7, "X/B": 6, "O/Y": 0, "Y/C": 8, "Y/D": 5},
        "A C O",
    ),
    Case(
        "people directly under the organisation",
        7,
        {"O": 3, "O/X": 0, "X/A": 8, "O/Y": 0, "Y/B": 9},
        "A B X Y",
    ),
    Case(
        "a large withheld group is not given away",
        7,
        {"X": 0, "X/A": 9, "X/B": 8},
        "A",
        barred="B",
    ),
    Case(
        "two large withheld groups hide each other",
        7,
        {"X": 0, "X/A": 9, "X/B": 8, "X/C": 8},
        "A X",
        barred="B C",
    ),
    Case(
        "a withheld department is not given away by the organisation",
        7,
        {"O": 0, "O/X": 9, "X/A": 8, "O/Y": 0, "Y/B": 8},
        "A B Y",
        barred="X",
    ),
    Case("nobody answered in a part", 7, {"X": 0, "X/A": 8, "X/B": 0}, "A X"),
]


def figures(people: Mapping[str, int]) -> list[GroupFigures]:
    depth: Mapping[str, Level] = {"O": "organisation", "X": "department", "Y": "department"}
    parents = {path.split("/")[-1]: path.split("/")[0] for path in people if "/" in path}
    totals = {path.split("/")[-1]: direct for path, direct in people.items()}
    for key in sorted(totals, key="ABCDSTXYO".index):
        if key in parents:
            totals[parents[key]] += totals[key]
    return [
        GroupFigures(key, depth.get(key, "team"), parents.get(key), key, None, n, n)
        for key, n in totals.items()
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    groups = figures(case.people)
    people = {group.key: group.complete for group in groups}
    allowed = set(people) - set(case.barred.split())
    cover = publishable(build(groups), people, allowed, case.threshold)
    assert sorted(cover) == case.shown.split()


def test_the_largest_published_parts_make_up_a_total() -> None:
    groups = figures({"O": 0, "O/X": 0, "X/A": 7, "X/B": 6, "O/Y": 0, "Y/C": 8, "Y/D": 5})
    people = {group.key: group.complete for group in groups}
    assert publishable(build(groups), people, set(people), 7)["O"] == ("A", "C")


def test_a_total_with_fewer_people_than_its_parts_is_refused() -> None:
    groups = [
        GroupFigures("X", "department", None, "X", None, 8, 8),
        GroupFigures("A", "team", "X", "A", None, 9, 9),
    ]
    with pytest.raises(FiguresFault, match="fewer people"):
        publishable(build(groups), {"X": 8, "A": 9}, {"X", "A"}, 7)


@pytest.mark.parametrize(("parent", "level"), [("Z", "team"), ("A", "team"), ("A", "department")])
def test_a_parent_must_exist_and_lie_above(parent: str, level: Level) -> None:
    groups = [
        GroupFigures("A", "team", None, "A", None, 9, 9),
        GroupFigures("B", level, parent, "B", None, 9, 9),
    ]
    with pytest.raises(FiguresFault, match="parent"):
        build(groups)


def test_a_key_names_one_group() -> None:
    group = GroupFigures("A", "team", None, "A", None, 9, 9)
    with pytest.raises(FiguresFault, match="one key"):
        build([group, group])


def test_the_order_of_the_groups_does_not_matter() -> None:
    groups = figures({"O": 0, "O/X": 0, "X/A": 7, "X/B": 6, "O/Y": 0, "Y/C": 8, "Y/D": 5})
    assert list(build(groups).groups) == ["A", "B", "C", "D", "X", "Y", "O"]
    assert list(build(groups[::-1]).groups) == ["A", "B", "C", "D", "X", "Y", "O"]
    assert build(groups) == build(groups[::-1])
