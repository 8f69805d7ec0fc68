"""The results that leave this package. Imports neither numpy nor scipy."""

from dataclasses import dataclass
from enum import StrEnum


class TooFew(ValueError):
    """Too few respondents for the statistic asked for."""

    def __init__(self, n: int, minimum: int) -> None:
        super().__init__(f"{n} respondents where at least {minimum} are needed")
        self.n = n
        self.needed = minimum


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its interval, unrounded and not clipped to the scale.

    `n` respondents out of `size` team members (None: unknown, counted as endlessly many); `sd` with
    n-1; `sem` the standard error of measurement of one person; `nu` the degrees of freedom,
    infinite when everybody answered.
    """

    metric: str
    n: int
    size: int | None
    mean: float
    sd: float
    sem: float
    nu: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval, in points."""
        return (self.high - self.low) / 2


class Direction(StrEnum):
    """Where a standing-out element stands among the seven of this questionnaire."""

    LOWEST = "laagst"
    HIGHEST = "hoogst"


class Refusal(StrEnum):
    """Why an element has no reliability report."""

    FORMATIVE = "formatief"
    TOO_FEW_ITEMS = "te_weinig_items"
    TOO_FEW = "te_weinig_respondenten"
    NO_SPREAD = "geen_spreiding"
