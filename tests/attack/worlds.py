"""Municipalities of answers for the attackers: by name, at random, and as the demo makes them.

Everybody answers items in whole steps; figures and publication are made as closing a wave makes
them, without a database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from random import Random
from typing import Final

import numpy as np

from igm_portal.demo import answer_model
from igm_portal.demo.teams import TEAMS
from reports.aggregation.group_figures import GroupRows, group_figures
from reports.aggregation.quality import quality_of
from reports.disclosure.cells import Publication
from reports.disclosure.publish import publish
from reports.disclosure.quality import PublishedQuality
from reports.statistics.sem import PROVISIONAL
from surveys.instruments import loader
from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument, Item
from surveys.policy import Policy, default_policy
from surveys.scoring.answers import Answer, blank, put
from surveys.scoring.batch import Batch
from tests.attack.program import Insider, Unit

POLICY: Final = default_policy("klantmanager")


@cache
def instrument() -> Instrument:
    return loader.load("k1", 1)


@cache
def steps() -> Mapping[Element, float]:
    """Per element the step of the answer grid of whoever skips nothing, in points."""
    asked = instrument()
    return {
        element: 100
        / sum(len(asked.scales[item.scale].steps) - 1 for item in asked.items_of(element))
        for element in Element
    }


def answers(score: float = 50.0, turn: int = 0, **elements: float) -> str:
    """The answers of a person near `score` on every element, or near that of one by its name; with
    `turn` other items come first where not all can be the same.
    """
    asked = instrument()
    chosen: dict[str, Answer] = {}
    for element in Element:
        items = asked.items_of(element)
        points = elements.get(element.name.lower(), score)
        per_item = [len(asked.scales[item.scale].steps) - 1 for item in items]
        total = round(points / 100 * sum(per_item))
        for place, item in enumerate(items):
            share = (total + (place + turn) % len(items)) // len(items)
            chosen[item.code] = _step(item, min(share, per_item[place]))
    rest = {item.code: 3 for item in asked.items if item.code not in chosen}
    return put(asked, blank(asked), rest | chosen)


def _step(item: Item, index: int) -> int:
    """The step that is so many above the least helpful one."""
    found = instrument().scales[item.scale].steps
    return found[index if item.key == "+" else -1 - index].value


@dataclass(frozen=True)
class Team:
    """A team of `size` people, with the answers of those who sent them."""

    name: str
    size: int
    answers: Sequence[str]
    department: str = "Werk"


@dataclass(frozen=True)
class Town:
    """All teams of an organisation in one wave, and what is published about them."""

    teams: Sequence[Team]
    policy: Policy = field(default=POLICY)

    @cached_property
    def answers(self) -> tuple[str, ...]:
        return tuple(one for team in self.teams for one in team.answers)

    @cached_property
    def places(self) -> tuple[GroupRows, ...]:
        start, rows = 0, {}
        for team in self.teams:
            rows[team.name] = np.arange(start, start + len(team.answers), dtype=np.int64)
            start += len(team.answers)
        found = [
            GroupRows(team.name, "team", team.department, team.name, team.size, rows[team.name])
            for team in self.teams
        ]
        for name in dict.fromkeys(team.department for team in self.teams):
            inside = [team for team in self.teams if team.department == name]
            both = np.concatenate([rows[team.name] for team in inside])
            size = sum(team.size for team in inside)
            found.append(GroupRows(name, "department", "all", name, size, both))
        size = sum(team.size for team in self.teams)
        everybody = np.arange(start, dtype=np.int64)
        return (*found, GroupRows("all", "organisation", None, "All", size, everybody))

    @cached_property
    def publication(self) -> Publication:
        groups = group_figures(self.places, self.batch, PROVISIONAL, minimum=self.policy.means)
        return publish(groups, self.policy)

    @cached_property
    def quality(self) -> PublishedQuality | None:
        return quality_of(self.batch, self.places, self.publication)

    @cached_property
    def batch(self) -> Batch:
        return Batch(instrument(), self.answers)

    @cached_property
    def people(self) -> Mapping[str, Sequence[Insider]]:
        """Per team those of the common set, with their own scores."""
        found: dict[str, list[Insider]] = {team.name: [] for team in self.teams}
        complete = ~np.isnan(self.batch.metrics["contrast"])
        facets = {e: self.batch.facets(e).scores for e in Element}
        for place in self.places[: len(self.teams)]:
            for row in place.rows[complete[place.rows]]:
                scores = {element: float(self.batch.metrics[element][row]) for element in Element}
                parts = {
                    element: {code: float(column[row]) for code, column in columns.items()}
                    for element, columns in facets.items()
                }
                found[place.key].append(Insider(place.key, scores, parts))
        return found

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(
            Unit(
                team.name,
                len(self.people[team.name]),
                frozenset({team.name, team.department, "all"}),
            )
            for team in self.teams
        )

    @cached_property
    def sizes(self) -> Mapping[str, int | None]:
        return {team.name: team.size for team in self.teams}


def ordinary(random: Random, level: float, spread: float) -> str:
    """Somebody around a level, whose elements go together as those of people do."""
    person = random.gauss(level, spread * 0.7)
    scores = {
        element.name.lower(): min(max(random.gauss(person, spread * 0.7), 0.0), 100.0)
        for element in Element
    }
    return answers(50.0, 0, **scores)


def random_town(random: Random) -> Town:
    """One to eight teams of 7 to 25 people in one or two departments, response 40 to 100 %, people
    of a team 6, 10 or 20 points apart; now and then somebody who answers 0 or 100 to everything.
    """
    spread = random.choice((6.0, 10.0, 20.0))
    teams = []
    for number in range(random.randint(1, 8)):
        size = random.randint(7, 25)
        sent = min(size, max(1, round(size * random.uniform(0.4, 1.0))))
        level = random.choice((15.0, 30.0, 50.0, 60.0, 70.0, 85.0))
        people = [ordinary(random, level, spread) for _ in range(sent)]
        for place in range(random.choice((0, 0, 1, 2))):
            people[place % sent] = answers(random.choice((0.0, 100.0)))
        department = random.choice(("Werk", "Inkomen"))
        teams.append(Team(f"t{number}", size, people, department))
    return Town(teams)


def demo_town(seed: int) -> Town:
    """The teams of the demo with its model of answers."""
    random = Random(seed)  # noqa: S311  invented people
    teams = []
    for plan in TEAMS:
        people = [answer_model.person(random) for _ in range(round(plan.size * plan.response))]
        asked = instrument()
        sent = [
            put(asked, blank(asked), answer_model.answers(asked, plan.levels, one, random))
            for one in people
        ]
        teams.append(Team(plan.name, plan.size, sent, plan.department))
    return Town(teams)


def _same(n: int, score: float = 50.0, **elements: float) -> list[str]:
    return [answers(score, turn, **elements) for turn in range(n)]


def _differing(willen: float, kunnen: float) -> str:
    return answers(kunnen, houding=willen, geloof=willen, sociale_druk=willen)


def _differing_alike(n: int) -> list[str]:
    return [_differing(75, 50) for _ in range(n)]


def _near(level: float) -> list[str]:
    """Seven people within a few points."""
    return _levels(*(level + by for by in (-3, -2, -1, 0, 1, 2, 3)))


def _levels(*levels: float) -> list[str]:
    return [answers(level, turn) for turn, level in enumerate(levels)]


NAMED: Final[Mapping[str, Town]] = {
    "one at 100 beside six at 50": Town([Team("a", 17, [answers(50, houding=100), *_same(6)])]),
    "one at 0 beside six ordinary people": Town(
        [Team("a", 14, [answers(0), *_levels(50, 55, 60, 60, 65, 69)])]
    ),
    "two at 0 beside seven ordinary people": Town(
        [Team("a", 16, [answers(0), answers(0), *_levels(50, 52, 55, 57, 59, 60, 62)])]
    ),
    "three published teams of seven and six withheld of five": Town(
        [
            *(Team(f"t{at}", 7, _near(level)) for at, level in enumerate((21, 51, 80))),
            *(Team(f"w{at}", 5, _same(5, 50), "Inkomen") for at in range(6)),
        ]
    ),
    "51 people who all have 50 on houding": Town(
        [
            Team(f"t{at}", 17, [answers(20 + 2 * i, houding=50) for i in range(17)])
            for at in range(3)
        ]
    ),
    "seven who agree near an end of the answer grid": Town(
        [Team("a", 14, _levels(25, 25, 25, 25, 31, 31, 31))]
    ),
    "51 people of whom two at 0 and the others at 90 or 95": Town(
        [
            Team("t0", 17, [answers(0), answers(0), *_same(8, 95), *_same(7, 90)]),
            Team("t1", 17, [*_same(8, 95), *_same(9, 90)]),
            Team("t2", 17, [*_same(9, 95), *_same(8, 90)]),
        ]
    ),
    "85 people of whom two at 0 and the others at 90 or 95": Town(
        [
            Team("t0", 17, [answers(0), answers(0), *_same(8, 95), *_same(7, 90)]),
            *(Team(f"t{at}", 17, [*_same(8, 95), *_same(9, 90)]) for at in range(1, 5)),
        ]
    ),
    "85 people who all answer the same": Town([Team(f"t{at}", 17, _same(17)) for at in range(5)]),
    "85 people of whom one with willen 0 and kunnen 100 among others at +25": Town(
        [
            Team("t0", 17, [_differing(0, 100), *_differing_alike(16)]),
            *(Team(f"t{at}", 17, _differing_alike(17)) for at in range(1, 5)),
        ]
    ),
    "one with willen 0 and kunnen 100 among others at +25": Town(
        [
            Team("t0", 17, [_differing(0, 100), *_differing_alike(16)]),
            Team("t1", 17, _differing_alike(17)),
            Team("t2", 17, _differing_alike(17)),
        ]
    ),
}
