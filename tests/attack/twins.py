"""Two towns that look the same, in which one person answered something else.

Of the person every item of some elements goes to one end, and others of the team answer that same
item as many steps the other way; so every mean stays. Whoever knows all that is published, and the
answers of the insiders, cannot tell which of the towns is the real one.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from reports.disclosure.serialise import to_json
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.scoring.answers import get, put
from tests.attack.program import WEIGHTS
from tests.attack.worlds import Team, Town, instrument

DIRECTIONS = {"both high": (1, 1), "both low": (-1, -1), "apart": (1, -1), "crossed": (-1, 1)}
"""Where willen and kunnen of the person go."""


def seen(town: Town) -> tuple[object, ...]:
    """All that is published about groups, and what the quality page says beyond use of items."""
    quality = town.quality
    figures = () if quality is None else (quality.clustering, quality.elements, quality.n)
    return (to_json(town.publication), *figures)


def room(
    town: Town,
    team: str,
    person: int,
    insiders: Collection[int] = (),
    leave: Collection[Element] = (),
) -> dict[str, float]:
    """Per metric how far apart the scores of one person of a team lie in the towns that look the
    same as this one. The answers of `insiders`, and the elements to `leave`, are the same in all.
    """
    twins = [
        town,
        *(moved(town, team, person, insiders, leave, *ends) for ends in DIRECTIONS.values()),
    ]
    same = [twin for twin in twins if seen(twin) == seen(town)]
    row = _row(town, team, person)
    found = {}
    for metric in WEIGHTS:
        scores = [float(twin.table.metrics[metric][row]) for twin in same]
        found[metric] = max(scores) - min(scores)
    return found


def moved(
    town: Town,
    name: str,
    person: int,
    insiders: Collection[int],
    leave: Collection[Element],
    willen: int,
    kunnen: int,
) -> Town:
    """The town in which one person lies at an end on willen and on kunnen (1 up, -1 down), as far
    as the others can make up for it.
    """
    teams = []
    for team in town.teams:
        if team.name == name:
            answers = list(team.answers)
            others = [at for at in range(len(answers)) if at != person and at not in insiders]
            for element in (*WILLEN, *KUNNEN):
                if element not in leave:
                    up = (willen if element in WILLEN else kunnen) > 0
                    for item in instrument().items_of(element):
                        _move(answers, item.code, person, others, up)
            team = replace(team, answers=answers)
        teams.append(team)
    return Town(teams, town.policy)


def _move(answers: list[str], code: str, person: int, others: Sequence[int], up: bool) -> None:
    """One item of one person to an end, one step at a time and as long as others can step back."""
    asked = instrument()
    item = asked.item(code)
    values = [step.value for step in asked.scales[item.scale].steps]
    forward = 1 if up == (item.key == "+") else -1

    def step(at: int, by: int) -> bool:
        value = get(asked, answers[at], code)
        if not isinstance(value, int) or value + by not in values:
            return False
        answers[at] = put(asked, answers[at], {code: value + by})
        return True

    while step(person, forward):
        if not any(step(at, -forward) for at in _furthest(answers, code, others, forward)):
            step(person, -forward)
            return


def _furthest(answers: list[str], code: str, others: Sequence[int], forward: int) -> list[int]:
    """Others with the most room first, so that they stay together."""

    def place(at: int) -> int:
        value = get(instrument(), answers[at], code)
        return -forward * value if isinstance(value, int) else 0

    return sorted(others, key=place)


def _row(town: Town, team: str, person: int) -> int:
    before: list[Team] = []
    for one in town.teams:
        if one.name == team:
            return sum(len(other.answers) for other in before) + person
        before.append(one)
    raise LookupError(team)
