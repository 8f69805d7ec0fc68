"""The spiegel attacked: means of single questions beside everything else that is published.

Unknown are, per unit of people directly in one group, the sums on every part of context (a question
of the spiegel, or what is left of a facet), and the parts of one person of one unit. The attacker
knows every sum that is published *without rounding*, how many people there are, and as an insider
the own answers exactly, or those of one other as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import ceil, floor, sqrt
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from reports.aggregation.group_figures import GroupRows, group_figures
from reports.aggregation.mirror import with_mirror
from reports.disclosure.cells import WITHHELD, ItemCell, MeanCell, Publication, PublishedGroup
from reports.disclosure.publish import publish
from reports.overview.mirror import Perspective, facet_difference
from reports.statistics.sem import PROVISIONAL
from surveys.instruments.elements import Element
from surveys.instruments.loader import load
from surveys.instruments.mirror import mirror_questions
from surveys.instruments.model import Instrument, RespondentGroup
from surveys.policy import Band, Policy, default_policy
from surveys.scoring.answers import blank, put
from surveys.scoring.batch import Batch, Floats
from tests.attack.worlds import NAMED, POLICY, Town, demo_town, instrument, random_town

pytestmark = pytest.mark.attack

NEAR = 1e-3


@dataclass(frozen=True)
class Wave:
    """One wave as it is published, with the true answers behind it."""

    asked: Instrument
    policy: Policy
    places: Sequence[GroupRows]
    batch: Batch

    @cached_property
    def publication(self) -> Publication:
        figures = group_figures(self.places, self.batch, PROVISIONAL, minimum=self.policy.means)
        figures = with_mirror(figures, self.places, self.batch, minimum=self.policy.means)
        return publish(figures, self.policy)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The parts of context: the questions of the spiegel, then what is left of every facet."""
        questions = mirror_questions(self.asked.code, self.asked.version).values()
        facets = {item.facet or "" for item in self.asked.items_of(Element.CONTEXT)}
        left = {f for f in facets if set(self.items(f)) - set(questions)}
        return (*sorted(questions), *sorted(left))

    def items(self, part: str) -> list[str]:
        """The questions of a part."""
        questions = set(mirror_questions(self.asked.code, self.asked.version).values())
        if part in questions:
            return [part]
        items = [i.code for i in self.asked.items_of(Element.CONTEXT) if i.facet == part]
        return [code for code in items if code not in questions]

    def facet_of(self, part: str) -> str:
        return self.asked.item(self.items(part)[0]).facet or ""

    @cached_property
    def weights(self) -> Floats:
        return np.array([len(self.items(code)) for code in self.codes], dtype=float)

    @cached_property
    def scores(self) -> Floats:
        """Per respondent the score on every part."""
        columns = self.batch.prorated(Element.CONTEXT)
        order = [item.code for item in self.asked.items_of(Element.CONTEXT)]
        return np.column_stack(
            [columns[:, [order.index(i) for i in self.items(c)]].mean(axis=1) for c in self.codes]
        )

    @cached_property
    def units(self) -> dict[str, np.ndarray]:
        """By group the rows of the common set that are directly in it."""
        complete = ~np.isnan(self.batch.metrics["contrast"])
        below: dict[str | None, set[int]] = {}
        for place in self.places:
            below.setdefault(place.parent, set()).update(map(int, place.rows))
        found = {}
        for place in self.places:
            rows = [r for r in place.rows if complete[r] and int(r) not in below.get(place.key, ())]
            if rows:
                found[place.key] = np.array(rows)
        return found

    def inside(self, key: str) -> list[str]:
        """The units whose people count in a group."""
        parents = {place.key: place.parent for place in self.places}
        found = []
        for unit in self.units:
            at: str | None = unit
            while at is not None and at != key:
                at = parents[at]
            if at == key:
                found.append(unit)
        return found


