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
from math import ceil, floor, fsum
from typing import Final

from reports.disclosure.cells import WITHHELD, ChangeCell, Withheld
from reports.disclosure.common_set import Common, allowed, complete
from reports.disclosure.links import Links, Pairs
from reports.disclosure.means import BONFERRONI, DIFFERENCE_SCALE, Atoms, element_atoms
from reports.disclosure.names import COMMON, COMPOSITES, change_name
from reports.disclosure.stayer_bounds import StayerBounds, together_safe
from reports.disclosure.strata import between_teams, half_width, response_of
from reports.disclosure.tree import Cover, Tree, homes, publishable, units
from reports.statistics.team import LEVEL
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
    then = _Wave.before(before, links.policy, common.cells.wave.steps)
    inside = units(common.tree)
    linked = {e.value: _Linker(now, then, links.pairs, inside, e).cover() for e in Element}
    covers = linked | {
        name: _restricted(common.cover, [set(linked[element]) for element in weights])
        for name, weights in COMPOSITES.items()
    }
    cells = {
        metric: _cells(common, links.pairs, inside, metric, cover)
        for metric, cover in covers.items()
    }
    return {
        key: {metric: cells[metric].get(key, WITHHELD) for metric in COMMON}
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
    def before(cls, tree: Tree, policy: Policy, steps: Mapping[str, float]) -> "_Wave":
        """A wave with the same questionnaire, so with the same steps."""
        cover = publishable(tree, complete(tree), allowed(tree, policy), policy.means)
        return cls.of(tree, cover, element_atoms(tree, cover, policy, steps), policy)


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

    def _side(self, wave: _Wave, stayers: Mapping[str, tuple[int, float]]) -> StayerBounds | None:
        """One wave as far as these stayers go; None where what was published does not bear it."""
        by_home: dict[str, list[tuple[int, float]]] = {}
        for unit, stayer in stayers.items():
            home = wave.homes[unit]
            if home is None:
                return None
            by_home.setdefault(home, []).append(stayer)
        atoms = {home: wave.atoms[home][self.element] for home in by_home}
        if any(atom.above or atom.below for atom in atoms.values()):
            return None
        return StayerBounds.of(atoms, by_home)


def _cells(
    common: Common,
    pairs: Mapping[str, Pairs],
    inside: Mapping[str, tuple[str, ...]],
    metric: str,
    cover: Cover,
) -> dict[str, ChangeCell]:
    """The cells of the groups that may tell their change of one metric."""
    spread = common.cells.spreads[change_name(metric)]
    own = {key: [pairs[unit] for unit in inside[key] if unit in pairs] for key in cover}
    teams = [_mean_change(own[key], metric) for key in cover if not common.tree.children[key]]
    sem = common.cells.wave.sems.of_change(metric)
    cells = {}
    for key, unit_pairs in own.items():
        n, mean = sum(one.n for one in unit_pairs), _mean_change(unit_pairs, metric)
        half = half_width(
            n,
            spread,
            response_of([(one.n, one.stable) for one in unit_pairs]),
            sem=sem,
            between=between_teams(teams, spread),
            level=BONFERRONI if metric in set(Element) else LEVEL,
        )
        cells[key] = change_cell(n, mean, half, common.policy)
    return cells


def _mean_change(pairs: Sequence[Pairs], metric: str) -> float:
    weights = COMPOSITES.get(metric) or {Element(metric): 1.0}
    total = fsum(
        one.n * weight * (one.now[element] - one.then[element])
        for one in pairs
        for element, weight in weights.items()
    )
    return total / sum(one.n for one in pairs)


def change_cell(n: int, mean: float, half: float, policy: Policy) -> ChangeCell:
    """The published form: whole points, the interval outward and inside the scale."""
    low = floor(round(mean - half, _NOISE))
    high = ceil(round(mean + half, _NOISE))
    return ChangeCell(
        value=round_half_up(mean),
        low=max(low, DIFFERENCE_SCALE[0]),
        high=min(high, DIFFERENCE_SCALE[1]),
        n=policy.n_band(n),
    )


def _restricted(cover: Cover, among: list[set[str]]) -> Cover:
    """The groups in all of `among`, each with its largest parts that are."""
    keys = set(cover).intersection(*among)
    parts: dict[str, tuple[str, ...]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for key, below in cover.items():
        inside = tuple(part for child in below for part in parts[child])
        if key in keys:
            groups[key] = inside
        parts[key] = (key,) if key in keys else inside
    return groups
