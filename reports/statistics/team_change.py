"""Change of a team between two waves: the same people, or two groups. Never "because of".

Linked: of each person d = x2 - x1, and the interval of `team.estimate` with N the people on both
rosters and SEM sqrt(2) of the metric. Unlinked: the difference of two means with
SE = sqrt(SE1^2 + SE2^2), conservative when many are the same people.

Standardised: d_av = mean(d) / ((s1 + s2)/2), and g_av = J d_av with Hedges' J = 1 - 3/(4 df - 1).
Sources: domain.md 4.9, decisions 1; Lakens (2013) for d_av; Hedges (1981).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, inf, sqrt

from scipy.special import stdtr

from reports.statistics.change import LEVEL, ChangeOutcome, outcome_of
from reports.statistics.multiple import holm
from reports.statistics.sem import SemTable
from reports.statistics.team import estimate, t_quantile, variance_of_mean
from reports.statistics.types import Estimate, TooFew
from surveys.instruments.elements import Element

MINIMUM = 7


class Comparison(StrEnum):
    """Which people stand behind a change."""

    LINKED = "dezelfde_mensen"
    UNLINKED = "verschillende_groepen"


@dataclass(frozen=True, slots=True)
class TeamChange:
    """Second minus first wave in points with its interval; `n` pairs, or the smaller group.

    `n_first` and `n_second` count who answered at each time, so that the overlap can be shown.
    `d_av` and `g_av` are None when nobody differs from anybody at either time.
    """

    metric: str
    comparison: Comparison
    n: int
    n_first: int
    n_second: int
    difference: float
    low: float
    high: float
    p: float
    d_av: float | None
    g_av: float | None


def linked_change(
    metric: str,
    first: Mapping[str, float],
    second: Mapping[str, float],
    *,
    stable: int | None,
    sems: SemTable,
) -> TeamChange:
    """The change of those who answered both times; scores by pseudonym.

    `stable` is the number of people on both rosters (None: unknown). Raises TooFew under two pairs,
    ValueError when there are more pairs than people on both rosters.
    """
    pairs = sorted(first.keys() & second.keys())
    differences = [second[person] - first[person] for person in pairs]
    change = estimate(metric, differences, size=stable, sem=sems.of_change(metric))
    before = estimate(metric, [first[person] for person in pairs], size=None, sem=0)
    after = estimate(metric, [second[person] for person in pairs], size=None, sem=0)
    d_av, g_av = standardised(change.mean, before.sd, after.sd, freedom=change.n - 1)
    return TeamChange(
        metric,
        Comparison.LINKED,
        n=change.n,
        n_first=len(first),
        n_second=len(second),
        difference=change.mean,
        low=change.low,
        high=change.high,
        p=_p_value(change.mean, sqrt(variance_of_mean(change)), change.nu),
        d_av=d_av,
        g_av=g_av,
    )


def unlinked_change(first: Estimate, second: Estimate) -> TeamChange:
    """The difference between two groups, with Welch-Satterthwaite degrees of freedom.

    Raises ValueError when the estimates are of different metrics.
    """
    if first.metric != second.metric:
        raise ValueError(f"{first.metric} cannot be compared with {second.metric}")
    variances = variance_of_mean(first), variance_of_mean(second)
    nu = _pooled_freedom((variances[0], first.nu), (variances[1], second.nu))
    points, error = second.mean - first.mean, sqrt(sum(variances))
    half = t_quantile(1 - LEVEL / 2, nu) * error
    d_av, g_av = standardised(points, first.sd, second.sd, freedom=first.n + second.n - 2)
    return TeamChange(
        first.metric,
        Comparison.UNLINKED,
        n=min(first.n, second.n),
        n_first=first.n,
        n_second=second.n,
        difference=points,
        low=points - half,
        high=points + half,
        p=_p_value(points, error, nu),
        d_av=d_av,
        g_av=g_av,
    )


def team_outcomes(
    changes: Mapping[str, TeamChange], *, minimum: int = MINIMUM
) -> dict[str, ChangeOutcome]:
    """What may be said of each change: elements with Holm over the seven, other metrics at .05.

    No statement under `minimum` pairs (unlinked: under `minimum` in the smaller group).
    """
    enough = {name: change for name, change in changes.items() if change.n >= minimum}
    elements = {str(name): enough[name].p for name in Element if name in enough}
    judged = {name: change.p for name, change in enough.items()}
    judged |= holm(elements, family=len(Element))
    return {name: _outcome(change, judged.get(name)) for name, change in changes.items()}


def standardised(
    points: float, sd_first: float, sd_second: float, *, freedom: int
) -> tuple[float | None, float | None]:
    """d_av and g_av of a difference in points; both None when there is no spread to measure by."""
    spread = (sd_first + sd_second) / 2
    if spread == 0:
        return None, None
    d_av = points / spread
    return d_av, hedges(freedom) * d_av


def hedges(freedom: int) -> float:
    """Hedges' small-sample correction J = 1 - 3/(4 df - 1). Raises TooFew under df = 1."""
    if freedom < 1:
        raise TooFew(freedom, 1)
    return 1 - 3 / (4 * freedom - 1)


def _outcome(change: TeamChange, p: float | None) -> ChangeOutcome:
    return ChangeOutcome.NO_STATEMENT if p is None else outcome_of(change.difference, p)


def _p_value(points: float, error: float, nu: float) -> float:
    """Two-sided. Without any error a difference is certain, and no difference shows nothing."""
    if error == 0:
        return 1.0 if points == 0 else 0.0
    return 2 * float(stdtr(nu, -abs(points) / error))


def _pooled_freedom(*parts: tuple[float, float]) -> float:
    """(sum v)^2 / sum(v^2/nu), infinite when every part is."""
    spread = fsum(variance**2 / nu for variance, nu in parts)
    return inf if spread == 0 else fsum(variance for variance, _ in parts) ** 2 / spread
