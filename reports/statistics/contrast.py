"""What may be said about willen against kunnen. Imports neither numpy nor scipy."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reports.statistics.types import Estimate

CONTRAST_MARGIN = 5.0
MINIMUM = 7
ENOUGH = 10
"""From so many people on the direct question has a say."""
_LEAST_CHOICES = 5


class ContrastOutcome(StrEnum):
    """The rows of the decision table, in the order in which they are tried."""

    NO_STATEMENT = "geen_uitspraak"
    BALANCED = "in_balans"
    KUNNEN_LAGS_CLEARLY = "kunnen_blijft_duidelijk_achter"
    KUNNEN_LAGS = "kunnen_blijft_achter"
    WILLEN_LAGS_CLEARLY = "willen_blijft_duidelijk_achter"
    WILLEN_LAGS = "willen_blijft_achter"
    UNDECIDED = "niet_te_zeggen"


class Overstemt(StrEnum):
    """Whether "kunnen overstemt willen" may be said."""

    YES = "overstemt"
    CONTRADICTED = "directe_vraag_wijst_anders"
    NOT_APPLICABLE = "niet_van_toepassing"


@dataclass(frozen=True, slots=True)
class AnchorChoices:
    """How many chose answer (a) willen and answer (b) kunnen to the direct question "Wat houdt u nu
    het meest tegen?" (research §3.6).
    """

    willen: int
    kunnen: int

    def majority(self, *, kunnen: bool) -> bool:
        """Whether more people chose this one than the other, out of at least five."""
        more, fewer = (self.kunnen, self.willen) if kunnen else (self.willen, self.kunnen)
        return self.willen + self.kunnen >= _LEAST_CHOICES and more > fewer


NO_ANCHOR_CHOICES: Final = AnchorChoices(0, 0)


def outcome(
    contrast: Estimate,
    *,
    minimum: int = MINIMUM,
    margin: float = CONTRAST_MARGIN,
    choices: AnchorChoices = NO_ANCHOR_CHOICES,
) -> ContrastOutcome:
    """The whole decision table for the mean of willen minus kunnen per respondent.

    Row 0 first: under `minimum` respondents, or when all contrasts are equal (s = 0), nothing is
    said. Source: statistiek §4.
    """
    if contrast.n < minimum or contrast.sd == 0:
        return ContrastOutcome.NO_STATEMENT
    row = decide(contrast.low, contrast.high, margin)
    return sayable(row, n=contrast.n, choices=choices)


def sayable(row: ContrastOutcome, *, n: int, choices: AnchorChoices) -> ContrastOutcome:
    """A row of the table as far as it may be said: that one side lags behind by what may be little
    asks for a majority for it on the direct question, among at least 10 respondents.
    "Clearly" does not (statistiek §4).
    """
    if row not in (ContrastOutcome.KUNNEN_LAGS, ContrastOutcome.WILLEN_LAGS):
        return row
    has_majority = choices.majority(kunnen=row is ContrastOutcome.KUNNEN_LAGS)
    return row if n >= ENOUGH and has_majority else ContrastOutcome.NO_STATEMENT


def decide(
    low: float, high: float, margin: float = CONTRAST_MARGIN, *, habit: float = 0.0
) -> ContrastOutcome:
    """Rows 1-6 of the decision table: the first that holds for the interval [low, high].

    `margin` is the smallest difference of interest, in points. `habit` is how many points a habit
    of answering high may have added to the contrast (negative: taken off): a row holds only if it
    would hold without them too. Source: statistiek §4; Lakens (2018) for row 1. Raises ValueError
    when `low` lies above `high` or either is not a number.
    """
    if not low <= high:
        raise ValueError(f"[{low}, {high}] is no interval")
    low, high = low - max(habit, 0.0), high - min(habit, 0.0)
    rows = (
        (-margin < low and high < margin, ContrastOutcome.BALANCED),
        (low > margin, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
        (low > 0, ContrastOutcome.KUNNEN_LAGS),
        (high < -margin, ContrastOutcome.WILLEN_LAGS_CLEARLY),
        (high < 0, ContrastOutcome.WILLEN_LAGS),
    )
    return next((row for condition, row in rows if condition), ContrastOutcome.UNDECIDED)


def overstemt(
    *,
    n: int,
    contrast_low: float,
    willen_low: float,
    participation: float | None,
    choices: AnchorChoices,
    margin: float = CONTRAST_MARGIN,
    habit: float = 0.0,
) -> Overstemt:
    """Whether the team's kunnen may be said to drown out its willen.

    The scales must say so (contrast interval above `margin`, also without what a `habit` may have
    added, see `decide`; willen interval above 50) for at least
    10 respondents and half of the team (`participation` None: no rule), and at least 5 must have
    chosen answer (a) willen or (b) kunnen to the anchor question. Then the anchor decides: more (b)
    than (a) confirms, anything else contradicts. Source: statistiek §4.
    """
    scales_say_so = contrast_low - max(habit, 0.0) > margin and willen_low > 50
    enough = n >= ENOUGH and (participation is None or participation >= 0.5)
    if not (scales_say_so and enough and choices.willen + choices.kunnen >= _LEAST_CHOICES):
        return Overstemt.NOT_APPLICABLE
    return Overstemt.YES if choices.majority(kunnen=True) else Overstemt.CONTRADICTED
