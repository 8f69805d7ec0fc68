"""The change since the wave before, of the people who took part both times.

Dangerous, because sums are known of everybody in either wave: the change of those who stayed gives
away what those who came answered minus what those who left had answered. A change is therefore told
of a set of people only if in each of the two waves, beside what was published of it, nobody or at
least the threshold of people could make the difference (`sides`), and if those could lie anywhere.

Everything is counted per *unit*, the group that people are directly in, and *stayers* were in the
same one both times. Linked groups are decided from the teams up, like all others (`tree`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, sqrt
from typing import Final

from reports.disclosure.atoms import Moments, owned, pooled
from reports.disclosure.cells import WITHHELD, ChangeCell, Withheld
from reports.disclosure.common import Common, allowed, complete
from reports.disclosure.edges import COMPOSITES, RANGE
from reports.disclosure.inputs import COMMON
from reports.disclosure.links import Links, Pairs
from reports.disclosure.means import STANDING_LEVEL, Atoms, element_atoms
from reports.disclosure.sides import Side, together_safe
from reports.disclosure.spread import DIFFERENCE
from reports.disclosure.tree import Cover, Tree, homes, publishable, units
from reports.statistics.team import LEVEL, half_width
from surveys.instruments.elements import Element
from surveys.policy import Policy
from surveys.scoring.rounding import round_half_up

ChangeCells = Mapping[str, ChangeCell | Withheld]

_NOISE: Final = 9


def change_cells(common: Common, links: Links) -> Mapping[str, ChangeCells]:
    """Per group and metric the change of those who took part both times.

    Raises FiguresFault when the links contradict the figures of either wave.
    """
    before = links.tree
    links.check(common.tree, before)
    now = _Wave.of(common.tree, common.cover, common.atoms, common.policy)
    then = _Wave.before(before, links.policy)
    inside = units(common.tree)
    linked = {e.value: _Linker(now, then, links.pairs, inside, e).cover() for e in Element}
    shown = linked | {
        name: _restricted(common.cover, [set(linked[element]) for element in weights])
        for name, weights in COMPOSITES.items()
    }
    told = {
        metric: _Maker(common, links.pairs, inside, metric, cover).cells()
        for metric, cover in shown.items()
    }
    return {
        key: {metric: told[metric].get(key, WITHHELD) for metric in COMMON}
        for key in common.tree.groups
    }


@dataclass(frozen=True, slots=True)
class _Wave:
    """What one wave published, and per unit the group whose atom holds its people."""

    tree: Tree
    cover: Cover
    atoms: Atoms
    policy: Policy
    homes: Mapping[str, str | None]

    @classmethod
    def of(cls, tree: Tree, cover: Cover, atoms: Atoms, policy: Policy) -> "_Wave":
        return cls(tree, cover, atoms, policy, homes(tree, cover))

    @classmethod
    def before(cls, tree: Tree, policy: Policy) -> "_Wave":
        cover = publishable(tree, complete(tree), allowed(tree, policy), policy.means)
        return cls.of(tree, cover, element_atoms(tree, cover, policy), policy)


@dataclass(slots=True)
class _Linker:
    """Decides for one element which groups may tell the change of their stayers."""

    now: _Wave
    then: _Wave
    pairs: Mapping[str, Pairs]
    units: Mapping[str, tuple[str, ...]]
    element: Element
    claimed: set[str] = field(default_factory=set)

    def cover(self) -> Cover:
        """Of the groups that tell their means in both waves, from the teams up."""
        people = {
            key: sum(self.pairs[unit].n for unit in inside if unit in self.pairs)
            for key, inside in self.units.items()
        }
        both = set(self.now.cover) & set(self.then.cover)
        return publishable(self.now.tree, people, both, self._least, self._permits)

    @property
    def _least(self) -> int:
        return max(self.now.policy.means, self.then.policy.means)

    def _permits(self, key: str, parts: tuple[str, ...]) -> bool:
        """Whether the stayers of a group outside its linked parts may tell their change."""
        linked = {unit for part in parts for unit in self.units[part]}
        pairs = {
            unit: self.pairs[unit]
            for unit in self.units[key]
            if unit not in linked and unit in self.pairs
        }
        if not pairs:
            return True
        now = self._side(self.now, {unit: (p.n, p.now[self.element]) for unit, p in pairs.items()})
        then = self._side(
            self.then, {unit: (p.n, p.then[self.element]) for unit, p in pairs.items()}
        )
        if now is None or then is None or self.claimed & then.touched:
            return False
        if not together_safe(now.hold(self._least), then.hold(self._least)):
            return False
        self.claimed |= then.touched
        return True

    def _side(self, wave: _Wave, stayers: Mapping[str, tuple[int, float]]) -> Side | None:
        """One wave as far as these stayers go; None where what was published does not bear it."""
        found: dict[str, list[tuple[int, float]]] = {}
        for unit, those in stayers.items():
            home = wave.homes[unit]
            if home is None:
                return None
            found.setdefault(home, []).append(those)
        atoms = {home: wave.atoms[home][self.element] for home in found}
        if any(atom.above or atom.below for atom in atoms.values()):
            return None
        return Side.of({home: atom.moments for home, atom in atoms.items()}, found)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the cells of the groups that may tell their change of one metric."""

    common: Common
    pairs: Mapping[str, Pairs]
    units: Mapping[str, tuple[str, ...]]
    metric: str
    cover: Cover

    def cells(self) -> dict[str, ChangeCell]:
        pairs = {key: self._pairs(key) for key in self.cover}
        people = {key: sum(one.n for one in found) for key, found in pairs.items()}
        atoms = {
            key: people[key] - sum(people[part] for part in parts)
            for key, parts in self.cover.items()
        }
        return {
            key: self._cell(key, pairs[key], [atoms[one] for one in inside if atoms[one] > 0])
            for key, inside in owned(self.cover).items()
        }

    def _cell(self, key: str, pairs: Sequence[Pairs], atoms: Sequence[int]) -> ChangeCell:
        found = pooled([one.change[self.metric] for one in pairs])
        half, _ = half_width(
            found.n,
            as_if_one_moved(found, atoms).sd,
            freedom=found.n - 1,
            size=sum(one.stable for one in pairs),
            sem=self.common.tree.groups[key].estimates[self.metric].sem * sqrt(2),
            level=STANDING_LEVEL if self.metric in set(Element) else LEVEL,
        )
        return change_cell(found, half, self.common.policy)

    def _pairs(self, key: str) -> list[Pairs]:
        return [self.pairs[unit] for unit in self.units[key] if unit in self.pairs]


