"""For any tree: nothing withheld can be worked out from the published sums by linear algebra."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure.figures import GroupFigures
from reports.disclosure.tree import build, publishable
from surveys.policy import LEVELS

THRESHOLD = 7
Vector = list[Fraction]


@dataclass(frozen=True)
class Forest:
    """Groups by key with parent, level and the people directly in them; some may not be shown."""

    parents: dict[str, str | None]
    levels: dict[str, int]
    direct: dict[str, int]
    barred: frozenset[str]

    def below(self, key: str) -> set[str]:
        own = {other for other, parent in self.parents.items() if parent == key}
        return {key}.union(*(self.below(child) for child in own))

    def people(self, key: str) -> int:
        return sum(self.direct[other] for other in self.below(key))

    def published(self, threshold: int = THRESHOLD, *, reverse: bool = False) -> set[str]:
        groups = [
            GroupFigures(
                key, LEVELS[level], self.parents[key], key, None, self.people(key), self.people(key)
            )
            for key, level in self.levels.items()
        ]
        people = {group.key: group.complete for group in groups}
        order = list(reversed(groups)) if reverse else groups
        return set(publishable(build(order), people, set(people) - self.barred, threshold))


@st.composite
def forests(draw: st.DrawFn, most: int = 9) -> Forest:
    parents: dict[str, str | None] = {"g0": None}
    levels = {"g0": 2}
    for number in range(1, draw(st.integers(1, most))):
        above = draw(st.sampled_from([key for key, level in levels.items() if level > 0]))
        parents[f"g{number}"] = above
        levels[f"g{number}"] = draw(st.integers(0, levels[above] - 1))
    direct = {key: draw(st.sampled_from([0, 0, 1, 3, 5, 6, 7, 8, 12])) for key in parents}
    barred = draw(st.frozensets(st.sampled_from(sorted(parents)), max_size=2))
    return Forest(parents, levels, direct, barred)


def reduced(rows: Sequence[Vector]) -> list[tuple[int, Vector]]:
    """Gauss-Jordan over the rationals: rows with the place of their leading one."""
    basis: list[tuple[int, Vector]] = []
    for row in rows:
        left = against(basis, row)
        lead = next((i for i, x in enumerate(left) if x), None)
        if lead is None:
            continue
        left = [x / left[lead] for x in left]
        basis = [
            (at, [a - old[lead] * b for a, b in zip(old, left, strict=True)]) for at, old in basis
        ]
        basis.append((lead, left))
    return basis


def against(basis: Sequence[tuple[int, Vector]], row: Vector) -> Vector:
    for lead, known in basis:
        row = [a - row[lead] * b for a, b in zip(row, known, strict=True)]
    return row


def derivable(basis: Sequence[tuple[int, Vector]], row: Vector) -> bool:
    return not any(against(basis, row))


def vector(forest: Forest, key: str, units: Sequence[str]) -> Vector:
    below = forest.below(key)
    return [Fraction(unit in below) for unit in units]


@settings(max_examples=300)
@given(forests())
def test_no_withheld_group_and_no_small_set_can_be_derived(forest: Forest) -> None:
    units = [key for key, n in forest.direct.items() if n > 0]
    published = forest.published()
    basis = reduced([vector(forest, key, units) for key in sorted(published)])
    for key in set(forest.parents) - published:
        covered = set().union(*(forest.below(other) for other in published & forest.below(key)))
        if any(forest.direct[unit] for unit in forest.below(key) - covered):
            assert not derivable(basis, vector(forest, key, units)), key
    for chosen in product((0, 1), repeat=len(units)):
        people = sum(forest.direct[unit] for unit, in_ in zip(units, chosen, strict=True) if in_)
        if 0 < people < THRESHOLD:
            assert not derivable(basis, [Fraction(in_) for in_ in chosen]), chosen


@given(forests())
def test_a_team_above_its_threshold_is_never_given_up_for_a_total(forest: Forest) -> None:
    published = forest.published()
    for key, level in forest.levels.items():
        leaf = key not in forest.parents.values()
        if leaf and level == 0 and key not in forest.barred and forest.people(key) >= THRESHOLD:
            assert key in published


@given(forests())
def test_the_order_of_the_groups_does_not_matter(forest: Forest) -> None:
    assert forest.published() == forest.published(reverse=True)


@given(forests())
def test_nothing_under_the_threshold_or_barred_is_published(forest: Forest) -> None:
    for key in forest.published():
        assert forest.people(key) >= THRESHOLD
        assert key not in forest.barred


@given(forests(), st.integers(8, 20))
def test_a_stricter_threshold_shows_no_more_teams(forest: Forest, threshold: int) -> None:
    teams = {key for key, level in forest.levels.items() if level == 0}
    assert forest.published(threshold) & teams <= forest.published() & teams


@given(forests())
def test_as_much_as_the_rules_allow_is_shown(forest: Forest) -> None:
    """Every group that is not shown has one of the three reasons."""
    published = forest.published()
    for key in set(forest.parents) - published - forest.barred:
        below = forest.below(key) - {key}
        covered = set().union(*(forest.below(other) for other in published & below))
        atom = sum(forest.direct[unit] for unit in forest.below(key) - covered)
        children = [child for child, parent in forest.parents.items() if parent == key]
        hiding = [
            child
            for child in children
            if child not in published
            and any(forest.direct[unit] for unit in forest.below(child) - covered)
        ]
        one_group = forest.direct[key] == 0 and len(hiding) == 1
        assert forest.people(key) < THRESHOLD or 0 < atom < THRESHOLD or one_group
