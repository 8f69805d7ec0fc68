"""The measurement errors of a retest, from the scores of the same people on two occasions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from reports.disclosure.quality import hundredths, n_band
from reports.disclosure.retest import (
    LEAST_SQUARES_OF_OTHERS,
    LEAST_SQUARES_OF_PEOPLE,
    PublishedRetest,
    RetestElement,
)
from reports.statistics.groups import Groups, Rows
from reports.statistics.retest import NoDifferences, complete_pairs, retest
from reports.statistics.sem import RETEST_MINIMUM
from surveys.instruments.elements import Element, Outcome
from surveys.scoring.batch import Batch, Floats
from surveys.scoring.rounding import NOISE

_KNOWN = 2  # people whose own differences may be known to who reads


@dataclass(frozen=True, slots=True)
class Pairs:
    """The people who answered twice: per lowest group their rows in the first and in the second
    batch, one person per row of the table.
    """

    first: Batch
    second: Batch
    groups: Sequence[Rows]


def published_retest(pairs: Pairs) -> PublishedRetest:
    """What may be told of each element and outcome, over the people who answered all its questions
    both times; nothing under 50 of them, and nothing that tells how close people are to each other.
    """
    metrics = (*Element, *Outcome)
    return PublishedRetest(tuple(_element(str(metric), pairs) for metric in metrics))


def _element(metric: str, pairs: Pairs) -> RetestElement:
    groups = [group for group in pairs.groups if len(group)]
    if not groups:
        return RetestElement(metric)
    rows = np.concatenate(groups)
    then, now = pairs.first.items(metric)[rows[:, 0]], pairs.second.items(metric)[rows[:, 1]]
    complete = complete_pairs(then, now)
    n = int(complete.sum())
    if n < RETEST_MINIMUM or not then.shape[1]:
        return RetestElement(metric)
    first, second = then[complete].mean(axis=1), now[complete].mean(axis=1)
    try:
        figures = retest(first, second)
    except NoDifferences:
        return RetestElement(metric)
    if _squares_of_others(second - first) < LEAST_SQUARES_OF_OTHERS:
        return RetestElement(metric)
    band, sem = n_band(n), ceil(figures.sem - NOISE)
    team = np.repeat(np.arange(len(groups)), [len(group) for group in groups])[complete]
    if _squares_within((first + second) / 2, team) < LEAST_SQUARES_OF_PEOPLE:
        return RetestElement(metric, band, sem)
    return RetestElement(
        metric,
        band,
        sem,
        hundredths(figures.icc_c),
        hundredths(figures.icc_c_low),
        hundredths(figures.icc_c_high),
    )


def _squares_of_others(change: Floats) -> float:
    """The squares of the differences around their mean, without the two that lie farthest off."""
    farthest = np.argsort(np.abs(change - change.mean()), kind="stable")
    others = change[farthest[:-_KNOWN]]
    return float(np.sum((others - others.mean()) ** 2))


def _squares_within(scores: Floats, team: Rows) -> float:
    """Deviations from the own team, as they are (points squared)."""
    groups = [np.flatnonzero(team == one) for one in np.unique(team)]
    return Groups.of(groups).within(scores, most=inf).squares
