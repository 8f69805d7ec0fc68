"""The published groups of the common set of one wave, with their atoms and cells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from reports.disclosure import means
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.figures import GroupFigures, WaveFigures
from reports.disclosure.names import COMMON
from reports.disclosure.spreads import Spreads
from reports.disclosure.top_coding import Guarded
from reports.disclosure.tree import Cover, Tree, publishable
from surveys.policy import Policy


@dataclass(frozen=True, slots=True)
class Common:
    """Which groups publish their means, by which atoms, in which cells."""

    tree: Tree
    cover: Cover
    atoms: means.Atoms
    cells: means.Cells
    policy: Policy

    @classmethod
    def of(cls, wave: WaveFigures, tree: Tree, spreads: Spreads, policy: Policy) -> Self:
        """The common set of the groups that may be published at all."""
        people = complete(tree)
        cover = publishable(tree, people, allowed(tree, policy), policy.means)
        atoms = means.element_atoms(tree, cover, policy, wave.steps)
        maker = means.cells(wave, tree, cover, atoms, people, spreads, policy)
        return cls(tree, cover, atoms, maker, policy)

    def means(self, key: str) -> dict[str, MeanCell | Withheld]:
        """Willen, kunnen, contrast and the elements of a group."""
        if key not in self.cover:
            return dict.fromkeys(COMMON, WITHHELD)
        return {metric: self.cells.of(key, metric) for metric in COMMON}

    def parts(self, key: str) -> dict[str, Mapping[str, Guarded]]:
        """The atoms that a published group is made of."""
        owners = self.cells.owners[key]
        return {atom: self.atoms[atom] for atom in owners if atom in self.atoms}


def complete(tree: Tree) -> dict[str, int]:
    """How many people of each group are in the common set."""
    return {key: group.complete for key, group in tree.groups.items()}


def allowed(tree: Tree, policy: Policy) -> Collection[str]:
    """The groups about which anything may be published at all."""
    return {key for key, group in tree.groups.items() if may_be_published(group, policy)}


def may_be_published(group: GroupFigures, policy: Policy) -> bool:
    """Whether anything of a group may be published: its level is one of the policy, and enough of
    its roster answered (onthulling §1).
    """
    return group.level in policy.levels and policy.participates_enough(
        group.respondents, group.size
    )