def as_if_one_moved(found: Moments, atoms: Sequence[int]) -> Moments:
    """The moments of changes with the spread of one person in every atom who moved 50 points more.

    Added to the spread that there is, so that whoever knew it exactly still could not tell how any
    one person moved to within 50 points up or down.
    """
    extra = sum(RANGE**2 * n / (n - 1) for n in atoms)
    return Moments(found.n, found.mean, found.squares + extra)


def change_cell(found: Moments, half: float, policy: Policy) -> ChangeCell:
    """The published form: whole points, the interval outward and inside the scale."""
    low = floor(round(found.mean - half, _NOISE))
    high = ceil(round(found.mean + half, _NOISE))
    return ChangeCell(
        value=round_half_up(found.mean),
        low=max(low, int(DIFFERENCE.low)),
        high=min(high, int(DIFFERENCE.high)),
        n=policy.n_band(found.n),
    )


def _restricted(cover: Cover, among: list[set[str]]) -> Cover:
    """The groups in all of `among`, each with its largest parts that are."""
    keys = set(cover).intersection(*among)
    parts: dict[str, tuple[str, ...]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for key, below in cover.items():
        inside = tuple(part for child in below for part in parts[child])
        if key in keys:
            found[key] = inside
        parts[key] = (key,) if key in keys else inside
    return found
