"""How consistently the items of an element measure one thing: alpha, item-rest, SEM.

All functions take item scores 0-100 after keying: one row per respondent, one column per item,
nan for a missing answer. Rows with a missing answer are left out (complete cases, statistiek §1).
"""

from math import sqrt

import numpy as np
from scipy.special import fdtri

from surveys.scoring.batch import Floats
from surveys.scoring.rounding import NOISE


class NoSpread(ValueError):
    """Everybody scored the same, so that nothing can be said about consistency."""


def complete_cases(scores: Floats) -> Floats:
    """The rows without a missing answer."""
    return scores[~np.isnan(scores).any(axis=1)]


def cronbach_alpha(scores: Floats) -> float:
    """alpha = k/(k-1) (1 - sum s_j^2 / s_sum^2), at most 1; negative is an alarm, not rounded off.

    Source: Cronbach (1951); statistiek §6. Raises ValueError under two items or two complete
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

    Source: Feldt, Woodruff & Salih (1987), formulas 6 and 7; statistiek §6. Bonett's variant takes
    n(k-1): a difference in the third or fourth decimal.
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


def standard_error(sd: float, alpha: float) -> float | None:
    """SEM = s sqrt(1 - alpha), in the points of `sd` (statistiek §5); None where it means nothing.

    With alpha at 0 or below the items do not go together, mostly because the key of one is wrong,
    and SEM would exceed s; with alpha at 1 all items are copies of one and no error can be seen.
    """
    return sd * sqrt(1 - alpha) if 0 < alpha < 1 - NOISE else None


def _correlation(first: Floats, second: Floats) -> float | None:
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])
