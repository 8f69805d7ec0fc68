"""The published groups of the common set of one wave, with their atoms and cells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from reports.disclosure import means
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.edges import Guarded
from reports.disclosure.figures import GroupFigures
from reports.disclosure.inputs import COMMON
from reports.disclosure.tree import Cover, Tree, publishable
from surveys.instruments.elements import Element
from surveys.policy import Policy


@dataclass(frozen=True, slots=True)
class Common:
    """Which groups tell their means, by which atoms, in which cells."""

    tree: Tree
    cover: Cover
    atoms: means.Atoms
    cells: means.Cells
    policy: Policy

    @classmethod
    def of(cls, tree: Tree, policy: Policy) -> Self:
        """The common set of the groups that may speak at all."""
        cover = publishable(tree, complete(tree), allowed(tree, policy), policy.means)
        atoms = means.common_atoms(tree, cover, policy)
        return cls(tree, cover, atoms, means.cells(tree, cover, atoms, policy), policy)

    def means(self, key: str) -> dict[str, MeanCell | Withheld]:
        """Willen, kunnen, contrast and the elements of a group."""
        if key not in self.cover:
            return dict.fromkeys(COMMON, WITHHELD)
        estimates = self.tree.groups[key].estimates
        return {metric: self.cells.of(key, metric, estimates[metric]) for metric in COMMON}

    def differences(self, key: str) -> Mapping[str, MeanCell | Withheld]:
        """Of each element its difference with the other six."""
        if key not in self.cover:
            return dict.fromkeys(Element, WITHHELD)
        standing = self.tree.groups[key].standing
        return {
            element: self.cells.standing(key, element, standing[element]) for element in Element
        }

    def parts(self, key: str) -> dict[str, Mapping[str, Guarded]]:
        """The atoms that a published group is made of."""
        owners = self.cells.owners[key]
        return {atom: self.atoms[atom] for atom in owners if atom in self.atoms}


def complete(tree: Tree) -> dict[str, int]:
    """How many people of each group are in the common set."""
    return {key: group.complete for key, group in tree.groups.items()}


def allowed(tree: Tree, policy: Policy) -> Collection[str]:
    """The groups about which anything may be published at all."""
    return {key for key, group in tree.groups.items() if may_speak(group, policy)}


def may_speak(group: GroupFigures, policy: Policy) -> bool:
    """Whether a group may be published at all: its level is one of the policy, and enough of its
    roster answered (decisions 13).
    """
    return group.level in policy.levels and policy.participates_enough(
        group.respondents, group.size
    )
