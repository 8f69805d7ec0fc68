"""How far the members of a team give the same answers: rwg(j) over items, rwg of one score."""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reports.statistics.types import Closeness, TooFew


class Null(StrEnum):
    """How answers would fall if members had nothing in common."""

    UNIFORM = "gelijkmatig"
    SKEWED = "licht_scheef"


class Agreement(StrEnum):
    """Labels of LeBreton & Senter (2008): a habit, not a law."""

    NONE = "geen"
    WEAK = "zwak"
    MODERATE = "matig"
    STRONG = "sterk"
    VERY_STRONG = "zeer_sterk"


SKEWED_FIVE = 1.34
EVEN_SCORES: Final = 100**2 / 12  # the variance of scores spread evenly over 0-100


def rwg_j(answers: NDArray[np.float64], *, steps: int = 5, null: Null = Null.UNIFORM) -> float:
    """Agreement over J items answered on `steps` steps, 0-1; rises with J.

    rwg(j) = J (1 - q) / (J (1 - q) + q), q = mean item variance (n-1) / null variance; the uniform
    null has variance (A^2 - 1)/12, the slightly skewed one 1.34 for five steps. What falls outside
    0-1 is 0. `answers` has one row per member, one column per item, steps as chosen, none missing.
    Sources: James, Demaree & Wolf (1984); LeBreton & Senter (2008); domain.md 4.10. Raises TooFew
    under two members, ValueError for the skewed null on other scales.
    """
    members, items = answers.shape
    if members < 2:
        raise TooFew(members, 2)
    ratio = float(answers.var(axis=0, ddof=1).mean()) / null_variance(steps, null)
    scaled = items * (1 - ratio)
    if scaled + ratio == 0:
        return 0.0
    value = scaled / (scaled + ratio)
    return value if 0 <= value <= 1 else 0.0


def rwg_score(sd: float) -> float:
    """Agreement on one score of 0-100 with standard deviation `sd`, 0-1: 1 - sd^2 / (100^2 / 12).

    The single-score form of rwg with evenly spread scores as null (James, Demaree & Wolf 1984), for
    where only the published spread of a group is known. Negative values are 0.
    """
    return max(0.0, 1 - sd**2 / EVEN_SCORES)


def null_variance(steps: int, null: Null) -> float:
    """The variance of one answer without any agreement, in squared steps."""
    if null is Null.UNIFORM:
        return (steps**2 - 1) / 12
    if steps != 5:
        raise ValueError("the skewed null is known for five steps only")
    return SKEWED_FIVE


def label(value: float) -> Agreement:
    """The label of an rwg(j): up to .30 none, .50 weak, .70 moderate, .90 strong."""
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
