"""The reliability report of an element, or the reason why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.statistics.omega import NoOmega, NoOmegaReason, omega
from reports.statistics.reliability import (
    NoSpread,
    complete_cases,
    cronbach_alpha,
    feldt_interval,
    item_rest_correlations,
    standard_error,
)
from reports.statistics.sem import REFERENCE_MINIMUM
from reports.statistics.types import Refusal
from surveys.instruments.elements import FORMATIVE

SHOWN_FROM = 50


@dataclass(frozen=True, slots=True)
class Reliability:
    """The consistency of one element over `n` complete respondents, scores 0-100.

    `omega` is None with its reason beside it; `sem` is None when alpha is no share of variance (see
    `standard_error`). `item_rest` follows the items; None means an item without spread. `floor` and
    `ceiling` are the shares with the lowest and the highest score.
    """

    metric: str
    n: int
    items: int
    mean: float
    sd: float
    alpha: float
    alpha_low: float
    alpha_high: float
    omega: float | None
    no_omega: NoOmegaReason | None
    item_rest: tuple[float | None, ...]
    sem: float | None
    floor: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class NoReliability:
    """No report for this element: `n` complete respondents and the reason."""

    metric: str
    n: int
    reason: Refusal


def reliability(
    metric: str, scores: NDArray[np.float64], *, minimum: int = SHOWN_FROM
) -> Reliability | NoReliability:
    """The report over item scores 0-100 (rows respondents, columns items, nan missing).

    Refused for a formative element (its items cause the score and need not agree), under two items
    and under `minimum` complete respondents (statistiek §6).
    """
    complete = complete_cases(scores)
    respondents, items = complete.shape
    refusal = _refusal(metric, respondents, items, minimum)
    if refusal is not None:
        return NoReliability(metric, respondents, refusal)
    try:
        return _report(metric, complete)
    except NoSpread:
        return NoReliability(metric, respondents, Refusal.NO_SPREAD)


def measured_sems(reports: Iterable[Reliability | NoReliability]) -> dict[str, float]:
    """The SEM per element or outcome that may serve as reference: from 100 complete respondents on
    (one measurement each), and only where alpha gives one (statistiek §6, §5, §2, §4).
    """
    return {
        report.metric: report.sem
        for report in reports
        if isinstance(report, Reliability)
        and report.n >= REFERENCE_MINIMUM
        and report.sem is not None
    }


def _refusal(metric: str, respondents: int, items: int, minimum: int) -> Refusal | None:
    if metric in FORMATIVE:
        return Refusal.FORMATIVE
    if items < 2:
        return Refusal.TOO_FEW_ITEMS
    return Refusal.TOO_FEW if respondents < max(minimum, 2) else None


def _report(metric: str, complete: NDArray[np.float64]) -> Reliability:
    respondents, items = complete.shape
    alpha = cronbach_alpha(complete)
    low, high = feldt_interval(alpha, respondents, items)
    total, no_omega = _omega(complete, alpha)
    means = complete.mean(axis=1)
    sd = float(means.std(ddof=1))
    return Reliability(
        metric=metric,
        n=respondents,
        items=items,
        mean=float(means.mean()),
        sd=sd,
        alpha=alpha,
        alpha_low=low,
        alpha_high=high,
        omega=total,
        no_omega=no_omega,
        item_rest=item_rest_correlations(complete),
        sem=standard_error(sd, alpha),
        floor=float(np.mean((complete == 0).all(axis=1))),
        ceiling=float(np.mean((complete == 100).all(axis=1))),
    )


def _omega(
    complete: NDArray[np.float64], alpha: float
) -> tuple[float | None, NoOmegaReason | None]:
    if alpha <= 0:  # loadings of both signs: the sum of the items is no measure of their factor
        return None, NoOmegaReason.NEGATIVE_ALPHA
    try:
        return omega(complete), None
    except NoOmega as failure:
        return None, failure.reason
