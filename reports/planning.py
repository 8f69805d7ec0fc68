"""What a wave may be expected to show: how wide its intervals become, and which difference or
change is noticed with power .8. Pure; beside `expectations`, which says what never shows.

Every number is that of the interval which the wave would publish (statistiek §3, §7): the reference
spread of the questionnaire version, the finite team, the threshold of each sentence and rounding to
whole points. Three things are assumed, and the page says so: every team takes part alike, scores
lie as far apart as the reference spread, and who takes part now takes part again with the same
chance.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from reports.disclosure.means import BONFERRONI
from reports.disclosure.names import CHANGES, COMMON, change_name
from reports.disclosure.strata import response_of
from reports.statistics.contrast import ENOUGH
from reports.statistics.pooled_spread import (
    LEAST_SQUARES,
    LEAST_SQUARES_OF_DIFFERENCES,
    PROVISIONAL_DIFFERENCE,
    PROVISIONAL_SPREADS,
    Spread,
    SpreadOrigin,
    Within,
    earlier_spread,
    imported_spread,
    own_spread,
    provisional_spread,
)
from reports.statistics.power import noticeable
from reports.statistics.sem import SemTable
from reports.statistics.team import LEVEL, half_width_at
from surveys.instruments.elements import Element
from surveys.policy import Policy
from surveys.scoring.rounding import NOISE_DECIMALS, round_half_up

RESPONSES: Final = (50, 60, 70, 80, 90, 100)
"""Per cents of people who take part, to choose from."""
USUAL_RESPONSE: Final = 70

_COMPOSITES: Final = ("willen", "kunnen")
_ELEMENTS: Final = tuple(element.value for element in Element)
_MOST: Final = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a plan rests on: per metric and change the spread within teams, and the errors of one
    person.
    """

    spreads: Mapping[str, Spread]
    sems: SemTable

    @property
    def is_provisional(self) -> bool:
        """Whether the spread of any score (changes apart) was never measured with this version."""
        return any(self.spreads[name].origin is SpreadOrigin.PROVISIONAL for name in COMMON)

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether the spread of any score was measured by another organisation."""
        return any(self.spreads[name].origin is SpreadOrigin.IMPORTED for name in COMMON)


@dataclass(frozen=True, slots=True)
class Visible:
    """What shows of one group of which `n` take part, in whole points, rounded up.

    `element` and `composite` are half the width of an interval of the widest element and of willen
    or kunnen. `contrast` is the least true difference between willen and kunnen that becomes a
    sentence with power .8; `clearly` says that only "clearly lags behind" can be said of so few.
    `change` and `element_change` are the least true change from this wave to the next; None where
    too few take part both times.
    """

    n: int
    element: int
    composite: int
    contrast: int
    clearly: bool
    change: int | None
    element_change: int | None


@dataclass(frozen=True, slots=True)
class WavePlan:
    """Per group what shows of it, None for no result; and of all groups with a result together,
    None where that is fewer than two.
    """

    groups: tuple[Visible | None, ...]
    together: Visible | None

    def mostly(self, value: Callable[[Visible], int | None]) -> tuple[int, int] | None:
        """The least number of points that three quarters of the groups with a result show (or as
        many as have this value), and how many groups those are; None where no group has any.
        """
        points = sorted(
            number for group in self.groups if group and (number := value(group)) is not None
        )
        if not points:
            return None
        least = points[ceil(_MOST * len(points)) - 1]
        return least, sum(number <= least for number in points)


def reference(
    earlier: Mapping[str, int], sems: SemTable, elsewhere: Mapping[str, int] | None = None
) -> Reference:
    """The reference for a questionnaire version; `earlier` has the published spreads (whole points)
    by name, `elsewhere` those of another organisation; what is in neither is provisional.
    """
    names = (*COMMON, *CHANGES)
    return Reference({name: _spread(name, earlier, elsewhere or {}) for name in names}, sems)


def plan(
    policy: Policy, sizes: Sequence[int], *, response: int, reference: Reference, habit: float = 0.0
) -> WavePlan:
    """The plan of a wave that asks groups of these sizes, of which `response` per cent take part.
    `habit` is what a sentence about the contrast must survive (see `contrast.decide`).

    Raises ValueError for a response outside 1-100.
    """
    if not 1 <= response <= 100:
        raise ValueError(f"{response} per cent take part")
    people = [(expected(size, response), size) for size in sizes]
    again = [(expected(n, response), size) for n, size in people]
    with_result = [at for at, pair in enumerate(people) if _has_result(policy, *pair)]

    def visible(places: Sequence[int]) -> Visible:
        now, next_time = ([pairs[at] for at in places] for pairs in (people, again))
        return _visible(
            policy,
            _Intervals(now, _freedom(people), reference),
            _Intervals(next_time, _freedom(again), reference, are_changes=True),
            abs(habit),
        )

    return WavePlan(
        tuple(visible([at]) if at in with_result else None for at in range(len(people))),
        visible(with_result) if len(with_result) > 1 else None,
    )


def expected(size: int, response: int) -> int:
    """How many of `size` people take part at this per cent, half up."""
    return round_half_up(size * response / 100)


def _has_result(policy: Policy, n: int, size: int) -> bool:
    return n >= policy.means and policy.participates_enough(n, size)


def _freedom(people: Sequence[tuple[int, int]]) -> int:
    return sum(max(n - 1, 0) for n, _ in people)


def _spread(name: str, earlier: Mapping[str, int], elsewhere: Mapping[str, int]) -> Spread:
    if name in earlier:
        return earlier_spread(earlier[name])
    if name in elsewhere:
        return imported_spread(elsewhere[name])
    return provisional_spread(PROVISIONAL_SPREADS.get(name, PROVISIONAL_DIFFERENCE))


@dataclass(frozen=True, slots=True)
class _Intervals:
    """The intervals that (n, N) people of some groups give, of scores or of changes.

    A wave with `freedom` enough measures the spread itself; how large it will turn out is what the
    reference says.
    """

    people: Sequence[tuple[int, int]]
    freedom: int
    reference: Reference
    are_changes: bool = False

    @property
    def n(self) -> int:
        return sum(n for n, _ in self.people)

    def half(self, metric: str, level: float) -> tuple[float, float]:
        """Half the interval in points, and its degrees of freedom."""
        sems, response = self.reference.sems, response_of(self.people)
        spread = self._spread(metric)
        return half_width_at(
            self.n,
            spread.points,
            freedom=spread.freedom,
            fraction=response.fraction,
            sem=sems.of_change(metric) if self.are_changes else sems.of(metric),
            between=response.mismatch * spread.points**2,
            level=level,
        )

    def _spread(self, metric: str) -> Spread:
        """As published: never smaller than the sum of squares that is counted at least (ADR 18)."""
        spread = self.reference.spreads[change_name(metric) if self.are_changes else metric]
        is_difference = self.are_changes or metric == "contrast"
        least = LEAST_SQUARES_OF_DIFFERENCES if is_difference else LEAST_SQUARES
        squares = float(spread.points**2 * self.freedom)
        return own_spread(Within(squares, self.freedom), least=least) or spread

    def widest(self, metrics: Sequence[str]) -> int:
        return _up(max(self.half(metric, LEVEL)[0] for metric in metrics))

    def noticed(self, metrics: Sequence[str], *, beyond: float = 0, level: float = LEVEL) -> int:
        """The least true value that every one of these intervals shows to lie beyond a bound. They
        are published rounded outward, so their end must reach the next whole point.
        """
        halves = [self.half(metric, level) for metric in metrics]
        return _up(
            floor(beyond) + 1 + max(noticeable(half, nu, level=level) for half, nu in halves)
        )


def _visible(policy: Policy, scores: _Intervals, changes: _Intervals, habit: float) -> Visible:
    clearly = policy.n_band(scores.n).low < ENOUGH
    enough_again = changes.n >= policy.means
    return Visible(
        n=scores.n,
        element=scores.widest(_ELEMENTS),
        composite=scores.widest(_COMPOSITES),
        contrast=scores.noticed(["contrast"], beyond=(policy.margin if clearly else 0) + habit),
        clearly=clearly,
        change=changes.noticed(_COMPOSITES) if enough_again else None,
        element_change=changes.noticed(_ELEMENTS, level=BONFERRONI) if enough_again else None,
    )


def _up(points: float) -> int:
    return ceil(round(points, NOISE_DECIMALS))
