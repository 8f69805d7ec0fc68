"""Coverage and sentences of team intervals that rest on the spread of a whole wave.

A wave has several teams of one size. Scores are 0-100 (contrasts -100 to 100), who answers is drawn
by lot, and errors of measurement are normal. The spread and the interval are those of the product.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from reports.statistics.contrast import ContrastOutcome, decide
from reports.statistics.pooled_spread import (
    LEAST_SQUARES,
    LEAST_SQUARES_OF_DIFFERENCES,
    MOST_DEVIATION,
    Within,
    own_spread,
    provisional_spread,
)
from reports.statistics.team import half_width
from surveys.scoring.batch import Floats

Random = np.random.Generator
Scores = Callable[[Random, int, int], Floats]
"""True scores of so many teams (rows) of so many people (columns), in points."""

TEAMS = 16
SEM = 10.0
CONTRAST_SEM = 7.6376
CONTRAST_SPREAD = 17.0  # of true contrasts within a team
BETWEEN = 6.0  # of team means
CLEAR = (ContrastOutcome.KUNNEN_LAGS_CLEARLY, ContrastOutcome.WILLEN_LAGS_CLEARLY)
LAGS = (*CLEAR, ContrastOutcome.KUNNEN_LAGS, ContrastOutcome.WILLEN_LAGS)


def _around(random: Random, teams: int, deviations: Floats, centre: float = 60.0) -> Floats:
    return centre + random.normal(0, BETWEEN, (teams, 1)) + deviations


def normal(random: Random, teams: int, people: int) -> Floats:
    return _around(random, teams, random.normal(0, 18, (teams, people)))


def skewed(random: Random, teams: int, people: int) -> Floats:
    return _around(random, teams, 18 * (1 - random.exponential(1, (teams, people))))


def two_groups(random: Random, teams: int, people: int) -> Floats:
    side = random.choice([-17.0, 17.0], (teams, people))
    return _around(random, teams, side + random.normal(0, 6, (teams, people)))


def ceiling(random: Random, teams: int, people: int) -> Floats:
    high = _around(random, teams, random.normal(0, 18, (teams, people)), 88.0)
    return np.minimum(high, 100.0)


def ordinal(random: Random, teams: int, people: int) -> Floats:
    return np.round(normal(random, teams, people) / 5) * 5


def unequal(random: Random, teams: int, people: int) -> Floats:
    spreads = random.uniform(8, 28, (teams, 1))
    return _around(random, teams, spreads * random.normal(0, 1, (teams, people)))


SHAPES: Mapping[str, Scores] = {
    "normaal": normal,
    "scheef": skewed,
    "twee groepen": two_groups,
    "plafond": ceiling,
    "grof (stappen van 5)": ordinal,
    "teams met ongelijke spreiding": unequal,
}


@dataclass(frozen=True, slots=True)
class Covered:
    """The share of intervals that hold the true mean: of all teams, and of the fifth that is most
    divided.
    """

    all: float
    divided: float


def coverage(shape: str, size: int, n: int, waves: int, random: Random) -> Covered:
    """Of teams of which n of `size` people answered, in so many waves."""
    hits, spreads = [], []
    for _ in range(waves):
        true = SHAPES[shape](random, TEAMS, size)
        scores = true[:, :n] + random.normal(0, SEM, (TEAMS, n))
        half = _half_width(scores, size, SEM, LEAST_SQUARES)
        hits.append(np.abs(scores.mean(axis=1) - true.mean(axis=1)) <= half)
        spreads.append(true.std(axis=1))
    hit, spread = np.concatenate(hits), np.concatenate(spreads)
    return Covered(float(hit.mean()), float(hit[spread >= np.quantile(spread, 0.8)].mean()))


def said(size: int, n: int, contrast: float, waves: int, random: Random) -> Mapping[str, float]:
    """How often a team whose true contrast is exactly this gets "blijft achter" of any kind
    (`lags`), and "blijft duidelijk achter" with the spread of its wave (`pooled`), the provisional
    one (`provisional`), and its own as it was before (`own`).
    """
    counts = dict.fromkeys(("lags", "pooled", "provisional", "own"), 0)
    provisional, _ = half_width(
        n, provisional_spread(22).points, freedom=np.inf, size=size, sem=CONTRAST_SEM
    )
    for _ in range(waves):
        true = random.normal(0, CONTRAST_SPREAD, (TEAMS, size))
        true += contrast - true.mean(axis=1, keepdims=True)
        scores = true[:, :n] + random.normal(0, CONTRAST_SEM, (TEAMS, n))
        pooled = _half_width(scores, size, CONTRAST_SEM, LEAST_SQUARES_OF_DIFFERENCES)
        for team in scores:
            mean = float(team.mean())
            own, _ = half_width(
                n, float(team.std(ddof=1)), freedom=n - 1, size=size, sem=CONTRAST_SEM
            )
            row = decide(mean - pooled, mean + pooled)
            counts["lags"] += row in LAGS
            counts["pooled"] += row in CLEAR
            counts["provisional"] += decide(mean - provisional, mean + provisional) in CLEAR
            counts["own"] += decide(mean - own, mean + own) in CLEAR
    return {name: count / (waves * TEAMS) for name, count in counts.items()}


def false_on_a_wide_spread(size: int, n: int, waves: int, random: Random) -> float:
    """How often "kunnen blijft duidelijk achter" is said on the provisional spread of a team whose
    true contrast is the margin, while scores lie further apart than we assumed: 25 points, errors
    of measurement included.
    """
    half, _ = half_width(
        n, provisional_spread(22).points, freedom=np.inf, size=size, sem=CONTRAST_SEM
    )
    true = random.normal(0, np.sqrt(25**2 - CONTRAST_SEM**2), (waves * TEAMS, size))
    true -= true.mean(axis=1, keepdims=True)
    means = (true[:, :n] + random.normal(0, CONTRAST_SEM, (waves * TEAMS, n))).mean(axis=1)
    return float((means > half).mean())


def _half_width(scores: Floats, size: int, sem: float, least: float) -> float:
    deviations = np.minimum(np.abs(scores - scores.mean(axis=1, keepdims=True)), MOST_DEVIATION)
    spread = own_spread(
        Within(float((deviations**2).sum()), scores.size - len(scores)), least=least
    )
    assert spread is not None
    half, _ = half_width(scores.shape[1], spread.points, freedom=spread.freedom, size=size, sem=sem)
    return half
