"""The spread behind a published interval, as whoever knows n, N and SEM works it out.

    v = ((1-f) s^2 + f SEM^2) / n,  nu = v^2 / (((1-f) s^2 / n)^2 / df),  half = t(.975; nu) sqrt(v)

is read backwards (statistiek §3, ADR 18). The attacker has this formula from the method document.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import inf, sqrt
from typing import Final

from scipy.special import stdtrit

from reports.disclosure.cells import MeanCell, Publication
from reports.disclosure.quality import HIDDEN, PublishedQuality
from reports.statistics.pooled_spread import SpreadOrigin
from tests.attack.program import WEIGHTS, Bound, Unit

MOST: Final = 200.0
HIDDEN_UNDER: Final = (
    25_000.0  # squares within teams from which the quality page tells alpha and SEM
)


def half_width(n: int, sd: float, *, freedom: float, size: int | None, sem: float) -> float:
    """Half of the interval of a mean of n people."""
    fraction = 0.0 if size is None else n / size
    sampling = (1 - fraction) * sd**2 / n
    variance = max(sampling + fraction * sem**2 / n, sem**2 / n)
    if sampling == 0:
        return float(stdtrit(inf, 0.975)) * sqrt(variance)
    return float(stdtrit(freedom * (variance / sampling) ** 2, 0.975)) * sqrt(variance)


def most_half(cell: MeanCell, low: int) -> float:
    """The widest half that a cell allows: it is rounded outward, and cut off at the ends."""
    halves = []
    if cell.coded != "bottom" and cell.low > low:
        halves.append(cell.value + 0.5 - cell.low)
    if cell.coded != "top" and cell.high < 100:
        halves.append(cell.high - cell.value + 0.5)
    if len(halves) == 2 and cell.coded is None:
        halves.append((cell.high - cell.low) / 2)
    return min(halves, default=inf)


def spread_bounds(publication: Publication, units: Sequence[Unit]) -> Iterator[Bound]:
    """Of all units together, from the spreads that a wave has of its own. A spread of an earlier
    wave is about other answers, and a provisional one about none.
    """
    freedom = sum(unit.n - 1 for unit in units if unit.n)
    everybody = frozenset(unit.key for unit in units)
    for metric in WEIGHTS:
        spread = publication.spreads[metric]
        if spread.origin is SpreadOrigin.OWN:
            yield Bound(metric, spread.points**2 * freedom, everybody, capped=True)


def spreads_behind(
    publication: Publication,
    units: Sequence[Unit],
    sizes: Mapping[str, int | None],
    sems: Mapping[str, float],
    metric: str,
) -> set[int]:
    """The whole numbers of points that every interval of teams allows to be the spread."""
    freedom = sum(unit.n - 1 for unit in units if unit.n)
    low, high = 0, int(MOST)
    for unit in units:
        cell = publication.groups[unit.key].means.get(metric)
        if not isinstance(cell, MeanCell):
            continue
        most = most_half(cell, -100 if metric == "contrast" else 0)
        for points in range(int(MOST)):
            half = half_width(
                unit.n, points, freedom=freedom, size=sizes[unit.key], sem=sems[metric]
            )
            if half < most - 1.5:
                low = max(low, points)
            if half > most:
                high = min(high, points)
                break
    return set(range(low, high + 1))


def reliability_bounds(
    publication: Publication, units: Sequence[Unit], quality: PublishedQuality
) -> Iterator[Bound]:
    """Of everybody together when nobody skipped anything: alpha and SEM give the spread of all, and
    the published means what of it lies between teams; where they are not shown it is not large.
    """
    n = sum(unit.n for unit in units)
    everybody = frozenset(unit.key for unit in units)
    for found in quality.elements:
        if found.reason == HIDDEN:
            yield Bound(found.metric, HIDDEN_UNDER, everybody)
        if found.alpha is None or found.sem is None:
            continue
        spread = (found.sem + 0.5) / 100 / sqrt(max(1e-9, 1 - (found.alpha + 0.5) / 100))
        squares = (n - 1) * spread**2
        yield Bound(found.metric, squares - _between(publication, units, found.metric), everybody)


def _between(publication: Publication, units: Sequence[Unit], metric: str) -> float:
    """The least squares between shown teams, whatever the others have."""
    told = [
        (unit.n, cell.value)
        for unit in units
        if isinstance(cell := publication.groups[unit.key].means.get(metric), MeanCell)
    ]
    n = sum(one for one, _ in told)
    if not n:
        return 0.0
    grand = sum(one * value for one, value in told) / n
    between = sqrt(sum(one * (value - grand) ** 2 for one, value in told)) - sqrt(n) / 2
    return max(0.0, between) ** 2
