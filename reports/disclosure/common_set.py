"""The groups that publish means of one set of people, and the bounded means of their atoms.

There are three sets: the *common set* of those who have all seven elements, on which everything
about willen, kunnen and the elements rests (see `figures`), and those who have intentie or gedrag.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

from reports.disclosure.atoms import GroupMean, atoms_of, owned
from reports.disclosure.figures import GroupFigures
from reports.disclosure.names import COMBINATIONS
from reports.disclosure.top_coding import BoundedMean, bounded_mean, composite_mean
from reports.disclosure.tree import Cover, Tree, nearest_published, publishable
from surveys.instruments.elements import Element
from surveys.policy import Policy

BoundedMeans = Mapping[str, Mapping[str, BoundedMean]]
"""Per published group with an atom of its own: per name the bounded mean of that atom."""
People = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """Which groups publish means of a set of people, and by which atoms.

    `people` counts those of the set in every group. `owners` has per published group the groups
    whose atoms it is made of, `holders` per group the one whose atom holds those directly in it.
    """

    tree: Tree
    people: People
    cover: Cover
    atoms: BoundedMeans
    owners: Mapping[str, tuple[str, ...]]
    holders: Mapping[str, str | None]
    policy: Policy

    @classmethod
    def of(cls, tree: Tree, people: People, steps: Mapping[str, float], policy: Policy) -> Self:
        """The set of these people, of scores that lie `steps` points apart. Raises FiguresFault
        when a published group has no mean of one.
        """
        cover = publishable(tree, people, allowed(tree, policy), policy.means)
        atoms: dict[str, dict[str, BoundedMean]] = {}
        for name, step in steps.items():
            means = {key: GroupMean(people[key], tree.groups[key].mean_of(name)) for key in cover}
            for key, atom in atoms_of(cover, means).items():
                least = policy.n_band(atom.n).low
                atoms.setdefault(key, {})[name] = bounded_mean(atom, least, step)
        holders = nearest_published(tree, cover)
        return cls(tree, people, cover, atoms, owned(cover), holders, policy)

    def parts(self, key: str) -> dict[str, Mapping[str, BoundedMean]]:
        """The atoms that a published group is made of."""
        return {owner: self.atoms[owner] for owner in self.owners[key] if owner in self.atoms}


def element_set(tree: Tree, steps: Mapping[str, float], policy: Policy) -> PublishedSet:
    """The common set, with the means of the seven elements alone."""
    people = {key: group.complete for key, group in tree.groups.items()}
    return PublishedSet.of(tree, people, {e.value: steps[e] for e in Element}, policy)


def common_set(tree: Tree, steps: Mapping[str, float], policy: Policy) -> PublishedSet:
    """The common set: the means of the seven elements, and of everything that is made of them."""
    elements = element_set(tree, steps, policy)
    atoms = {
        key: {
            **atom,
            **{name: composite_mean(atom, weights) for name, weights in COMBINATIONS.items()},
        }
        for key, atom in elements.atoms.items()
    }
    return replace(elements, atoms=atoms)


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
