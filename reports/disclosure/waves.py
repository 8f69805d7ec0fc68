"""What an earlier wave makes unsafe to count in a later one (research §7.2 case 3).

Whose rosters differ by one or two people, of those the difference between two counts points at that
one or two. So then nothing is counted in the later wave. Means stay: each rests on the answers of
its own wave, given on another day, and says no more about the earlier wave than it says by itself.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

LEAST_CHANGE: Final = 3  # people who left or joined; nobody is fine too

Roster = frozenset[Hashable]


@dataclass(frozen=True)
class Rosters:
    """Who was asked in every group of one wave, by ids that mean nothing here.

    `unknown` counts, per group, people who were asked and of whom nothing is kept any more.
    """

    people: Mapping[str, Roster]
    unknown: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def groups_of(self) -> Mapping[Hashable, Sequence[str]]:
        """The groups of every person; asked of an earlier wave alone. Whoever is in the same groups
        has the same tuple: one for each of a hundred thousand people would fill the memory.
        """
        groups: dict[Hashable, tuple[str, ...]] = {}
        for key, people in self.people.items():
            with_key: dict[tuple[str, ...], tuple[str, ...]] = {}
            for person in people:
                before = groups.get(person, ())
                groups[person] = with_key.get(before) or with_key.setdefault(before, (*before, key))
        return groups

    def outside(self, key: str, parts: Collection[str] = ()) -> Roster:
        """The people of a group outside these parts of it."""
        if not parts:
            return self.people.get(key, frozenset())
        inside = (self.people.get(part, frozenset()) for part in parts)
        return self.people.get(key, frozenset()).difference(*inside)

    def together(self, keys: Collection[str]) -> Roster:
        """The people of these groups."""
        return frozenset[Hashable]().union(*(self.people.get(key, ()) for key in keys))

    def missing(self, keys: Collection[str]) -> int:
        """How many of those asked in these groups nothing is kept of; of one that lies in another
        they may count twice.
        """
        return sum(self.unknown.get(key, 0) for key in keys)

    def like(self, other: "Rosters", key: str) -> set[str]:
        """The groups here that may hardly differ from a group of another wave: if at most two
        people changed, then of any three of them one is in both.
        """
        people = islice(other.people.get(key, frozenset()), LEAST_CHANGE)
        return {group for person in people for group in self.groups_of.get(person, ())}


@dataclass(frozen=True, slots=True)
class Continuity:
    """The rosters of a wave beside those of the waves before it with the same questionnaire."""

    now: Rosters
    earlier: Sequence[Rosters] = ()

    def permits(self, key: str, parts: Collection[str] = ()) -> bool:
        """Whether a group may be counted whose parts are counted too.

        In no earlier wave may the people asked have been the same but for one or two: those of the
        group beside any group of then, which may have had another name; and those outside the
        parts beside the same of then.
        """
        return not any(
            any(_hardly_differs(self.now, before, key, then) for then in before.like(self.now, key))
            or (key in before.people and _hardly_differs(self.now, before, key, key, parts))
            for before in self.earlier
        )

    def permits_together(self, keys: Collection[str]) -> bool:
        """Whether a figure of the people of these groups together may be published: in no earlier
        wave may the people of one group, or of any together, have been the same but for one or two.

        Groups that together hardly differ from these people have three of them or more each, and
        at most two others. Smaller ones are never shown, so no others can make up such a set.
        """
        people = self.now.together(keys)
        unknown = self.now.missing(keys)
        for before in self.earlier:
            alike = [
                key
                for key, group in before.people.items()
                if len(group & people) >= LEAST_CHANGE and len(group - people) < LEAST_CHANGE
            ]
            if any(
                _changed_little(people, unknown, before.together(some), before.missing(some))
                for some in (*((key,) for key in alike), tuple(alike))
            ):
                return False
        return True


ALONE: Final = Continuity(Rosters({}))
"""A wave with nothing before it, or without rosters."""


def _hardly_differs(
    now: Rosters, before: Rosters, key: str, then: str, parts: Collection[str] = ()
) -> bool:
    """Those of whom nothing is kept count as changed whenever that is what makes it unsafe."""
    here, there = now.outside(key, parts), before.outside(then, parts)
    return _changed_little(here, now.unknown.get(key, 0), there, before.unknown.get(then, 0))


def _changed_little(here: Roster, unknown: int, there: Roster, unknown_then: int) -> bool:
    if abs(len(here) - len(there)) >= LEAST_CHANGE:  # seen without laying everybody side by side
        return False
    difference = len(here ^ there)
    return difference < LEAST_CHANGE and difference + unknown + unknown_then > 0
