"""The mean cells of all groups: bounded means of atoms put together again, with their intervals.

A published cell depends on answers only through the bounded mean of each atom and the spread of the
whole wave. Whoever knew those means exactly would still leave every person 50 points; rounding then
takes away more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import Final, Self

from reports.disclosure.cells import WITHHELD, MeanCell, Withheld
from reports.disclosure.common_set import PublishedSet
from reports.disclosure.figures import WaveFigures
from reports.disclosure.names import SCORES
from reports.disclosure.spreads import Spreads, sem_of
from reports.disclosure.strata import (
    GroupResponse,
    between_teams,
    half_width,
    lowest_groups,
    response_of,
)
from reports.disclosure.top_coding import BoundedMean, code, hides_both_ways, mean_of_atoms
from reports.statistics.team import LEVEL
from surveys.instruments.elements import Element
from surveys.policy import Band
from surveys.scoring.rounding import NOISE_DECIMALS, round_half_up

BONFERRONI: Final = 1 - (1 - LEVEL) / len(Element)  # seven looks (statistiek §4)
SCALE: Final = (0, 100)
DIFFERENCE_SCALE: Final = (-100, 100)


@dataclass(frozen=True, slots=True)
class Cells:
    """Makes the cells of one set of a wave. `response_rates` has per published group how it
    answered, `between` per name the variance of the means of the published teams.
    """

    source: PublishedSet
    wave: WaveFigures
    spreads: Spreads
    response_rates: Mapping[str, GroupResponse]
    between: Mapping[str, float]

    @classmethod
    def of_set(cls, source: PublishedSet, wave: WaveFigures, spreads: Spreads) -> Self:
        """The cells of a set, as the wave and its spreads give them."""
        tree = source.tree
        response_rates = {
            key: response_of(lowest_groups(tree, source.people, tree.units[key]))
            for key in source.cover
        }
        teams = [source.atoms[key] for key in source.cover if not tree.children[key]]
        between = {
            name: between_teams([atom[name].mean for atom in teams], spreads[name])
            for name in next(iter(source.atoms.values()), {})
        }
        return cls(source, wave, spreads, response_rates, between)

    def of(self, key: str, name: str, level: float = LEVEL) -> MeanCell | Withheld:
        """The cell of a group; withheld where the set does not publish it."""
        if key not in self.source.cover:
            return WITHHELD
        return self.over(self.source.owners[key], self.response_rates[key], name, level)

    def over(
        self, owners: Iterable[str], response: GroupResponse, name: str, level: float = LEVEL
    ) -> MeanCell | Withheld:
        """The cell of several atoms together, whose people answered like this."""
        atoms = self.source.atoms
        whole = mean_of_atoms([atoms[owner][name] for owner in owners if owner in atoms])
        half = half_width(
            whole.n,
            self.spreads[name],
            response,
            sem=sem_of(name, self.wave.sems),
            between=self.between[name],
            level=level,
        )
        scale = SCALE if name in SCORES else DIFFERENCE_SCALE
        return mean_cell(whole, half, self.source.policy.n_band(whole.n), scale)


def mean_cell(
    whole: BoundedMean, half: float, n: Band, scale: tuple[int, int]
) -> MeanCell | Withheld:
    """The published form: whole points, with an interval that covers all that the bounded mean may
    hide (onthulling §3).
    """
    if hides_both_ways(whole):
        return WITHHELD
    low, high = outward(whole.mean - half - whole.below, whole.mean + half + whole.above, scale)
    return MeanCell(round_half_up(whole.mean), low, high, n, code(whole))


def outward(low: float, high: float, scale: tuple[int, int]) -> tuple[int, int]:
    """An interval in whole points, rounded outward and inside the scale."""
    return (
        max(floor(round(low, NOISE_DECIMALS)), scale[0]),
        min(ceil(round(high, NOISE_DECIMALS)), scale[1]),
    )
