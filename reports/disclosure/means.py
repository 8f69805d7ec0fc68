"""The mean cells of all groups: atoms by subtraction, guarded, and put together again.

A published cell depends on answers only through the guarded mean of each atom and the spread of the
whole wave. Whoever knew those means exactly would still leave every person 50 points; rounding then
takes away more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite
from typing import Final

from reports.disclosure.atoms import GroupMean, atoms_of, owned
from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.figures import FiguresFault, GroupFigures, WaveFigures
from reports.disclosure.names import MADE, SCORES
from reports.disclosure.spreads import Spreads, sem_of
from reports.disclosure.strata import between_teams, half_width, lowest_groups, response_of
from reports.disclosure.top_coding import Guarded, code, combined, guarded, together, torn
from reports.disclosure.tree import Cover, Tree, units
from reports.statistics.team import LEVEL
from surveys.instruments.elements import Element
from surveys.policy import Band, Policy
from surveys.scoring.rounding import round_half_up

BONFERRONI: Final = 1 - (1 - LEVEL) / len(Element)  # seven looks (statistiek §4)
SCALE: Final = (0, 100)
DIFFERENCE_SCALE: Final = (-100, 100)
_NOISE = 9  # decimals, as in surveys.scoring.rounding

Atoms = Mapping[str, Mapping[str, Guarded]]
"""Per published group with an atom of its own: per name the guarded mean of that atom."""
People = Mapping[str, int]


def element_atoms(tree: Tree, cover: Cover, policy: Policy, steps: Mapping[str, float]) -> Atoms:
    """The atoms of the common set: the seven elements, and everything that is made of them."""
    people = {key: group.complete for key, group in tree.groups.items()}
    atoms = guarded_atoms(tree, cover, policy, people, {e.value: steps[e] for e in Element})
    return {key: atom | _made({e: atom[e] for e in Element}) for key, atom in atoms.items()}


def guarded_atoms(
    tree: Tree, cover: Cover, policy: Policy, people: People, steps: Mapping[str, float]
) -> dict[str, dict[str, Guarded]]:
    """The atoms of scores that lie `steps` points apart, on these people. Raises FiguresFault when
    a published group has no mean of one.
    """
    atoms: dict[str, dict[str, Guarded]] = {}
    for name, step in steps.items():
        means = {key: GroupMean(people[key], mean_of(tree.groups[key], name)) for key in cover}
        for key, atom in atoms_of(cover, means).items():
            least = policy.n_band(atom.n).low
            atoms.setdefault(key, {})[name] = guarded(atom, least, step)
    return atoms


def mean_of(group: GroupFigures, name: str) -> float:
    """A mean of a group. Raises FiguresFault when there is none, or it is no number."""
    mean = group.means.get(name)
    if mean is None or not isfinite(mean):
        raise FiguresFault(f"{group.key}: no mean of {name}")
    return mean


@dataclass(frozen=True, slots=True)
class Cells:
    """Makes the cells of one published cover from its atoms; `people` are those it is about,
    `owners` per group the groups whose atoms it is made of, and `units` those they are directly in.
    """

    wave: WaveFigures
    tree: Tree
    atoms: Atoms
    people: People
    spreads: Spreads
    policy: Policy
    owners: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    between: Mapping[str, float]

    def of(self, key: str, name: str, level: float = LEVEL) -> MeanCell | Withheld:
        """The cell of a published group."""
        return self.over(self.owners[key], self.units[key], name, level)

    def over(
        self, owners: Iterable[str], groups: Sequence[str], name: str, level: float = LEVEL
    ) -> MeanCell | Withheld:
        """The cell of several atoms together, whose people are directly in these groups."""
        whole = together([self.atoms[owner][name] for owner in owners if owner in self.atoms])
        half = half_width(
            whole.n,
            self.spreads[name],
            response_of(lowest_groups(self.tree, self.people, groups)),
            sem=sem_of(name, self.wave.sems),
            between=self.between[name],
            level=level,
        )
        scale = SCALE if name in SCORES else DIFFERENCE_SCALE
        return mean_cell(whole, half, self.policy.n_band(whole.n), scale)


def cells(
    wave: WaveFigures,
    tree: Tree,
    cover: Cover,
    atoms: Atoms,
    people: People,
    spreads: Spreads,
    policy: Policy,
) -> Cells:
    """The maker of the cells of all groups in `cover`."""
    teams = [atoms[key] for key in cover if not tree.children[key]]
    names = next(iter(atoms.values()), {})
    between = {
        name: between_teams([atom[name].mean for atom in teams], spreads[name]) for name in names
    }
    return Cells(wave, tree, atoms, people, spreads, policy, owned(cover), units(tree), between)


def mean_cell(whole: Guarded, half: float, n: Band, scale: tuple[int, int]) -> MeanCell | Withheld:
    """The published form: whole points, the interval outward and inside the scale (onthulling §3).

    The interval covers all that the guarded mean may hide.
    """
    if torn(whole):
        return WITHHELD
    low = floor(round(whole.mean - half - whole.below, _NOISE))
    high = ceil(round(whole.mean + half + whole.above, _NOISE))
    return MeanCell(
        value=round_half_up(whole.mean),
        low=max(low, scale[0]),
        high=min(high, scale[1]),
        n=n,
        coded=code(whole),
    )


def _made(elements: Mapping[Element, Guarded]) -> dict[str, Guarded]:
    return {name: combined(elements, weights) for name, weights in MADE.items()}
