"""What a wave can never show, however many take part: from its policy and numbers of people. Pure.

Only what is sure before anybody answered. What a wave of this size could detect is a calculation of
its own and does not stand here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.statistics.pooled_spread import LEAST_FREEDOM
from surveys.policy import Policy


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A team with how many of its people are asked."""

    name: str
    department: str
    size: int


@dataclass(frozen=True, slots=True)
class Expectations:
    """What can never be shown of these teams. `least` is per team, in the same order, how many
    have to take part; None where that is more than there are.
    """

    least: tuple[int | None, ...]
    teams_without_result: tuple[str, ...]
    teams_without_counts: tuple[str, ...]
    departments_without_result: tuple[str, ...]
    nothing_at_all: bool
    nothing_stands_out: bool


def least_people(policy: Policy, size: int) -> int | None:
    """How many of `size` people have to take part for any figure; None when that is impossible."""
    enough = (n for n in range(policy.means, size + 1) if policy.participates_enough(n, size))
    return next(enough, None)


def expectations(
    policy: Policy, groups: Sequence[PlannedGroup], *, earlier_sizes: Iterable[Sequence[int]]
) -> Expectations:
    """What these numbers of people rule out. `earlier_sizes` has, per earlier wave of the same
    questionnaire, how many people of each team were asked: one with enough people may lend its
    spread. Without any spread but the provisional one no element is said to stand out (ADR 18).
    """
    total = sum(group.size for group in groups)
    per_team = "team" in policy.levels
    least = tuple(least_people(policy, group.size) if per_team else None for group in groups)
    pairs = list(zip(groups, least, strict=True)) if per_team else []
    waves = [[group.size for group in groups], *earlier_sizes]
    most_freedom = max(_freedom(sizes, per_team=per_team) for sizes in waves)
    return Expectations(
        least,
        tuple(group.name for group, number in pairs if number is None),
        tuple(
            group.name
            for group, number in pairs
            if number is not None and group.size < policy.counts
        ),
        _small_departments(policy, groups) if "department" in policy.levels else (),
        nothing_at_all=least_people(policy, total) is None,
        nothing_stands_out=most_freedom < LEAST_FREEDOM,
    )


def _freedom(sizes: Sequence[int], *, per_team: bool) -> int:
    """The most degrees of freedom of a spread within groups, if everyone takes part."""
    return sum(max(size - 1, 0) for size in sizes) if per_team else sum(sizes) - 1


def _small_departments(policy: Policy, groups: Sequence[PlannedGroup]) -> tuple[str, ...]:
    by_department = sorted(groups, key=lambda group: group.department)
    sizes = {
        name: sum(group.size for group in members)
        for name, members in groupby(by_department, key=lambda group: group.department)
    }
    return tuple(name for name, size in sizes.items() if least_people(policy, size) is None)
