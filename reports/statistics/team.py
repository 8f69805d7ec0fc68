"""The mean of a team with its interval.

A team is a finite group, so sampling error shrinks as response grows; but another day would give
other answers, so measurement error stays even when everybody answered. With f = n/N, SEM the
standard error of measurement of one person, and s a standard deviation with df degrees of freedom
(pooled over groups, or the team's own with n - 1):

    v  = ((1-f) s^2 + f SEM^2) / n                  at least SEM^2 / n
    nu = v^2 / (((1-f) s^2 / n)^2 / df)             infinite at f = 1
    interval = mean +- t(.975; nu) sqrt(v)

Source: statistiek §3, §4, ADR 18. The classical correction sqrt(1-f) (Cochran 1977) is SEM = 0;
it is too narrow for questionnaire scores. Degrees of freedom after Satterthwaite (1946),
SEM taken as known.
"""

from collections.abc import Iterable
from math import fsum, inf, sqrt

from scipy.special import stdtrit

from reports.statistics.types import Estimate, TooFew

LEVEL = 0.95


def estimate(
    metric: str,
    values: Iterable[float],
    *,
    size: int | None,
    sem: float,
    level: float = LEVEL,
) -> Estimate:
    """The mean of `values` (one per respondent, any order) with its interval, in their points.

    `size` is the number of team members on the roster, None when there is no finite team (f = 0).
    Raises TooFew under two values, ValueError when more answered than the team has members.
    """
    scores = [float(value) for value in values]
    n = len(scores)
    if n < 2:
        raise TooFew(n, 2)
    mean = fsum(scores) / n
    sd = sqrt(fsum((score - mean) ** 2 for score in scores) / (n - 1))
    return estimate_from(metric, n, mean, sd, size=size, sem=sem, level=level)


def estimate_from(
    metric: str,
    n: int,
    mean: float,
    sd: float,
    *,
    size: int | None,
    sem: float,
    level: float = LEVEL,
) -> Estimate:
    """The same from a mean and standard deviation (n - 1) that are known already."""
    half, nu = half_width(n, sd, freedom=n - 1, size=size, sem=sem, level=level)
    return Estimate(metric, n, size, mean, sd, sem, nu, mean - half, mean + half)


def half_width(
    n: int, sd: float, *, freedom: float, size: int | None, sem: float, level: float = LEVEL
) -> tuple[float, float]:
    """Half the width of the interval in points, and its degrees of freedom; `freedom` is that of
    `sd`.
    """
    return half_width_at(n, sd, freedom=freedom, fraction=response(n, size), sem=sem, level=level)


def half_width_at(
    n: int,
    sd: float,
    *,
    freedom: float,
    fraction: float,
    sem: float,
    between: float = 0.0,
    level: float = LEVEL,
) -> tuple[float, float]:
    """The same at a fraction f of response (0-1); `between` is variance of the mean that comes
    from groups that did not answer alike, in squared points.
    """
    sampling = (1 - fraction) * sd**2 / n
    variance = max(sampling + fraction * sem**2 / n, sem**2 / n) + between
    ratio = inf if sampling == 0 else variance / sampling
    nu = freedom * ratio * ratio
    return t_quantile(1 - (1 - level) / 2, nu) * sqrt(variance), nu


def response(n: int, size: int | None) -> float:
    """The fraction f = n/N of the team that answered, 0 when the team is not finite."""
    if size is None:
        return 0.0
    if n > size:
        raise ValueError(f"{n} respondents in a team of {size}")
    return n / size


def t_quantile(probability: float, nu: float) -> float:
    """The quantile of Student's t, the normal one for infinite `nu`."""
    return float(stdtrit(nu, probability))
