"""How each item of a questionnaire behaved, and how precise a score is at its own height.

Item scores are 0-100 after keying, so high helps the behaviour and a ceiling is the best there is.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from reports.statistics.item_quality import item_use
from reports.statistics.reliability import complete_cases, item_rest_correlations
from surveys.instruments.elements import FORMATIVE, Element
from surveys.scoring.batch import Batch, Floats
from surveys.scoring.rounding import NOISE

ITEM_END: Final = 0.40
"""The share of one end of a scale from which an item is marked (research §3.9)."""
SCORE_END: Final = 0.15
"""The share of people at one end of a score from which it is marked (Terwee et al. 2007)."""
LEVELS: Final = ((0, 20), (20, 40), (40, 60), (60, 80), (80, 100))
LEVEL_MINIMUM: Final = 20
"""People at one height; an own choice: under it a variance is hardly known to a factor 1.5."""


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item: points 0-100, shares 0-1. `skew` is m3 / s^3 (s with n - 1), the default of R's
    `psych::describe`; `item_rest` is of complete cases of a reflective element, else None.
    """

    code: str
    element: Element
    n: int
    missing: float
    mean: float
    sd: float
    skew: float | None
    lowest: float
    highest: float
    item_rest: float | None


@dataclass(frozen=True, slots=True)
class LevelError:
    """The SEM of the people whose score lies from `low` to `high` (the upper end belongs to the
    next level, 100 to the last); None under `LEVEL_MINIMUM` people.
    """

    low: int
    high: int
    n: int
    sem: float | None


def item_figures(batch: Batch) -> tuple[ItemFigures, ...]:
    """Every item of an element that somebody answered, in the order of the elements."""
    uses = {use.code: use for use in item_use(batch)}
    rows = []
    for element in Element:
        scores = batch.items(element)
        items = batch.instrument.items_of(element)
        rest = _item_rest(element, scores)
        for at, item in enumerate(items):
            use, values = uses[item.code], scores[:, at][~np.isnan(scores[:, at])]
            if len(values) < 2:
                continue
            rows.append(
                ItemFigures(
                    code=item.code,
                    element=element,
                    n=use.n,
                    missing=use.missing,
                    mean=float(values.mean()),
                    sd=float(values.std(ddof=1)),
                    skew=skewness(values),
                    lowest=use.lowest,
                    highest=use.highest,
                    item_rest=rest[at],
                )
            )
    return tuple(rows)


def skewness(values: Floats) -> float | None:
    """m3 / s^3 with s over n - 1 (Joanes & Gill 1998, b1); None without spread."""
    sd = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return float(((values - values.mean()) ** 3).mean()) / sd**3 if sd > NOISE else None


def errors_by_level(scores: Floats) -> tuple[LevelError, ...]:
    """The SEM of an element at each height, from item scores (rows respondents, nan missing).

    The residuals of people by items, x_ij - x_i. - x_.j + x.., are the error in the analysis of
    variance of Hoyt (1941), whose mean square over k is s^2 (1 - alpha). Taken over the people of
    one height instead of over all they give the SEM there (Feldt, Steffen & Gupta 1985):

        SEM^2 = n / (n - 1) * mean over those people of sum_j r_ij^2 / (k (k - 1))

    At a ceiling it falls: who ticks the last step everywhere leaves no residual but that of the
    items. Raises ValueError under two items or two complete respondents.
    """
    complete = complete_cases(scores)
    n, items = complete.shape
    if n < 2 or items < 2:
        raise ValueError(f"errors need 2 items and 2 respondents, not {items} and {n}")
    own = complete.mean(axis=1)
    residuals = complete - own[:, None] - complete.mean(axis=0) + complete.mean()
    errors = (residuals**2).sum(axis=1) / (items * (items - 1)) * n / (n - 1)
    return tuple(
        LevelError(low, high, int(here.sum()), _root(errors[here]))
        for low, high in LEVELS
        for here in [(own >= low - NOISE) & ((own < high - NOISE) | (high == LEVELS[-1][1]))]
    )


def ends(scores: Floats) -> tuple[float, float]:
    """The shares of people with the lowest and the highest score there is."""
    own = complete_cases(scores).mean(axis=1)
    return float((own < NOISE).mean()), float((own > 100 - NOISE).mean())


def _root(errors: Floats) -> float | None:
    return sqrt(float(errors.mean())) if len(errors) >= LEVEL_MINIMUM else None


def _item_rest(element: Element, scores: Floats) -> tuple[float | None, ...]:
    nothing: tuple[float | None, ...] = (None,) * scores.shape[1]
    if element in FORMATIVE or scores.shape[1] < 2 or len(complete_cases(scores)) < 2:
        return nothing
    return item_rest_correlations(scores)
