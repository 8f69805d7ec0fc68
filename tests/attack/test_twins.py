"""Of everybody there are two towns that look exactly the same, 50 points apart (onthulling).

Looking the same is every published byte about groups, so this holds whatever the figures are made
of. Insiders answer the same in both: a participant cannot tell them apart either.
"""

import pytest

from surveys.instruments.elements import Element
from tests.attack.attackers import NOISE, RANGE, near_ends
from tests.attack.program import WEIGHTS
from tests.attack.twins import moved, room, seen
from tests.attack.worlds import NAMED

pytestmark = pytest.mark.attack

CASES = {
    # town: the team, its insiders, the elements of which counts are shown
    "one at 100 beside six at 50": ("a", (0,), ()),
    "one at 0 beside six ordinary people": ("a", (0,), ()),
    "two at 0 beside seven ordinary people": ("a", (0, 1), ()),
    "seven who agree near an end of the answer grid": ("a", (0,), ()),
    "three published teams of seven and six withheld of five": (
        "t0",
        (),
        (Element.BELEMMERINGEN,),
    ),
    "51 people who all have 50 on houding": ("t0", (), (Element.BELEMMERINGEN,)),
    "51 people of whom two at 0 and the others at 90 or 95": (
        "t0",
        (0, 1),
        (Element.BELEMMERINGEN,),
    ),
    "one with willen 0 and kunnen 100 among others at +25": ("t0", (0,), (Element.BELEMMERINGEN,)),
    "85 people who all answer the same": ("t1", (0, 1), (Element.BELEMMERINGEN,)),
    "85 people of whom one with willen 0 and kunnen 100 among others at +25": (
        "t0",
        (0,),
        (Element.BELEMMERINGEN,),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_everybody_has_a_twin(name: str) -> None:
    town, (team, insiders, leave) = NAMED[name], CASES[name]
    people = town.people[team]
    near = near_ends(town.publication, people, [people[at] for at in insiders])
    without = {*leave, *(near if insiders else ())}
    persons = [at for at in range(len(people)) if at not in insiders]
    for person in {persons[0], persons[len(persons) // 2], persons[-1]}:
        found = room(town, team, person, insiders, leave)
        wide = {metric: found[metric] for metric in WEIGHTS if not without & set(WEIGHTS[metric])}
        assert len(wide) >= 4
        assert min(wide.values()) >= RANGE - NOISE, (person, wide)


def test_a_twin_answers_something_else_and_every_mean_is_the_same() -> None:
    town = NAMED["one at 0 beside six ordinary people"]
    twin = moved(town, "a", 3, (0,), (), 1, -1, by_facet=True, most=4)
    assert twin.answers != town.answers
    assert twin.answers[0] == town.answers[0]
    assert seen(twin) == seen(town)
