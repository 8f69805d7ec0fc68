"""Which groups may be published, decided from numbers of people alone: no answer plays a part.

Groups lie inside each other, so all that can be worked out by subtraction are the *atoms*: the
people of a published group outside its largest published parts. Every atom holds at least the
threshold, and is never exactly one withheld group (onthulling §1).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from reports.disclosure.figures import FiguresFault, GroupFigures
from surveys.policy import LEVELS

Cover = Mapping[str, tuple[str, ...]]
"""Per published group its largest published parts, which together are all but its atom."""

Permits = Callable[[str, tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class Tree:
    """The groups of a wave from the teams up, in an order that does not depend on the input.

    `units` has per group all groups that its people may be directly in: itself and those below it.
    """

    groups: Mapping[str, GroupFigures]
    children: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]


def build(groups: Iterable[GroupFigures]) -> Tree:
    """The tree of `groups`. Raises FiguresFault when they do not form one."""
    from_the_top = sorted(groups, key=lambda group: (LEVELS.index(group.level), group.key))
    by_key = {group.key: group for group in from_the_top}
    if len(by_key) != len(from_the_top):
        raise FiguresFault("two groups with one key")
    children: dict[str, list[str]] = {key: [] for key in by_key}
    for group in from_the_top:
        if group.parent is not None:
            _check_parent(group, by_key)
            children[group.parent].append(group.key)
    units: dict[str, tuple[str, ...]] = {}
    for key, below in children.items():
        units[key] = (key, *(unit for child in below for unit in units[child]))
    return Tree(by_key, {key: tuple(below) for key, below in children.items()}, units)


def publishable(
    tree: Tree,
    people: Mapping[str, int],
    candidates: Collection[str],
    threshold: int,
    permits: Permits | None = None,
) -> Cover:
    """The groups whose figure on `people` may be published: teams first, totals after them.

    A group that passes its own threshold is published unless its atom would be too small or would
    be one withheld group; so a total gives way, and never a team below it (onthulling §1).
    `permits` may refuse a group beside its largest published parts. Raises FiguresFault when
    a group has fewer people than its parts.
    """
    covers: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    hidden_people: dict[str, int] = {}
    for key in tree.groups:
        below = tree.children[key]
        cover = tuple([part for child in below for part in parts[child]])
        atom = people[key] - sum([people[part] for part in cover])
        direct = people[key] - sum([people[child] for child in below])
        if direct < 0:
            raise FiguresFault(f"{key}: fewer people than in its parts")
        is_shown = (
            key in candidates
            and passes_threshold(people[key], threshold)
            and atom_is_safe(atom, threshold)
            and not is_one_withheld_group(direct, (hidden_people[child] for child in below))
            and (permits is None or permits(key, cover))
        )
        if is_shown:
            covers[key] = cover
        parts[key] = (key,) if is_shown else cover
        hidden_people[key] = 0 if is_shown else atom
    return covers


def nearest_published(tree: Tree, cover: Cover) -> Mapping[str, str | None]:
    """Per group the published group whose atom holds the people directly in it, if any does."""
    holders: dict[str, str | None] = {}
    for key in reversed(tuple(tree.groups)):
        above = tree.groups[key].parent
        holders[key] = key if key in cover else holders[above] if above is not None else None
    return holders


def passes_threshold(n: int, threshold: int) -> bool:
    """A figure is about at least the threshold (onthulling §1)."""
    return n >= threshold


def atom_is_safe(n: int, threshold: int) -> bool:
    """What remains after subtraction is nobody, or at least the threshold (onthulling §1)."""
    return n == 0 or n >= threshold


def is_one_withheld_group(direct: int, hidden_people: Iterable[int]) -> bool:
    """Whether the atom is exactly the hidden part of one withheld group: subtraction would give
    that group back, however large it is (onthulling §1).
    """
    return direct == 0 and sum(1 for n in hidden_people if n > 0) == 1


def _check_parent(group: GroupFigures, by_key: Mapping[str, GroupFigures]) -> None:
    parent = by_key.get(group.parent or "")
    if parent is None:
        raise FiguresFault(f"{group.key}: its parent {group.parent!r} is missing")
    if LEVELS.index(parent.level) <= LEVELS.index(group.level):
        raise FiguresFault(f"{group.key}: its parent {group.parent!r} is not above it")
