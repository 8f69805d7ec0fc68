"""Questions of the spiegel: which means are published of whom, and what they leave open."""

from dataclasses import replace
from random import Random

import pytest

from reports.disclosure.cells import WITHHELD, ItemCell
from reports.disclosure.figures import Facet, FiguresFault
from reports.disclosure.publish import publish
from reports.disclosure.waves import Continuity, Rosters
from surveys.policy import Band, default_policy
from tests.unit.reports.disclosure.build import POLICY, Group
from tests.unit.reports.disclosure.build_mirror import (
    MANAGERS,
    Mirrored,
    cells,
    managers,
    mirror_world,
    published,
)

HIDDEN = {"C1": WITHHELD, "C8": WITHHELD}


def some(n: int, *parts: float) -> list[Mirrored]:
    return [Mirrored(*(parts or (50, 25, 60))) for _ in range(n)]


def test_ten_managers_have_the_mean_of_each_question_without_an_interval() -> None:
    people = [*some(5, 50, 25, 60), *some(5, 25, 50, 40)]
    assert cells(published(managers(*people))) == {
        "C1": ItemCell(38, Band(10, 14), None),
        "C8": ItemCell(38, Band(10, 14), None),
    }


@pytest.mark.parametrize(("number", "is_shown"), [(6, False), (7, False), (9, False), (10, True)])
def test_it_takes_ten_managers(number: int, is_shown: bool) -> None:
    found = published(managers(*some(number, 50, 50, 50)))
    assert (cells(found) != HIDDEN) is is_shown
    assert found.groups["o"].shown is (number >= 7)


def test_a_stricter_wave_asks_for_as_many_as_its_counts() -> None:
    policy = MANAGERS.raised(counts=12)
    assert cells(published(managers(*some(11, 50, 50, 50)), policy)) == HIDDEN
    assert cells(published(managers(*some(12, 50, 50, 50)), policy)) != HIDDEN


def test_too_few_of_those_asked_show_nothing() -> None:
    assert cells(published(managers(*some(12, 50, 50, 50), size=31))) == HIDDEN


@pytest.mark.parametrize(
    ("parts", "is_shown"),
    [
        ((25, 75, 50), True),
        ((24, 50, 50), False),
        ((50, 76, 50), False),
        ((50, 50, 24), False),
    ],
)
def test_one_part_near_an_end_withholds_all_of_its_element(
    parts: tuple[float, ...], is_shown: bool
) -> None:
    """Ten people keep (2 · 100 + 50) / 10 = 25 points from both ends, what is not shown included:
    it follows from what is.
    """
    assert (cells(published(managers(*some(10, *parts)))) != HIDDEN) is is_shown


def test_a_larger_band_asks_for_less_room() -> None:
    assert cells(published(managers(*some(30, 9, 91, 50)))) != HIDDEN
    assert cells(published(managers(*some(30, 8, 50, 50)))) == HIDDEN


def tree(*teams: list[Mirrored], direct: list[Mirrored] | None = None) -> list[Group]:
    return [
        Group("o", "organisation", None, direct or []),
        *(Group(f"t{i}", "team", "o", people) for i, people in enumerate(teams)),
    ]


def test_teams_have_none_and_the_organisation_has_all() -> None:
    found = published(tree(some(8, 25, 50, 50), some(12, 75, 50, 50)), POLICY)
    assert cells(found) == {
        "C1": ItemCell(55, Band(15, 29), None),
        "C8": ItemCell(50, Band(15, 29), None),
    }
    assert cells(found, "t0") == cells(found, "t1") == {}


def test_a_team_near_an_end_withholds_the_total_of_the_question() -> None:
    """The mean of the organisation is in the middle; of seven people of one team it is not."""
    assert cells(published(tree(some(7, 86, 50, 50), some(30, 40, 50, 50)), POLICY)) == HIDDEN
    assert cells(published(tree(some(7, 85, 50, 50), some(30, 40, 50, 50)), POLICY)) != HIDDEN


def test_where_the_total_is_withheld_the_shown_teams_together_have_them() -> None:
    """From three shown teams on; of the withheld one nothing plays a part."""
    found = published(tree(some(8, 25, 50, 50), some(8), some(9), some(6, 75, 75, 75)), POLICY)
    assert found.groups["o"].means["context"] is WITHHELD
    assert cells(found) == HIDDEN
    together = found.shown_teams["o"].figures
    assert together.mirror == {
        "C1": ItemCell(42, Band(15, 29), None),
        "C8": ItemCell(33, Band(15, 29), None),
    }
    other = published(tree(some(8, 25, 50, 50), some(8), some(9), some(6, 0, 0, 0)), POLICY)
    assert other.shown_teams["o"].figures == together


