"""Variance between and within groups by restricted maximum likelihood (REML), one-way.

With lambda = variance between / variance within, w_j = n_j / (1 + n_j lambda) and the mean of
groups weighted by w,

    Q(lambda)   = SSW + sum w_j (mean_j - mean)^2        variance within = Q / (N - 1)
    -2 log L_R  = (N - 1) log Q + sum log(1 + n_j lambda) + log sum w_j

Source: Patterson & Thompson (1971); Searle, Casella & McCulloch (1992), ch. 3. Beside the analysis
of variance of `clustering` it weighs a group by what its mean is worth, and is never negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from surveys.scoring.batch import Floats

_SEARCHED: Final = 400  # points of lambda / (1 + lambda) between which a maximum is looked for
_HALVINGS: Final = 200


@dataclass(frozen=True, slots=True)
class Variances:
    """In squared points; `icc` is the share of the variance that lies between groups."""

    between: float
    within: float

    @property
    def icc(self) -> float:
        return self.between / (self.between + self.within)


def reml(sizes: Sequence[int], means: Sequence[float], squares_within: float) -> Variances:
    """From the numbers of people and the means of at least two groups, and the squares within them
    (above 0, squared points).
    """
    n, mean = np.asarray(sizes, dtype=float), np.asarray(means, dtype=float)
    if len(n) < 2 or squares_within <= 0:
        raise ValueError("variances need two groups, and people who differ within them")
    shares = np.linspace(0, 1, _SEARCHED, endpoint=False)
    grid = shares / (1 - shares)
    slopes = [_slope(ratio, n, mean, squares_within) for ratio in grid]
    lows = [grid[0]] if slopes[0] >= 0 else []
    for at in range(len(grid) - 1):
        if slopes[at] < 0 <= slopes[at + 1]:
            lows.append(_bisected(grid[at], grid[at + 1], n, mean, squares_within))
    if slopes[-1] < 0:
        high = grid[-1]
        while _slope(high, n, mean, squares_within) < 0:
            high *= 2
        lows.append(_bisected(grid[-1], high, n, mean, squares_within))
    ratio = min(lows, key=lambda one: _deviance(one, n, mean, squares_within))
    _w, _mean, q = _weighted(ratio, n, mean, squares_within)
    within = q / (n.sum() - 1)
    return Variances(float(ratio * within), float(within))


def _weighted(
    ratio: float, n: Floats, mean: Floats, squares_within: float
) -> tuple[Floats, float, float]:
    weights = n / (1 + n * ratio)
    grand = float((weights * mean).sum() / weights.sum())
    return weights, grand, squares_within + float((weights * (mean - grand) ** 2).sum())


def _deviance(ratio: float, n: Floats, mean: Floats, squares_within: float) -> float:
    weights, _grand, q = _weighted(ratio, n, mean, squares_within)
    return float((n.sum() - 1) * np.log(q) + np.log(1 + n * ratio).sum() + np.log(weights.sum()))


def _slope(ratio: float, n: Floats, mean: Floats, squares_within: float) -> float:
    """The derivative of the deviance."""
    weights, grand, q = _weighted(ratio, n, mean, squares_within)
    lost = (weights**2 * (mean - grand) ** 2).sum() * (n.sum() - 1) / q
    return float(weights.sum() - (weights**2).sum() / weights.sum() - lost)


def _bisected(low: float, high: float, n: Floats, mean: Floats, squares_within: float) -> float:
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _slope(middle, n, mean, squares_within) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
