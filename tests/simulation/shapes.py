"""What is called *indicatief*, and what the intervals cover that are not (ADR 79).

The published interval is played: means held back from the ends, the spread of the whole wave,
rounded outward. Sixteen teams make a wave; either all have scores of one shape, or one of them has
another. Ordinal scores come from five questions of five steps, with the error of measurement of
those answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
from scipy.special import ndtr

from reports.disclosure.atoms import GroupMean
from reports.disclosure.cells import MeanCell, Participation
from reports.disclosure.indicative import Indicative, IndicativeRule, usual_variance
from reports.disclosure.means import SCALE, mean_cell
from reports.disclosure.top_coding import bounded_mean
from reports.statistics.pooled_spread import MOST_DEVIATION, Within, own_spread
from reports.statistics.team import half_width
from surveys.policy import ParticipationBand, default_policy
from surveys.scoring.batch import Floats

Random = np.random.Generator
Scores = tuple[Floats, Floats]
"""True scores and scores of one measurement, both of teams (rows) by people (columns)."""

TEAMS: Final = 16
SEM: Final = 10.0
STEP: Final = 5.0
METRIC: Final = "houding"
POLICY: Final = default_policy("klantmanager")
CELLS: Final = (
    (9, 7),
    (12, 8),
    (18, 8),
    (25, 10),
    (18, 12),
    (25, 12),
    (25, 14),
    (18, 14),
    (25, 18),
    (25, 25),
    (40, 16),
    (30, 16),
    (75, 30),
)
"""Roster and answers of every team: N, n."""


def _normal(random: Random, shape: tuple[int, int]) -> Floats:
    return random.normal(0, 1, shape)


def _skewed(random: Random, shape: tuple[int, int]) -> Floats:
    return 1 - random.exponential(1, shape)


def _fifth_far_lower(random: Random, shape: tuple[int, int]) -> Floats:
    side = np.where(random.random(shape) < 0.2, -2.0, 0.5)
    deviations: Floats = (side + random.normal(0, 0.3, shape)) / np.sqrt(1.09)
    return deviations


def _two_camps(random: Random, shape: tuple[int, int]) -> Floats:
    return random.choice([-0.95, 0.95], shape) + random.normal(0, 0.31, shape)


def _long_tails(random: Random, shape: tuple[int, int]) -> Floats:
    deviations: Floats = random.standard_t(3, shape) / np.sqrt(3)
    return deviations


FORMS: Final[Mapping[str, Callable[[Random, tuple[int, int]], Floats]]] = {
    "normaal": _normal,
    "scheef": _skewed,
    "een vijfde veel lager": _fifth_far_lower,
    "twee kampen": _two_camps,
    "lange staarten": _long_tails,
}
"""Scores around 0 with a standard deviation of 1."""

LOADINGS: Final = (0.8, 0.75, 0.7, 0.65, 0.6)
CUTS: Final = np.array([-1.2, -0.5, 0.3, 1.1])
LEVELS: Final = {"midden": 0.1, "hoog": 0.8, "plafond": 2.4, "hard plafond": 3.4}
"""How far the answers lie above the middle of the scale, in standard deviations of people."""


def alike(form: str, spread: float) -> Callable[[Random, int], Scores]:
    """A wave in which every team has scores of this form, so many points apart."""

    def draw(random: Random, size: int) -> Scores:
        deviations = spread * FORMS[form](random, (TEAMS, size))
        true = 60 + random.normal(0, 6, (TEAMS, 1)) + deviations
        return true, true + random.normal(0, SEM, true.shape)

    return draw


def one_other(form: str) -> Callable[[Random, int], Scores]:
    """A wave in which the first team has scores of this form, 20 points apart, where those of the
    others are normal and 15 apart. Only the first team is judged.
    """

    def draw(random: Random, size: int) -> Scores:
        deviations = 15 * _normal(random, (TEAMS, size))
        deviations[0] = 20 * FORMS[form](random, (1, size))[0]
        true = 60 + random.normal(0, 6, (TEAMS, 1)) + deviations
        return true, true + random.normal(0, SEM, true.shape)

    return draw


def ordinal(level: str, between: float) -> Callable[[Random, int], Scores]:
    """Answers to five questions of five steps; teams differ so many standard deviations."""

    def draw(random: Random, size: int) -> Scores:
        shape = (TEAMS, size)
        people = LEVELS[level] + random.normal(0, between, (TEAMS, 1)) + random.normal(0, 1, shape)
        true, seen = np.zeros(shape), np.zeros(shape)
        for loading in LOADINGS:
            rest = np.sqrt(1 - loading**2)
            answers = loading * people + rest * random.normal(0, 1, shape)
            seen += (answers[..., None] > CUTS).sum(axis=-1)
            true += ndtr((loading * people[..., None] - CUTS) / rest).sum(axis=-1)
        return true * STEP, seen * STEP

    return draw


@dataclass(frozen=True, slots=True)
class Covered:
    """Of how many intervals, and how many of those hold the true mean."""

    intervals: int
    hits: int

    @property
    def share(self) -> float:
        """The coverage, nan where there are none."""
        return self.hits / self.intervals if self.intervals else nan


def judged(
    draw: Callable[[Random, int], Scores],
    size: int,
    n: int,
    waves: int,
    random: Random,
    *,
    sem: float = SEM,
    teams: int = TEAMS,
) -> Mapping[Indicative | None, Covered]:
    """What the published intervals of the first `teams` of each wave cover, by why they are called
    indicatief; n of `size` answered.
    """
    hits: dict[Indicative | None, list[bool]] = {}
    participation = Participation(ParticipationBand(0, 100), warning=100 * n < 50 * size)
    for _ in range(waves):
        true, seen = draw(random, size)
        cells = _published(seen[:, :n], size, sem)
        rule = IndicativeRule(POLICY, {METRIC: usual_variance(cell.value for cell in cells)})
        for mean, cell in list(zip(true.mean(axis=1).tolist(), cells, strict=True))[:teams]:
            reason = rule.reason(METRIC, cell, participation)
            hits.setdefault(reason, []).append(cell.low <= mean <= cell.high)
    return {reason: Covered(len(each), sum(each)) for reason, each in hits.items()}


def sem_of(draw: Callable[[Random, int], Scores], random: Random) -> float:
    """The standard error of measurement of these answers."""
    true, seen = draw(random, 4_000)
    return float(np.std(seen - true))


def _published(scores: Floats, size: int, sem: float) -> list[MeanCell]:
    n = scores.shape[1]
    deviations = np.minimum(np.abs(scores - scores.mean(axis=1, keepdims=True)), MOST_DEVIATION)
    within = Within(float((deviations**2).sum()), scores.size - len(scores))
    spread = own_spread(within)
    assert spread is not None
    half, _ = half_width(n, spread.points, freedom=spread.freedom, size=size, sem=sem)
    band = POLICY.n_band(n)
    cells = (
        mean_cell(bounded_mean(GroupMean(n, mean), band.low, STEP), half, band, SCALE)
        for mean in scores.mean(axis=1).tolist()
    )
    return [cell for cell in cells if isinstance(cell, MeanCell)]
