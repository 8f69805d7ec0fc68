"""What goes together with intention and behaviour, before people who know their own answers.

Only words for the whole organisation are told (ADR 80). Whoever knows them, all other published
figures and the own answers, cannot tell a person from a twin 50 points away.
"""

from functools import cache
from random import Random

import pytest

from reports.aggregation.importance import importances
from reports.disclosure.associations import with_associations
from reports.disclosure.cells import WITHHELD, Association, Strength, Withheld
from reports.disclosure.waves import ALONE
from surveys.instruments.elements import Element
from surveys.instruments.model import ItemKind
from surveys.scoring.answers import put
from tests.attack.attackers import RANGE
from tests.attack.twins import DIRECTIONS, moved
from tests.attack.worlds import Team, Town, answers, instrument

pytestmark = pytest.mark.attack

SEED = 11


def someone(random: Random) -> str:
    """Somebody whose intention follows houding and whose behaviour follows zelfregulering."""
    person = random.gauss(60, 10)
    scores = {element: min(max(random.gauss(person, 12), 5), 95) for element in Element}
    asked = instrument()
    text = answers(50, random.randrange(4), **{e.name.lower(): s for e, s in scores.items()})
    follows = {ItemKind.INTENTIE: Element.HOUDING, ItemKind.GEDRAG: Element.ZELFREGULERING}
    rest = {}
    for item in asked.items:
        if item.kind in follows:
            steps = asked.scales[item.scale].steps
            share = (scores[follows[item.kind]] + random.gauss(0, 8)) / 100
            step = min(max(round(share * (len(steps) - 1)), 0), len(steps) - 1)
            rest[item.code] = steps[step if item.key == "+" else -1 - step].value
    return put(asked, text, rest)


@cache
def town(people: int) -> Town:
    """Teams of fourteen, and one with the rest."""
    random = Random(4)  # noqa: S311  invented people
    everybody = [someone(random) for _ in range(people)]
    teams = [everybody[at : at + 14] for at in range(0, people - 13, 14)]
    teams[-1] += everybody[14 * len(teams) :]
    return Town([Team(f"t{at}", len(team), team) for at, team in enumerate(teams)])


def told(one: Town) -> dict[str, Association | Withheld]:
    figures = importances(one.batch, SEED)
    return dict(with_associations(one.publication, figures, ALONE.permits, "all").associations)


@pytest.mark.parametrize(("people", "shown"), [(199, False), (200, True), (201, True)])
def test_from_two_hundred_people_on(people: int, shown: bool) -> None:
    assert {one is not WITHHELD for one in told(town(people)).values()} == {shown}


def test_it_says_what_goes_together() -> None:
    words = told(town(280))
    for outcome, element in (("intentie", "houding"), ("gedrag", "zelfregulering")):
        one = words[outcome]
        assert isinstance(one, Association)
        assert one.elements[element] is Strength.STRONGEST


def test_the_same_people_give_the_same_words() -> None:
    assert told(Town(town(210).teams)) == told(town(210))


@pytest.mark.parametrize("insiders", [(), (0, 1)])
@pytest.mark.parametrize("person", [5, 13])
def test_everybody_has_a_twin_with_the_same_words(person: int, insiders: tuple[int, ...]) -> None:
    """The answers of the insiders, all figures of groups and all other answers on intention and
    behaviour stay. (The spreads of a wave and its quality page are attacked in `test_twins`.)
    """
    real = town(210)
    words, row = told(real), 3 * 14 + person
    ranges: dict[Element, list[float]] = {element: [] for element in Element}
    leave = (Element.BELEMMERINGEN,)  # of which counts are shown
    for ends in DIRECTIONS:
        twin = moved(real, "t3", person, insiders, leave, *ends, by_facet=True, most=4)
        if twin.publication.groups == real.publication.groups and told(twin) == words:
            for element, scores in ranges.items():
                scores.append(float(twin.batch.metrics[element][row]))
    wide = {e for e, scores in ranges.items() if scores and max(scores) - min(scores) >= RANGE}
    assert wide == set(Element).difference(leave)
