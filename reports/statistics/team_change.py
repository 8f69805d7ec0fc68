"""Judge the change of a team between two measurements of the same people. Never "because of".

Of each person d = x2 - x1, and the interval of `team.half_width` with f = 0 (how many could have
answered both times is unknown), SEM sqrt(2) of the metric, and the spread of such differences:
pooled or provisional (ADR 18), or that of these people themselves.

Standardised: d_av = mean(d) / ((s1 + s2)/2), and g_av = J d_av with Hedges' J = 1 - 3/(4 df - 1).
Sources: statistiek §7, §3; Lakens (2013) for d_av; Hedges (1981).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from scipy.special import stdtr

from reports.statistics.change import ChangeOutcome, outcome_of
from reports.statistics.contrast import MINIMUM
from reports.statistics.multiple import holm, holm_levels
from reports.statistics.pooled_spread import (
    LEAST_SQUARES_OF_DIFFERENCES,
    PROVISIONAL_DIFFERENCE,
    Spread,
    SpreadOrigin,
    own_spread,
    provisional_spread,
    within,
)
from reports.statistics.sem import SemTable
from reports.statistics.team import LEVEL, half_width, t_quantile
from reports.statistics.types import TooFew
from surveys.instruments.elements import Element


@dataclass(frozen=True, slots=True)
class TeamChange:
    """Second minus first measurement of the same `n` people in points, with its standard `error`
    and the degrees of freedom `nu` of that.

    `spread` is the standard deviation of a person's change that the error rests on, in points;
    `origin` is None where it is that of these people themselves. `d_av` and `g_av` are None when
    nobody differs from anybody at either time.
    """

    metric: str
    n: int
    difference: float
    spread: float
    origin: SpreadOrigin | None
    error: float
    nu: float
    d_av: float | None
    g_av: float | None

    @property
    def p(self) -> float:
        """Two-sided, as if this were the only look."""
        return 2 * float(stdtr(self.nu, -abs(self.difference) / self.error))

    def interval(self, level: float) -> tuple[float, float]:
        """The interval of the change at a confidence level 0-1."""
        half = t_quantile((1 + level) / 2, self.nu) * self.error
        return self.difference - half, self.difference + half


@dataclass(frozen=True, slots=True)
class Judgement:
    """What may be said of one change among all: `p` adjusted for the other looks (None: no look),
    and the `level` of the interval that says the same.
    """

    p: float | None
    level: float
    outcome: ChangeOutcome


def linked_change(
    metric: str,
    first: Mapping[str, float],
    second: Mapping[str, float],
    *,
    sems: SemTable,
    own: bool = False,
) -> TeamChange:
    """The change of those who answered both times; scores by id.

    The error rests on the pooled or provisional spread of changes, with `own` on the standard
    deviation of these people. Raises TooFew under two pairs.
    """
    pairs = sorted(first.keys() & second.keys())
    n = len(pairs)
    if n < 2:
        raise TooFew(n, 2)
    changes = [second[person] - first[person] for person in pairs]
    difference = fsum(changes) / n
    pooled_spread = change_spread(changes)
    spread, freedom = (
        (_sd(changes), n - 1) if own else (float(pooled_spread.points), pooled_spread.freedom)
    )
    half, nu = half_width(n, spread, freedom=freedom, size=None, sem=sems.of_change(metric))
    sds = _sd([first[person] for person in pairs]), _sd([second[person] for person in pairs])
    d_av, g_av = standardised(difference, *sds, freedom=n - 1)
    return TeamChange(
        metric,
        n=n,
        difference=difference,
        spread=spread,
        origin=None if own else pooled_spread.origin,
        error=half / t_quantile((1 + LEVEL) / 2, nu),
        nu=nu,
        d_av=d_av,
        g_av=g_av,
    )


def change_spread(changes: Sequence[float]) -> Spread:
    """The spread of the changes of one group of people: its own, or the provisional one."""
    own = own_spread(within([changes]), least=LEAST_SQUARES_OF_DIFFERENCES)
    return own or provisional_spread(PROVISIONAL_DIFFERENCE)


def judgements(
    changes: Mapping[str, TeamChange], *, minimum: int = MINIMUM
) -> dict[str, Judgement]:
    """What may be said of each change: elements with Holm over the seven, other metrics at .05.

    Of fewer than `minimum` people nothing is said; such a change is no look either, and has the
    interval of one of seven.
    """
    enough = {name: change.p for name, change in changes.items() if change.n >= minimum}
    elements = {str(name): enough[name] for name in Element if name in enough}
    adjusted_p = enough | holm(elements, family=len(Element))
    levels = dict.fromkeys(enough, LEVEL) | holm_levels(elements, family=len(Element))
    return {
        name: Judgement(
            adjusted_p[name], levels[name], outcome_of(change.difference, adjusted_p[name])
        )
        if name in enough
        else Judgement(None, 1 - (1 - LEVEL) / len(Element), ChangeOutcome.NO_STATEMENT)
        for name, change in changes.items()
    }


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


def _sd(scores: Sequence[float]) -> float:
    mean = fsum(scores) / len(scores)
    return sqrt(fsum((score - mean) ** 2 for score in scores) / (len(scores) - 1))
