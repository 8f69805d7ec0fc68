"""Coverage of the team interval, and how often it lets us say what is not so.

True scores are normal, the team is finite, non-response is ignorable, errors are normal.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reports.statistics.contrast import ContrastOutcome, outcome
from reports.statistics.team import estimate

SD = 18.0
CLAIMS = frozenset(ContrastOutcome) - {
    ContrastOutcome.NO_STATEMENT,
    ContrastOutcome.BALANCED,
    ContrastOutcome.UNDECIDED,
}
CLEAR_CLAIMS = frozenset({ContrastOutcome.KUNNEN_LAGS_CLEARLY, ContrastOutcome.WILLEN_LAGS_CLEARLY})


@dataclass(frozen=True, slots=True)
class Team:
    """`n` of `size` members answer; `rho` is the reliability of their scores (sd 18)."""

    size: int
    n: int
    rho: float

    @property
    def sem(self) -> float:
        return SD * float(np.sqrt(1 - self.rho))

    def measurements(
        self, runs: int, random: np.random.Generator
    ) -> Iterator[tuple[float, list[float]]]:
        """The mean true score of a team, and the scores of the members who answered."""
        for _ in range(runs):
            true = random.normal(60, SD * np.sqrt(self.rho), self.size)
            observed = true[: self.n] + random.normal(0, self.sem, self.n)
            yield float(true.mean()), observed.tolist()


def coverage(
    team: Team, runs: int, random: np.random.Generator, wrong_by: tuple[float, ...] = (0.0,)
) -> list[float]:
    """The share of intervals that hold the team's mean true score, per error in the SEM."""
    hits = np.zeros(len(wrong_by))
    for truth, scores in team.measurements(runs, random):
        for column, error in enumerate(wrong_by):
            found = estimate("willen", scores, size=team.size, sem=team.sem * (1 + error))
            hits[column] += found.low <= truth <= found.high
    return [float(share) for share in hits / runs]


def false_claims(
    team: Team, runs: int, random: np.random.Generator, *, true_contrast: float
) -> tuple[int, int]:
    """How often a team whose true contrast is exactly this gets a "blijft achter", and how often a
    "blijft duidelijk achter".
    """
    claims = clear = 0
    for truth, scores in team.measurements(runs, random):
        contrasts = [score - truth + true_contrast for score in scores]
        said = outcome(estimate("contrast", contrasts, size=team.size, sem=team.sem))
        claims += said in CLAIMS
        clear += said in CLEAR_CLAIMS
    return claims, clear
