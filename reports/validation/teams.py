"""How far teams lie apart: what the difference of one team may be laid beside (research §4.5).

Willen and kunnen come from other items, so a difference between them says something by itself only
beside that of other teams with the same version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from reports.statistics.clustering import clustering
from reports.statistics.contrast import MINIMUM

TEAMS_MINIMUM: Final = 10


@dataclass(frozen=True, slots=True)
class TeamSpread:
    """The means of `teams` with `n` people on one metric, in points: their mean and standard
    deviation (n - 1) with each team counting the same, the 10th, 50th and 90th percentile (linear
    interpolation, R's type 7), and the intraclass correlations of the people in them.
    """

    metric: str
    teams: int
    n: int
    mean: float
    sd: float
    p10: float
    p50: float
    p90: float
    icc1: float
    icc1_low: float
    icc1_high: float
    icc2: float | None


def team_spread(metric: str, teams: Sequence[Sequence[float]]) -> TeamSpread | None:
    """Over the teams in which at least seven people have this score; None under ten of them, or
    where nobody differs from a team mate.
    """
    large = [list(team) for team in teams if len(team) >= MINIMUM]
    if len(large) < TEAMS_MINIMUM:
        return None
    try:
        variances = clustering(large)
    except ValueError:
        return None
    means = np.array([float(np.mean(team)) for team in large])
    low, middle, high = np.quantile(means, [0.1, 0.5, 0.9]).tolist()
    return TeamSpread(
        metric=metric,
        teams=len(large),
        n=sum(map(len, large)),
        mean=float(means.mean()),
        sd=float(means.std(ddof=1)),
        p10=low,
        p50=middle,
        p90=high,
        icc1=variances.icc1,
        icc1_low=variances.icc1_low,
        icc1_high=variances.icc1_high,
        icc2=variances.icc2,
    )
