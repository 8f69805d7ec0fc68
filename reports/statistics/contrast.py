"""What may be said about willen against kunnen. Imports neither numpy nor scipy."""

from enum import StrEnum

from reports.statistics.types import Estimate

MARGIN = 5.0
MINIMUM = 7


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


def outcome(
    contrast: Estimate, *, minimum: int = MINIMUM, margin: float = MARGIN
) -> ContrastOutcome:
    """The whole decision table for the mean of willen minus kunnen per respondent.

    Row 0 first: under `minimum` respondents, or when all contrasts are equal (s = 0), nothing is
    said. Source: domain.md 4.5.
    """
    if contrast.n < minimum or contrast.sd == 0:
        return ContrastOutcome.NO_STATEMENT
    return decide(contrast.low, contrast.high, margin)


def decide(low: float, high: float, margin: float = MARGIN) -> ContrastOutcome:
    """Rows 1-6 of the decision table: the first that holds for the interval [low, high].

    `margin` is the smallest difference of interest, in points. Source: domain.md 4.5; Lakens (2018)
    for row 1. Raises ValueError when `low` lies above `high` or either is not a number.
    """
    if not low <= high:
        raise ValueError(f"[{low}, {high}] is no interval")
    rows = (
        (-margin < low and high < margin, ContrastOutcome.BALANCED),
        (low > margin, ContrastOutcome.KUNNEN_LAGS_CLEARLY),
        (low > 0, ContrastOutcome.KUNNEN_LAGS),
        (high < -margin, ContrastOutcome.WILLEN_LAGS_CLEARLY),
        (high < 0, ContrastOutcome.WILLEN_LAGS),
    )
    return next((row for holds, row in rows if holds), ContrastOutcome.UNDECIDED)


def overstemt(
    *,
    n: int,
    contrast_low: float,
    willen_low: float,
    participation: float | None,
    chose_willen: int,
    chose_kunnen: int,
    margin: float = MARGIN,
) -> Overstemt:
    """Whether the team's kunnen may be said to drown out its willen.

    The scales must say so (contrast interval above `margin`, willen interval above 50) for at least
    10 respondents and half of the team (`participation` None: no rule), and at least 5 must have
    chosen answer (a) willen or (b) kunnen to the anchor question. Then the anchor decides: more (b)
    than (a) confirms, anything else contradicts. Source: domain.md 4.5, decisions 4.
    """
    scales_say_so = contrast_low > margin and willen_low > 50
    enough = n >= 10 and (participation is None or participation >= 0.5)
    if not (scales_say_so and enough and chose_willen + chose_kunnen >= 5):
        return Overstemt.NOT_APPLICABLE
    return Overstemt.YES if chose_kunnen > chose_willen else Overstemt.CONTRADICTED
