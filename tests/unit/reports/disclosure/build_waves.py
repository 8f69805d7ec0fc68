"""People over several waves: who was where, with one score on every element each time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from reports.disclosure.cells import WITHHELD, Publication
from reports.disclosure.links import Links, Pairs
from reports.disclosure.names import change_name
from reports.disclosure.publish import publish
from reports.statistics.pooled_spread import within
from surveys.instruments.elements import Element
from surveys.policy import Policy
from tests.unit.reports.disclosure.build import POLICY, Group, common_of, person, world

METRICS = (*map(str, Element), "willen", "kunnen", "contrast")


@dataclass(frozen=True)
class One:
    """One person: the team and the score in every wave, or None where nothing was answered."""

    places: tuple[str | None, ...]
    scores: tuple[float, ...]


@dataclass
class Panel:
    """Some teams of one department, and their people over the waves."""

    people: Sequence[One]
    teams: Sequence[str]
    policy: Policy = POLICY

    def groups(self, wave: int) -> list[Group]:
        teams = [
            Group(team, "team", "x", [person(one.scores[wave]) for one in self.of(team, wave)])
            for team in self.teams
        ]
        return [Group("x", "department"), *teams]

    def of(self, key: str, wave: int) -> list[One]:
        """Who answered in a team, or in the department, in one wave."""
        teams = tuple(self.teams) if key == "x" else (key,)
        return [one for one in self.people if one.places[wave] in teams]

    def stayers(self, key: str, wave: int) -> list[One]:
        """Who is in a group now, and was in the same team the wave before."""
        return [one for one in self.of(key, wave) if one.places[wave] == one.places[wave - 1]]

    def links(self, wave: int) -> Links | None:
        if wave == 0:
            return None
        found = {team: self.stayers(team, wave) for team in self.teams}
        pairs = {team: pairs_of(people, wave) for team, people in found.items() if people}
        moved = within(
            [[one.scores[wave] - one.scores[wave - 1] for one in found[t]] for t in pairs]
        )
        changes = {change_name(metric): moved for metric in METRICS}
        before = world(*self.groups(wave - 1)).groups
        return Links("before", before, self.policy, pairs, changes)

    def published(self, wave: int) -> Publication:
        return publish(world(*self.groups(wave)), self.policy, links=self.links(wave))

    def told(self, wave: int) -> set[str]:
        """The groups whose change since the wave before is shown."""
        groups = self.published(wave).groups
        return {key for key, group in groups.items() if group.change.get("houding") not in _NOT}

    def known(self, wave: int) -> Iterator[tuple[str, float | None, float | None]]:
        """Per published group the sum of its scores, as well as any figure could tell it: the sum
        itself, or a bound where its mean is held back from an end.
        """
        common = common_of(world(*self.groups(wave)), self.policy)
        for key in common.cover:
            parts = [part["houding"] for part in common.parts(key).values()]
            total = sum(part.n * part.mean for part in parts)
            yield (
                key,
                None if any(part.below for part in parts) else total,
                None if any(part.above for part in parts) else total,
            )


_NOT = (None, WITHHELD)


def pairs_of(people: Sequence[One], wave: int, stable: int | None = None) -> Pairs:
    now, then = (fmean(one.scores[at] for one in people) for at in (wave, wave - 1))
    return Pairs(
        n=len(people),
        stable=stable or len(people),
        now=dict.fromkeys(Element, now),
        then=dict.fromkeys(Element, then),
    )


def stayed(n: int, team: str = "a", then: float = 50, now: float = 60) -> list[One]:
    """People who answered in both of two waves, a little apart."""
    return [One((team, team), (then + i % 3 - 1, now + i % 3 - 1)) for i in range(n)]


def came(n: int, team: str = "a", score: float = 60) -> list[One]:
    return [One((None, team), (0, score + i % 3 - 1)) for i in range(n)]


def left(n: int, team: str = "a", score: float = 50) -> list[One]:
    return [One((team, None), (score + i % 3 - 1, 0)) for i in range(n)]


def panel(*people: Sequence[One], teams: Sequence[str] = ("a",)) -> Panel:
    return Panel([one for some in people for one in some], teams)