def test_two_shown_teams_have_none() -> None:
    found = published(tree(some(8), some(9), some(6)), POLICY)
    assert found.shown_teams == {}
    assert cells(found) == HIDDEN


def test_the_facets_of_the_shown_teams_together_follow_from_those_of_each() -> None:
    found = published(tree(some(8, 25, 50, 50), some(8), some(9), some(6)), POLICY)
    joint = found.shown_teams["o"].figures.facets["context"]
    each = [found.groups[f"t{at}"].facets["context"] for at in range(3)]
    assert isinstance(joint, dict)
    for code, cell in joint.items():
        values = [one[code].value for one in each if isinstance(one, dict)]
        mean = sum(n * value for n, value in zip((8, 8, 9), values, strict=True)) / 25
        assert abs(cell.value - mean) <= 1
        assert cell.low < cell.value < cell.high


def test_one_team_that_withholds_its_facets_withholds_those_of_all_together() -> None:
    found = published(tree(some(8, 95, 95, 20), some(8), some(9), some(6)), POLICY)
    assert found.groups["t0"].facets["context"] is WITHHELD
    assert found.shown_teams["o"].figures.facets["context"] is WITHHELD


def test_nearly_the_same_people_as_before_show_nothing() -> None:
    now = Rosters({"o": frozenset(range(12))})
    before = Rosters({"o": frozenset(range(1, 12))})
    wave = managers(*some(12, 50, 50, 50))
    assert cells(published(wave, continuity=Continuity(now, [before]))) == HIDDEN
    assert cells(published(wave, continuity=Continuity(now, [now]))) != HIDDEN


def test_shown_teams_that_are_nearly_the_same_people_as_before_show_nothing() -> None:
    """Whatever the teams were called then, and however they were divided."""
    wave = tree(some(8), some(8), some(9), some(6))
    rosters = {f"t{at}": frozenset(range(10 * at, 10 * at + 9)) for at in range(3)}
    now = Rosters(rosters | {"o": frozenset(range(40))})
    people = sorted(frozenset().union(*rosters.values()))

    def mirror(before: list[int]) -> object:
        then = {"x": frozenset(before[:12]), "y": frozenset(before[12:])}
        found = published(wave, POLICY, Continuity(now, [Rosters(then)]))
        return found.shown_teams["o"].figures.mirror

    assert mirror(people[1:]) == HIDDEN
    assert mirror([*people[1:], 99]) == HIDDEN
    assert mirror(people) != HIDDEN
    assert mirror(people[3:]) != HIDDEN


def test_clients_ask_for_fifteen() -> None:
    policy = default_policy("client")
    assert cells(published(managers(*some(14, 50, 50, 50)), policy)) == HIDDEN
    assert cells(published(managers(*some(15, 50, 50, 50)), policy)) != HIDDEN


def test_parts_that_do_not_make_up_the_element_are_refused() -> None:
    wave = mirror_world(*managers(*some(10, 50, 50, 50)))
    parts = {"context": (Facet("C1", 1, 50.0), Facet("C8", 1, 50.0), Facet("C.ste", 2, 51.0))}
    faulty = replace(wave, groups=[replace(group, parts=parts) for group in wave.groups])
    with pytest.raises(FiguresFault, match="not made of these parts"):
        publish(faulty, MANAGERS)


def test_a_questionnaire_without_pairs_has_no_cells_at_all() -> None:
    wave = replace(mirror_world(*managers(*some(10, 50, 50, 50))), mirror=())
    assert cells(publish(wave, MANAGERS)) == {}


def test_two_who_know_their_answers_leave_everybody_else_fifty_points_on_every_part() -> None:
    """Arithmetic on the cells alone, whoever the two are and whatever they answered."""
    random, found = Random(57), 0  # noqa: S311  invented people
    for _ in range(3000):
        number = random.randint(10, 20)
        level = [random.choice((5, 25, 50, 75, 95)) for _ in range(3)]
        people = [
            Mirrored(*(min(100, max(0, at + random.choice((-50, -25, 0, 25, 50)))) for at in level))
            for _ in range(number)
        ]
        for place in range(random.choice((0, 1, 2))):
            people[place] = Mirrored(*(random.choice((0.0, 100.0)) for _ in range(3)))
        if cells(published(managers(*people))) == HIDDEN:
            continue
        found += 1
        for code in people[0].parts:
            scores = sorted(one.parts[code] for one in people)
            for known in (scores[:1], scores[-1:], scores[:2], scores[-2:]):
                others, total = number - len(known), sum(scores) - sum(known)
                room = min(100.0, total) - max(0.0, total - 100 * (others - 1))
                assert others >= 8
                assert room >= 50 - 1e-9
    assert found > 500
