"""Does a question mean the same in every group? Ordinal logistic regression per item.

Zumbo (1999): the step that somebody chose is explained by the own score on the element (1), then
also by the group (2), then also by group times score (3). Each model is a proportional-odds one.

    uniform      2 (logL2 - logL1)     groups - 1 degrees of freedom
    non-uniform  2 (logL3 - logL2)     groups - 1
    together     2 (logL3 - logL1)     2 (groups - 1); this p is judged, with Holm over all items

How large it is: the pseudo R^2 of model 3 minus that of model 1. With Nagelkerke's below .035 it is
negligible, from .070 large (Jodoin & Gierl 2001); McFadden's is told beside it.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import exp, fsum, log
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from reports.statistics.multiple import holm
from surveys.answer_files.research_packages import research_package
from surveys.scoring.batch import Floats
from surveys.scoring.rounding import NOISE

GROUP_MINIMUM: Final = 100
"""People per group: the least at which anything is told; Scott et al. (2009) advise 200."""
CELL_MINIMUM: Final = 5
"""Answers per step and group; steps with fewer are taken together with their neighbour, as in
`lordif` (Choi, Gibbons & Crane 2011)."""
NEGLIGIBLE: Final = 0.035
LARGE: Final = 0.070
SIGNIFICANCE: Final = 0.05


class Size(StrEnum):
    """How large a difference between groups is; not shown does not mean that there is none."""

    NOT_SHOWN = "niet_aangetoond"
    NEGLIGIBLE = "verwaarloosbaar"
    MODERATE = "matig"
    LARGE = "groot"


class NoDifReason(StrEnum):
    """Why nothing is told of an item."""

    ONE_STEP = "een_stap"
    NO_SPREAD = "geen_spreiding"
    NOT_CONVERGED = "geen_oplossing"


class NoDif(ValueError):
    """Nothing can be told of this item; `reason` says why."""

    def __init__(self, reason: NoDifReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Dif:
    """One item: log-likelihoods of the three models, tests and sizes. `judged` fills `p_holm` and
    `size`; until then p_holm is p.
    """

    code: str
    n: int
    steps: int
    log_likelihoods: tuple[float, float, float]
    uniform: float
    p_uniform: float
    non_uniform: float
    p_non_uniform: float
    together: float
    p: float
    p_holm: float
    mcfadden: float
    nagelkerke: float
    size: Size = Size.NOT_SHOWN


def dif(code: str, steps: NDArray[np.int64], matching: Floats, groups: Sequence[str]) -> Dif:
    """Compare the groups on one item: the steps as chosen (keyed or not), the score on the element
    that people are matched on (the item itself included, as Holland & Thayer 1988 advise), and the
    group of each. No missing values. Raises NoDif, NoPackage.
    """
    names = sorted(set(groups))
    member = np.array([[group == name for name in names[1:]] for group in groups], dtype=float)
    categories = merged_steps(steps, groups)
    number = int(categories.max()) + 1
    if number < 2:
        raise NoDif(NoDifReason.ONE_STEP)
    if np.ptp(matching) == 0 or len(names) < 2:
        raise NoDif(NoDifReason.NO_SPREAD)
    score = ((matching - matching.mean()) / matching.std())[:, None]
    first = log_likelihood(categories, score)
    second = log_likelihood(categories, np.hstack((score, member)))
    third = log_likelihood(categories, np.hstack((score, member, score * member)))
    freedom, empty, n = len(names) - 1, _empty(categories), len(categories)
    uniform, rest = max(2 * (second - first), 0.0), max(2 * (third - second), 0.0)
    p = float(chdtrc(2 * freedom, uniform + rest))
    return Dif(
        code=code,
        n=n,
        steps=number,
        log_likelihoods=(first, second, third),
        uniform=uniform,
        p_uniform=float(chdtrc(freedom, uniform)),
        non_uniform=rest,
        p_non_uniform=float(chdtrc(freedom, rest)),
        together=uniform + rest,
        p=p,
        p_holm=p,
        mcfadden=(first - third) / empty,
        nagelkerke=_nagelkerke(third, empty, n) - _nagelkerke(first, empty, n),
    )


def judged(results: Sequence[Dif]) -> tuple[Dif, ...]:
    """The same with p raised by Holm over all of them, and the size in words."""
    raised_p = holm({one.code: one.p for one in results}, family=len(results)) if results else {}
    return tuple(
        replace(one, p_holm=raised_p[one.code], size=_size(one.nagelkerke, raised_p[one.code]))
        for one in results
    )


def merged_steps(steps: NDArray[np.int64], groups: Sequence[str]) -> NDArray[np.int64]:
    """The steps as 0, 1, 2... in their order, those with fewer than `CELL_MINIMUM` answers in some
    group taken together with the next one; what is left over at the top joins the last.
    """
    member = np.asarray(groups)
    values = np.unique(steps)
    counts = np.array(
        [[int(((steps == v) & (member == g)).sum()) for v in values] for g in np.unique(member)]
    )
    place, new, totals = {}, 0, np.zeros(len(counts), dtype=np.int64)
    for at, value in enumerate(values.tolist()):
        place[value] = new
        totals += counts[:, at]
        if (totals >= CELL_MINIMUM).all():
            new, totals = new + 1, np.zeros(len(counts), dtype=np.int64)
    last = max(new - 1, 0)
    return np.array([min(place[value], last) for value in steps.tolist()])


def log_likelihood(steps: NDArray[np.int64], predictors: Floats) -> float:
    """The highest log-likelihood of a proportional-odds model. Raises NoDif, NoPackage."""
    models = research_package("statsmodels.miscmodels.ordinal_model")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whether it converged is looked at below
        fit = models.OrderedModel(steps, predictors, distr="logit").fit(
            method="bfgs", disp=0, maxiter=1000, gtol=1e-7, skip_hessian=True
        )
    tells_all = fit.llf > -NOISE * len(steps)  # then the best coefficient is infinite
    if not fit.mle_retvals["converged"] or not np.isfinite(fit.llf) or tells_all:
        raise NoDif(NoDifReason.NOT_CONVERGED)
    return float(fit.llf)


def _empty(steps: NDArray[np.int64]) -> float:
    """The log-likelihood of the model that knows only how often each step was chosen."""
    counts = np.bincount(steps).tolist()
    return fsum(count * log(count / len(steps)) for count in counts if count)


def _nagelkerke(likelihood: float, empty: float, n: int) -> float:
    """Nagelkerke (1991): the R^2 of Cox and Snell as a share of the most it can be."""
    return (1 - exp(2 * (empty - likelihood) / n)) / (1 - exp(2 * empty / n))


def _size(nagelkerke: float, p: float) -> Size:
    if p > SIGNIFICANCE:
        return Size.NOT_SHOWN
    if nagelkerke < NEGLIGIBLE:
        return Size.NEGLIGIBLE
    return Size.LARGE if nagelkerke >= LARGE else Size.MODERATE
