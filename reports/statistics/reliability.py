"""How consistently the items of an element measure one thing: alpha, item-rest, SEM, composites.

All functions take item scores 0-100 after keying: one row per respondent, one column per item,
nan for a missing answer. Rows with a missing answer are left out (complete cases, decisions 2).
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri

Floats = NDArray[np.float64]


class NoSpread(ValueError):
    """Everybody scored the same, so that nothing can be said about consistency."""


def complete_cases(scores: Floats) -> Floats:
    """The rows without a missing answer."""
    return scores[~np.isnan(scores).any(axis=1)]


def cronbach_alpha(scores: Floats) -> float:
    """alpha = k/(k-1) (1 - sum s_j^2 / s_sum^2), at most 1; negative is an alarm, not rounded off.

    Source: Cronbach (1951); domain.md 4.7. Raises ValueError under two items or two complete
    respondents, NoSpread when all sums are equal.
    """
    complete = complete_cases(scores)
    respondents, items = complete.shape
    if items < 2 or respondents < 2:
        raise ValueError(f"alpha needs 2 items and 2 respondents, not {items} and {respondents}")
    total = float(complete.sum(axis=1).var(ddof=1))
    if total == 0:
        raise NoSpread("all sums are equal")
    separate = float(complete.var(axis=0, ddof=1).sum())
    return float(items / (items - 1) * (1 - separate / total))


def feldt_interval(
    alpha: float, respondents: int, items: int, level: float = 0.95
) -> tuple[float, float]:
    """The interval of alpha: 1 - (1 - alpha) F, F with n-1 and (n-1)(k-1) degrees of freedom.

    Source: Feldt, Woodruff & Salih (1987), formulas 6 and 7; domain.md 4.7. Bonett's variant takes
    n(k-1), a difference in the fifth decimal.
    """
    tail = (1 - level) / 2
    first, second = respondents - 1, (respondents - 1) * (items - 1)
    low = 1 - (1 - alpha) * float(fdtri(first, second, 1 - tail))
    high = 1 - (1 - alpha) * float(fdtri(first, second, tail))
    return low, high


def item_rest_correlations(scores: Floats) -> tuple[float | None, ...]:
    """Of each item, its correlation with the sum of the others; None without spread in either."""
    complete = complete_cases(scores)
    rest = complete.sum(axis=1, keepdims=True) - complete
    return tuple(
        _correlation(complete[:, column], rest[:, column]) for column in range(complete.shape[1])
    )


def standard_error(sd: float, reliability: float) -> float:
    """SEM = s sqrt(1 - reliability), in the points of `sd` (domain.md 4.8)."""
    return sd * sqrt(1 - reliability)


def composite_reliability(sem: float, sd: float) -> float:
    """Stratified reliability 1 - SEM^2/s^2 of a mean of elements whose SEM is `sem.composite`.

    Source: Cronbach, Schoenemann & McKie (1965); domain.md 4.7. Raises NoSpread when s is 0.
    """
    if sd == 0:
        raise NoSpread("all composites are equal")
    return 1 - sem**2 / sd**2


def contrast_reliability(
    willen: float, kunnen: float, *, sd_willen: float, sd_kunnen: float, correlation: float
) -> float:
    """Reliability of willen - kunnen from the reliabilities of both, their sd and correlation:

    (rho_W s_W^2 + rho_K s_K^2 - 2 r s_W s_K) / (s_W^2 + s_K^2 - 2 r s_W s_K)

    Source: domain.md 4.7 (the classical formula of difference scores, Lord & Novick 1968). Raises
    NoSpread when the difference does not vary.
    """
    shared = 2 * correlation * sd_willen * sd_kunnen
    total = sd_willen**2 + sd_kunnen**2 - shared
    if total <= 0:
        raise NoSpread("all contrasts are equal")
    return (willen * sd_willen**2 + kunnen * sd_kunnen**2 - shared) / total


def _correlation(first: Floats, second: Floats) -> float | None:
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])
