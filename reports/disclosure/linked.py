"""The change since the wave before, of the people who took part both times.

Dangerous, because sums are known of everybody in either wave: the change of those who stayed gives
away what those who came answered minus what those who left had answered. A change is therefore
published of a set of people only if in each of the two waves, beside what was published of it,
nobody or at least the threshold of people could make the difference (`stayer_bounds`), and if those
could lie anywhere.

Everything is counted per *unit*, the group that people are directly in, and *stayers* were in the
same one both times. Linked groups are decided from the teams up, like all others (`tree`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from math import fsum

from reports.disclosure.cells import WITHHELD, ChangeCell, Withheld
from reports.disclosure.common_set import PublishedSet, element_set
from reports.disclosure.figures import FiguresFault
from reports.disclosure.links import Links, Pairs
from reports.disclosure.means import BONFERRONI, DIFFERENCE_SCALE, Cells, outward
from reports.disclosure.names import COMMON, COMPOSITES, change_name
from reports.disclosure.stayer_bounds import StayerBounds, change_is_safe
from reports.disclosure.strata import between_teams, half_width, response_of
from reports.disclosure.tree import Cover, Tree, build, publishable
from reports.statistics.team import LEVEL
from surveys.instruments.elements import Element
from surveys.scoring.rounding import round_half_up

ChangeCells = Mapping[str, ChangeCell | Withheld]


def change_cells(cells: Cells, links: Links) -> Mapping[str, ChangeCells]:
    """Per group and metric the change of those who took part both times.

    Raises FiguresFault when the links contradict the figures of either wave.
    """
    now, before = cells.source, build(links.groups)
    for unit in links.pairs:
        if unit not in now.tree.groups or unit not in before.groups:
            raise FiguresFault(f"{unit}: stayers of a group that was not there both times")
    then = element_set(before, cells.wave.steps, links.policy)  # one questionnaire, so equal steps
    outside = cache(partial(_stayers_outside, now.tree, links.pairs))  # seven elements ask the same
    element_covers = {e.value: _Linker(now, then, links.pairs, outside, e).cover() for e in Element}
    covers = element_covers | {
        name: _restricted(now.cover, [set(element_covers[element]) for element in weights])
        for name, weights in COMPOSITES.items()
    }
    changes = {
        metric: _cells(cells, links.pairs, metric, cover) for metric, cover in covers.items()
    }
    return {
        key: {metric: changes[metric].get(key, WITHHELD) for metric in COMMON}
        for key in now.tree.groups
    }


def _stayers_outside(
    tree: Tree, pairs: Mapping[str, Pairs], key: str, parts: tuple[str, ...]
) -> Mapping[str, Pairs]:
    """The stayers of a group who are in none of these parts, by unit."""
    inside = {unit for part in parts for unit in tree.units[part]}
    return {unit: pairs[unit] for unit in tree.units[key] if unit in pairs and unit not in inside}


@dataclass(slots=True)
class _Linker:
    """Decides for one element of which groups the change of their stayers may be published;
    `stayers_outside` gives the stayers of a group who are in none of some parts, by unit;
    `earlier_atoms` are the atoms of the wave before that an earlier group of these rests on.
    """

    now: PublishedSet
    then: PublishedSet
    pairs: Mapping[str, Pairs]
    stayers_outside: Callable[[str, tuple[str, ...]], Mapping[str, Pairs]]
    element: Element
    earlier_atoms: set[str] = field(default_factory=set)

    def cover(self) -> Cover:
        """Of the groups that publish their means in both waves, from the teams up."""
        people = {
            key: sum(self.pairs[unit].n for unit in units if unit in self.pairs)
            for key, units in self.now.tree.units.items()
        }
        both = set(self.now.cover) & set(self.then.cover)
        return publishable(self.now.tree, people, both, self._least, self._permits)

    @property
    def _least(self) -> int:
        return max(self.now.policy.means, self.then.policy.means)

    def _permits(self, key: str, parts: tuple[str, ...]) -> bool:
        """Whether the change of the stayers of a group outside its linked parts may be public."""
        pairs = self.stayers_outside(key, parts)
        if not pairs:
            return True
        now = self._bounds(
            self.now, {unit: (p.n, p.now[self.element]) for unit, p in pairs.items()}
        )
        then = self._bounds(
            self.then, {unit: (p.n, p.then[self.element]) for unit, p in pairs.items()}
        )
        if now is None or then is None or self.earlier_atoms & then.atoms:
            return False
        if not change_is_safe(now.determinacy(self._least), then.determinacy(self._least)):
            return False
        self.earlier_atoms |= then.atoms
        return True

    def _bounds(
        self, wave: PublishedSet, stayers: Mapping[str, tuple[int, float]]
    ) -> StayerBounds | None:
        """The bounds of these stayers in one wave; None where what was published does not bear
        them.
        """
        by_holder: dict[str, list[tuple[int, float]]] = {}
        for unit, stayer in stayers.items():
            holder = wave.holders[unit]
            if holder is None:
                return None
            by_holder.setdefault(holder, []).append(stayer)
        atoms = {holder: wave.atoms[holder][self.element] for holder in by_holder}
        if any(atom.above or atom.below for atom in atoms.values()):
            return None
        return StayerBounds.of(atoms, by_holder)


def _cells(
    cells: Cells, pairs: Mapping[str, Pairs], metric: str, cover: Cover
) -> dict[str, ChangeCell]:
    """The cells of the groups that may publish their change of one metric: whole points, the
    interval outward and inside the scale.
    """
    spread, tree = cells.spreads[change_name(metric)], cells.source.tree
    own = {key: [pairs[unit] for unit in tree.units[key] if unit in pairs] for key in cover}
    means = {key: _mean_change(unit_pairs, metric) for key, unit_pairs in own.items()}
    between = between_teams([means[key] for key in cover if not tree.children[key]], spread)
    changes = {}
    for key, mean in means.items():
        n = sum(one.n for one in own[key])
        half = half_width(
            n,
            spread,
            response_of([(one.n, one.stable) for one in own[key]]),
            sem=cells.wave.sems.of_change(metric),
            between=between,
            level=BONFERRONI if metric in set(Element) else LEVEL,
        )
        low, high = outward(mean - half, mean + half, DIFFERENCE_SCALE)
        n_band = cells.source.policy.n_band(n)
        changes[key] = ChangeCell(round_half_up(mean), low, high, n_band)
    return changes


def _mean_change(pairs: Sequence[Pairs], metric: str) -> float:
    weights = COMPOSITES.get(metric) or {Element(metric): 1.0}
    total = fsum(
        one.n * weight * (one.now[element] - one.then[element])
        for one in pairs
        for element, weight in weights.items()
    )
    return total / sum(one.n for one in pairs)


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
