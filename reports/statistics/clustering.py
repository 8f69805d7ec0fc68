"""Whether teams differ at all: intraclass correlations.

For the library and, from published teams only, the quality page (statistiek §8). No ranking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from scipy.special import fdtrc, fdtri

from reports.statistics.types import TooFew


@dataclass(frozen=True, slots=True)
class Clustering:
    """One-way analysis of variance over teams.

    `icc1` is the share of variance between teams with its 95 % interval, `icc2` the reliability of
    a team mean, None when teams do not differ at all; `k0` the typical team size. Both may be
    negative: less difference between teams than chance gives.
    """

    teams: int
    n: int
    between: float
    within: float
    k0: float
    f: float
    p: float
    icc1: float
    icc1_low: float
    icc1_high: float
    icc2: float | None


def clustering(teams: Sequence[Sequence[float]]) -> Clustering:
    """How much of the differences between people lies between teams.

    Scores in any unit, one sequence per team; the rest as in `clustering_of_means`. Raises TooFew
    under two teams or without a team of two, ValueError on an empty team or when nobody differs
    from a team mate.
    """
    sizes = [len(team) for team in teams]
    if len(teams) < 2 or sum(sizes) <= len(teams):
        raise TooFew(sum(sizes), len(teams) + 1)
    if 0 in sizes:
        raise ValueError("a team without scores")
    scores = [np.asarray(team, dtype=float) for team in teams]
    squares = float(sum(np.sum((team - team.mean()) ** 2) for team in scores))
    if squares == 0:
        raise ValueError("nobody differs from anybody within a team")
    means = [float(team.mean()) for team in scores]
    return clustering_of_means(sizes, means, within=squares / (sum(sizes) - len(teams)))


def clustering_of_means(
    sizes: Sequence[int], means: Sequence[float], *, within: float
) -> Clustering:
    """The same from the numbers of people and the means of teams, and the variance within teams.

    ICC(1) = (MSB - MSW) / (MSB + (k0 - 1) MSW) with k0 = (N - sum n_j^2/N) / (g - 1), and
    ICC(2) = (MSB - MSW) / MSB. The interval of ICC(1) is (F_b - 1) / (F_b + k0 - 1) with
    F_L = F / F(.975; g-1, N-g) and F_U = F F(.975; N-g, g-1). At least two teams, `within` above 0
    in squared points. Sources: McGraw & Wong (1996), Bliese (2000); statistiek §8.
    """
    groups, n = len(sizes), sum(sizes)
    grand = fsum(size * mean for size, mean in zip(sizes, means, strict=True)) / n
    squares = fsum(size * (mean - grand) ** 2 for size, mean in zip(sizes, means, strict=True))
    between = squares / (groups - 1)
    k0 = (n - sum(size**2 for size in sizes) / n) / (groups - 1)
    f = between / within
    low = f / float(fdtri(groups - 1, n - groups, 0.975))
    high = f * float(fdtri(n - groups, groups - 1, 0.975))
    return Clustering(
        teams=groups,
        n=n,
        between=between,
        within=within,
        k0=k0,
        f=f,
        p=float(fdtrc(groups - 1, n - groups, f)),
        icc1=_icc1(f, k0),
        icc1_low=_icc1(low, k0),
        icc1_high=_icc1(high, k0),
        icc2=None if between == 0 else (between - within) / between,
    )


def _icc1(f: float, k0: float) -> float:
    return (f - 1) / (f + k0 - 1)