class Attacker:
    """What is published of a wave, as equations over the sums of its units. `with_questions` says
    whether he reads the spiegel as well.
    """

    def __init__(self, wave: Wave, *, with_questions: bool = True) -> None:
        self.wave, self.names = wave, list(wave.units)
        self.width = len(wave.codes) * (len(self.names) + 1)
        self.rows: list[Floats] = []
        self.sums: list[float] = []
        publication = wave.publication
        for key, group in publication.groups.items():
            self._learn(group, wave.inside(key), with_questions)
        for key, together in publication.shown_teams.items():
            shown = [u for u in wave.inside(key) if publication.groups[u].shown]
            self._learn(together.figures, shown, with_questions)

    def _learn(self, group: PublishedGroup, units: Sequence[str], with_questions: bool) -> None:
        codes, weights = self.wave.codes, self.wave.weights
        if group.means["context"] is WITHHELD:
            return
        self._add(units, weights)
        facets = group.facets.get("context", WITHHELD)
        for facet in facets if isinstance(facets, Mapping) else ():
            of_facet = [self.wave.facet_of(code) == facet for code in codes]
            self._add(units, weights * np.array(of_facet, dtype=float))
        for at, code in enumerate(codes):
            if with_questions and isinstance(group.mirror.get(code), ItemCell):
                self._add(units, np.eye(len(codes))[at])

    def _add(self, units: Sequence[str], weights: Floats) -> None:
        row, total = np.zeros(self.width), 0.0
        for unit in units:
            at = self.names.index(unit) * len(weights)
            row[at : at + len(weights)] = weights
            total += float((self.wave.scores[self.wave.units[unit]] @ weights).sum())
        self.rows.append(row)
        self.sums.append(total)

    def ranges(self, unit: str, insiders: Sequence[int] = ()) -> dict[str, float]:
        """How far the scores on context, and on every part, of one of the others of a unit may lie
        apart; `insiders` are rows of that unit, whose answers he knows.
        """
        codes = self.wave.codes
        known = self.wave.scores[list(insiders)].sum(axis=0) if insiders else np.zeros(len(codes))
        others = len(self.wave.units[unit]) - len(insiders)
        bounds: list[tuple[float, float]] = []
        for name in self.names:
            for at in range(len(codes)):
                own = float(known[at]) if name == unit else 0.0
                n = others if name == unit else len(self.wave.units[name])
                bounds.append((own, own + 100.0 * n))
        bounds += [(0.0, 100.0)] * len(codes)
        beyond, limits = [], []
        for at in range(len(codes)):  # the rest of the unit has scores of 0 to 100 too
            row = np.zeros(self.width)
            row[self.names.index(unit) * len(codes) + at], row[-len(codes) + at] = 1.0, -1.0
            beyond += [row, -row]
            limits += [float(known[at]) + 100.0 * (others - 1), -float(known[at])]
        wanted = {"context": self.wave.weights / self.wave.weights.sum()}
        wanted |= {code: np.eye(len(codes))[at] for at, code in enumerate(codes)}
        found = {}
        for name, weights in wanted.items():
            goal = np.zeros(self.width)
            goal[-len(codes) :] = weights
            ends = []
            for sign in (1, -1):
                solved = linprog(
                    sign * goal, np.array(beyond), limits, np.array(self.rows), self.sums, bounds
                )
                assert solved.fun is not None
                ends.append(sign * solved.fun)
            found[name] = float(ends[1] - ends[0])
        return found


def telling(wave: Wave, unit: str, number: int) -> Iterator[tuple[int, ...]]:
    """One or two of a unit, those at the ends of any part or of context."""
    rows, scores = wave.units[unit], wave.scores
    chosen: set[int] = set()
    for column in (*scores.T, scores @ wave.weights):
        order = sorted(rows, key=lambda row: float(column[row]))
        chosen |= {int(row) for row in (*order[:number], *order[-number:])}
    yield from combinations(sorted(chosen), number)


def managers(random: Random, number: int, code: str = "m1", version: int = 2) -> Wave:
    """So many managers around a level per question, some of whom answer 0 or 100 to everything."""
    asked = load(code, version)
    level = {item.code: random.choice((2, 2, 3, 4, 4)) for item in asked.items}
    given = []
    for place in range(number):
        tactical = random.choice((None, None, None, 1, 5)) if place < 3 else None
        steps = {}
        for item in asked.items:
            most = len(asked.scales[item.scale].steps)
            step = level[item.code] + random.choice((-1, 0, 0, 1))
            if tactical is not None:
                step = tactical if item.key == "+" else 6 - tactical
            steps[item.code] = min(most, max(1, step))
        given.append(put(asked, blank(asked), steps))
    rows = np.arange(number, dtype=np.int64)
    places = [GroupRows("all", "organisation", None, "All", number + 1, rows)]
    return Wave(asked, default_policy("manager"), places, Batch(asked, given))


def wave_of(town: Town) -> Wave:
    return Wave(instrument(), POLICY, town.places, town.batch)


def shown(wave: Wave) -> bool:
    together = [one.figures for one in wave.publication.shown_teams.values()]
    groups = [wave.publication.groups["all"], *together]
    return any(isinstance(cell, ItemCell) for one in groups for cell in one.mirror.values())


@pytest.mark.parametrize(("code", "version"), [("m1", 2), ("m2", 1)])
def test_one_or_two_of_ten_managers_leave_everybody_else_fifty_points(
    code: str, version: int
) -> None:
    """On context and on each question, although they know every sum exactly."""
    random, attacked = Random(19), 0  # noqa: S311  invented people
    for _ in range(400):
        wave = managers(random, random.randint(10, 14), code, version)
        if not shown(wave):
            continue
        attacked += 1
        if attacked > 12:
            break
        attacker = Attacker(wave)
        for insiders in ((), *telling(wave, "all", 1), *list(telling(wave, "all", 2))[::4]):
            ranges = attacker.ranges("all", insiders)
            assert min(ranges.values()) >= 50 - NEAR, (insiders, ranges)
    assert attacked > 10


def at_the_edge() -> Wave:
    """Ten managers of whom two answer 100 on one question; the others make its mean 25 exactly."""
    asked = load("m1", 2)
    middle = {item.code: min(3, len(asked.scales[item.scale].steps)) for item in asked.items}
    steps = [5, 5, 2, 2, *[1] * 6]
    given = [put(asked, blank(asked), middle | {"C1": step}) for step in steps]
    places = [GroupRows("all", "organisation", None, "All", 10, np.arange(10, dtype=np.int64))]
    return Wave(asked, default_policy("manager"), places, Batch(asked, given))


