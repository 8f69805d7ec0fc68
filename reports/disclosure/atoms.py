"""Means of atoms by subtraction: the people of a published group outside its published parts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from reports.disclosure.tree import Cover


@dataclass(frozen=True, slots=True)
class GroupMean:
    """The exact mean of `n` scores, in points."""

    n: int
    mean: float


def without(whole: GroupMean, parts: Iterable[GroupMean]) -> GroupMean | None:
    """The mean of who is in `whole` but in none of `parts`; None when nobody is."""
    parts = tuple(parts)
    n = whole.n - sum([part.n for part in parts])
    if n == 0:
        return None
    total = fsum((whole.n * whole.mean, *(-part.n * part.mean for part in parts)))
    return GroupMean(n, total / n)


def atoms_of(cover: Cover, means: Mapping[str, GroupMean]) -> Mapping[str, GroupMean]:
    """The mean of the atom of every published group that has one of its own."""
    atoms = {
        key: without(means[key], (means[part] for part in parts)) for key, parts in cover.items()
    }
    return {key: atom for key, atom in atoms.items() if atom is not None}


def owned(cover: Cover) -> Mapping[str, tuple[str, ...]]:
    """Per published group the published groups, itself included, whose atoms make it up."""
    atoms: dict[str, tuple[str, ...]] = {}
    for key, parts in cover.items():
        atoms[key] = (key, *(atom for part in parts for atom in atoms[part]))
    return atoms
