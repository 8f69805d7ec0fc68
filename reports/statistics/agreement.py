"""How far the members of a team give the same answers: rwg of one score."""

from enum import StrEnum
from typing import Final

from reports.statistics.types import Closeness


class Agreement(StrEnum):
    """Labels of LeBreton & Senter (2008): a habit, not a law."""

    NONE = "geen"
    WEAK = "zwak"
    MODERATE = "matig"
    STRONG = "sterk"
    VERY_STRONG = "zeer_sterk"


EVEN_SCORES: Final = 100**2 / 12  # the variance of scores spread evenly over 0-100


def rwg_score(sd: float) -> float:
    """Agreement on one score of 0-100 with standard deviation `sd`, 0-1: 1 - sd^2 / (100^2 / 12).

    The single-score form of rwg with evenly spread scores as null (James, Demaree & Wolf 1984), for
    where only the published spread of a group is known. Negative values are 0.
    """
    return max(0.0, 1 - sd**2 / EVEN_SCORES)


def label(value: float) -> Agreement:
    """The label of an rwg: up to .30 none, .50 weak, .70 moderate, .90 strong."""
    bounds = (
        (0.30, Agreement.NONE),
        (0.50, Agreement.WEAK),
        (0.70, Agreement.MODERATE),
        (0.90, Agreement.STRONG),
    )
    return next((name for bound, name in bounds if value <= bound), Agreement.VERY_STRONG)


def closeness(sd: float) -> Closeness:
    """What may be said of scores of 0-100 with this standard deviation: close where the agreement
    is strong (over .70), divided where there is none (.30 or less), else nothing in particular.
    """
    found = label(rwg_score(sd))
    if found in (Agreement.STRONG, Agreement.VERY_STRONG):
        return Closeness.CLOSE
    return Closeness.DIVIDED if found is Agreement.NONE else Closeness.BETWEEN
