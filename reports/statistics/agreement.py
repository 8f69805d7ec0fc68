"""How far the members of a team give the same answers: rwg(j)."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reports.statistics.types import TooFew


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
