"""Two towns that look the same, in which one person answered something else.

Of the person every item of some elements goes to one end, and others of the team answer items of
the same facet or element as many steps the other way; so every mean stays. Whoever knows all that
is published, and the answers of the insiders, cannot tell which of the towns is the real one.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from reports.disclosure.serialise import to_json
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.model import Item
from surveys.scoring.answers import get, put
from tests.attack.program import WEIGHTS
from tests.attack.worlds import Team, Town, instrument

DIRECTIONS = ((1, 1), (-1, -1), (1, -1), (-1, 1))
"""Where willen and kunnen of the person go: up or down."""


def seen(town: Town) -> tuple[object, ...]:
    """All that is published about groups, and what the quality page says but for the use of single
    items, which stands in bands of ten per cent of at least fifty people.
    """
    quality = town.quality
    figures = () if quality is None else (quality.n, quality.elements, quality.clustering)
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
        moved(town, team, person, insiders, leave, *ends, by_facet=by_facet, most=most)
        for ends in DIRECTIONS
        for by_facet in (True, False)
        for most in (4, 2)
    ]
    same = [twin for twin in (town, *twins) if seen(twin) == seen(town)]
    row = _row(town, team, person)
    found = {}
    for metric in WEIGHTS:
        scores = [float(twin.batch.metrics[metric][row]) for twin in same]
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
    *,
    by_facet: bool,
    most: int,
) -> Town:
    """The town in which one person lies at an end on willen and on kunnen (1 up, -1 down), as far
    as the others can make up for it, and by `most` steps per item: within every facet, or where
    facets are not shown within every element.
    """
    teams = []
    for team in town.teams:
        if team.name == name:
            answers = list(team.answers)
            others = [at for at in range(len(answers)) if at != person and at not in insiders]
            for element in (*WILLEN, *KUNNEN):
                if element not in leave:
                    up = (willen if element in WILLEN else kunnen) > 0
                    for items in (
                        _facets(element) if by_facet else [list(instrument().items_of(element))]
                    ):
                        _move(answers, items, person, others, up, most)
            team = replace(team, answers=answers)
        teams.append(team)
    return Town(teams, town.policy)


def _facets(element: Element) -> list[list[Item]]:
    found: dict[str | None, list[Item]] = {}
    for item in instrument().items_of(element):
        found.setdefault(item.facet, []).append(item)
    return list(found.values())


def _move(
    answers: list[str],
    items: Sequence[Item],
    person: int,
    others: Sequence[int],
    up: bool,
    most: int,
) -> None:
    """The items of one facet of one person to an end, a step at a time and as long as somebody
    else can step back on an item of that facet.
    """
    by = 1 if up else -1
    for item in items:
        for _ in range(most):
            if not _step(answers, person, item, by):
                break
            ways = ((at, other) for at in _roomiest(answers, items, others, by) for other in items)
            if not any(_step(answers, at, other, -by) for at, other in ways):
                _step(answers, person, item, -by)
                return


def _step(answers: list[str], at: int, item: Item, by: int) -> bool:
    """One step towards the behaviour (1) or away from it (-1), if there is one."""
    value, asked = get(instrument(), answers[at], item.code), instrument()
    values = [step.value for step in asked.scales[item.scale].steps]
    wanted = value + (by if item.key == "+" else -by) if isinstance(value, int) else None
    if wanted not in values:
        return False
    answers[at] = put(asked, answers[at], {item.code: wanted})
    return True


def _roomiest(
    answers: Sequence[str], items: Sequence[Item], others: Sequence[int], by: int
) -> list[int]:
    """Those who can step back furthest first, so that they stay together."""

    def total(at: int) -> int:
        values = [(get(instrument(), answers[at], item.code), item.key) for item in items]
        return sum(v if key == "+" else -v for v, key in values if isinstance(v, int))

    return sorted(others, key=lambda at: -by * total(at))


def _row(town: Town, team: str, person: int) -> int:
    before: list[Team] = []
    for one in town.teams:
        if one.name == team:
            return sum(len(other.answers) for other in before) + person
        before.append(one)
    raise LookupError(team)
