"""What two published means say about their difference. Pure; reads published cells alone.

A difference of two published figures tells nothing that was not on a page already. Those figures
are rounded, so everything here is made wider by what rounding may have hidden: the judgement errs
on the side of "no change can be shown" (statistiek §7, §8, §3, onthulling §1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, sqrt
from statistics import median
from typing import Final

from reports.disclosure.cells import MeanCell, MeanCells, Withheld
from surveys.instruments.elements import Element

JUDGED_METRICS: Final = ("willen", "kunnen", "contrast", *(str(element) for element in Element))
SEVEN: Final = 1.634
"""How much wider an interval of .95 becomes when it is one of seven (Bonferroni, the first step of
Holm): t(1 - .05/14; 6) / t(.975; 6). A published mean rests on 7 people at least, so on 6 degrees
of freedom or more, and the ratio is largest there."""
_ROUNDING: Final = 1
"""Half a point in each of two means."""


class Verdict(StrEnum):
    """What may be said. Not shown does not mean that there is none."""

    HIGHER = "hoger"
    LOWER = "lager"
    NOT_SHOWN = "geen_verandering_aan_te_tonen"


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """Second minus first in whole points, with the interval in which it probably lies.

    `points` is None where one of the two is itself a bound.
    """

    metric: str
    before: MeanCell
    after: MeanCell
    points: int | None
    low: int
    high: int

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.low, self.high)


def verdict_of(low: int, high: int) -> Verdict:
    """What an interval of second minus first allows to say."""
    if low > 0:
        return Verdict.HIGHER
    return Verdict.LOWER if high < 0 else Verdict.NOT_SHOWN


def differences(before: MeanCells, after: MeanCells) -> tuple[MeanDifference, ...]:
    """The difference of every mean that both publications show, in the order of `JUDGED`.

    Raises KeyError for a metric that one of them does not know.
    """
    pairs = ((metric, before[metric], after[metric]) for metric in JUDGED_METRICS)
    return tuple(
        difference(metric, then, now)
        for metric, then, now in pairs
        if isinstance(then, MeanCell) and isinstance(now, MeanCell)
    )


def difference(metric: str, before: MeanCell, after: MeanCell) -> MeanDifference:
    """The difference of two means as of two different groups of people.

    Its half-width is sqrt(h1^2 + h2^2), with h the longer side of a published interval: the same
    as SE = sqrt(SE1^2 + SE2^2), and conservative where many are the same people (statistiek §7).
    An element is judged as one of seven (`SEVEN`). Of a coded mean only the interval counts, from
    end to end, which is stricter still.
    """
    if before.coded or after.coded:
        low, high = after.low - before.high, after.high - before.low
        return MeanDifference(metric, before, after, None, low, high)
    points = after.value - before.value
    width = SEVEN if metric in set(Element) else 1.0
    half = width * sqrt(_half(before) ** 2 + _half(after) ** 2) + _ROUNDING
    return MeanDifference(metric, before, after, points, floor(points - half), ceil(points + half))


@dataclass(frozen=True, slots=True)
class JointDifference:
    """The mean over several groups of second minus first, in whole points, with its interval;
    `points` is None where one of the means is itself a bound.
    """

    metric: str
    points: int | None
    low: int
    high: int

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.low, self.high)


def joint_difference(metric: str, pairs: Sequence[tuple[MeanCell, MeanCell]]) -> JointDifference:
    """The mean difference over groups without people in common, each group counting the same.

    Half-width sqrt(sum of the squared half-widths of each difference) / k, as for a mean of k
    independent differences, and what rounding may hide; with a coded mean from end to end.
    """
    number = len(pairs)
    each = [difference(metric, before, after) for before, after in pairs]
    if any(one.points is None for one in each):
        low, high = (sum(ends) / number for ends in ([o.low for o in each], [o.high for o in each]))
        return JointDifference(metric, None, floor(low), ceil(high))
    points = sum(one.points or 0 for one in each) / number
    halves = [one.high - (one.points or 0) - _ROUNDING for one in each]
    half = sqrt(sum(half**2 for half in halves)) / number + _ROUNDING
    return JointDifference(metric, round(points), floor(points - half), ceil(points + half))


def chance_between(cells: Iterable[MeanCell | Withheld]) -> int | None:
    """Below how many points a difference between two such groups may well be chance.

    sqrt(2) times the median half-width, rounded up: a rule of thumb for groups side by side
    (statistiek §8). None with fewer than two uncoded means.
    """
    halves = [(c.high - c.low) / 2 for c in cells if isinstance(c, MeanCell) and not c.coded]
    return ceil(sqrt(2) * median(halves)) if len(halves) > 1 else None


def _half(cell: MeanCell) -> int:
    """The longer side: the other one may be cut off at the end of the scale."""
    return max(cell.value - cell.low, cell.high - cell.value)


def least_visible(metric: str, cell: MeanCell) -> int | None:
    """From how many points on a change would be told if the next mean is as sure as this one.

    The least whole difference whose interval (see `difference`) lies wholly on one side of 0; None
    for a coded mean, of which no point is published.
    """
    if cell.coded:
        return None
    width = SEVEN if metric in set(Element) else 1.0
    return ceil(width * sqrt(2) * _half(cell) + _ROUNDING) + 1