def test_at_the_edge_of_what_is_shown_two_leave_exactly_fifty_points() -> None:
    wave = at_the_edge()
    assert wave.publication.groups["all"].mirror["C1"] == ItemCell(25, Band(10, 14), None)
    attacker = Attacker(wave)
    assert attacker.ranges("all")["C1"] == pytest.approx(100)
    assert attacker.ranges("all", [0])["C1"] == pytest.approx(100)
    assert attacker.ranges("all", [0, 1])["C1"] == pytest.approx(50)
    assert attacker.ranges("all", [0, 1])["context"] >= 50


def test_the_attacker_is_able() -> None:
    """Told a question on which nine of ten are at the end, an insider knows them all."""
    asked = load("m1", 2)
    middle = {item.code: min(3, len(asked.scales[item.scale].steps)) for item in asked.items}
    given = [put(asked, blank(asked), middle | {"C1": 5})] * 9
    given.append(put(asked, blank(asked), middle | {"C1": 1}))
    places = [GroupRows("all", "organisation", None, "All", 10, np.arange(10, dtype=np.int64))]
    wave = Wave(asked, default_policy("manager"), places, Batch(asked, given))
    assert not shown(wave)
    attacker = Attacker(wave)
    attacker._add(["all"], np.eye(len(wave.codes))[wave.codes.index("C1")])
    assert attacker.ranges("all", [9])["C1"] < NEAR
    assert attacker.ranges("all")["C1"] == pytest.approx(100)


TOWNS = {
    **{f"random {seed}": random_town(Random(seed)) for seed in range(60)},  # noqa: S311
    **{f"demo {seed}": demo_town(seed) for seed in range(3)},
    **NAMED,
}


def test_the_questions_tell_nothing_of_a_klantmanager_that_context_did_not() -> None:
    """Totals, shown teams together, departments and teams at once: the range on context is as wide
    with the spiegel as without, for an outsider; for one or two insiders never under 50 points
    where it was 50 or more.
    """
    attacked = compared = 0
    for name, town in TOWNS.items():
        wave = wave_of(town)
        if not shown(wave):
            continue
        attacked += 1
        plain, full = Attacker(wave, with_questions=False), Attacker(wave)
        some = [unit for unit in wave.units if wave.publication.groups[unit].shown]
        for unit in some[:2]:
            for number in (0, 1, 2):
                for insiders in list(telling(wave, unit, number))[:2] if number else [()]:
                    before = plain.ranges(unit, insiders)["context"]
                    after = full.ranges(unit, insiders)["context"]
                    compared += 1
                    assert after >= min(before, 50.0) - NEAR, (name, unit, insiders, before, after)
                    if not number:
                        assert after >= before - NEAR, (name, unit, before, after)
    assert attacked > 20
    assert compared > 150


def test_a_withheld_team_plays_no_part() -> None:
    """What its people answer changes no cell of the spiegel of the others."""
    played = 0
    for name, town in TOWNS.items():
        wave = wave_of(town)
        together = wave.publication.shown_teams.get("all")
        if together is None or not shown(wave):
            continue
        played += 1
        lowest = {i.code: 1 if i.key == "+" else 5 for i in instrument().items_of(Element.CONTEXT)}
        teams = [
            team
            if wave.publication.groups[team.name].shown
            else replace(team, answers=[put(instrument(), one, lowest) for one in team.answers])
            for team in town.teams
        ]
        other = wave_of(replace(town, teams=teams)).publication.shown_teams["all"]
        assert other.figures.mirror == together.figures.mirror, name
        assert other.figures.facets["context"] == together.figures.facets["context"], name
    assert played > 3


def test_the_difference_follows_from_what_stands_on_the_page() -> None:
    """Two cells and nothing else: the same cells of other people give the same difference."""
    random, found = Random(7), 0  # noqa: S311  invented people
    of_managers = next(w for w in (managers(random, 12) for _ in range(200)) if shown(w))
    town = wave_of(demo_town(0))
    both = {
        RespondentGroup.KLANTMANAGER: Perspective(
            town.publication.shown_teams["all"].figures
            if "all" in town.publication.shown_teams
            else town.publication.groups["all"],
            mirror_questions("k1", 1),
        ),
        RespondentGroup.MANAGER: Perspective(
            of_managers.publication.groups["all"], mirror_questions("m1", 2)
        ),
    }
    difference = facet_difference(both)
    cells = [one.facet for one in both.values()]
    for cell in cells:
        assert isinstance(cell, MeanCell)
        found += 1
    assert difference is not None
    assert difference.points is not None
    assert found == 2
    half = sum(
        max(c.value - c.low, c.high - c.value) ** 2 for c in cells if isinstance(c, MeanCell)
    )
    assert difference.low == floor(difference.points - sqrt(half) - 1)
    assert difference.high == ceil(difference.points + sqrt(half) + 1)
