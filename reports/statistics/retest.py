"""The same people twice, some weeks apart: how far one person's score moves while nobody changed.

Unlike internal consistency this also holds what differs between days, and it needs no agreement
between items: so it can be told of formative elements too (statistiek §6).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, fdtri

from surveys.scoring.batch import Floats
from surveys.scoring.rounding import NOISE


class NoDifferences(ValueError):
    """Nobody differs, from others or from the first time, so that nothing can be told."""


@dataclass(frozen=True, slots=True)
class Retest:
    """Two measurements of `n` people on one metric; points of 0-100.

    `shift` is the mean of second minus first; `sem` the error of one measurement with its interval;
    `icc_c` is the consistency and `icc_a` the absolute agreement of one measurement (proportions,
    both may be negative), all intervals at 95 %.
    """

    n: int
    shift: float
    sem: float
    sem_low: float
    sem_high: float
    icc_c: float
    icc_c_low: float
    icc_c_high: float
    icc_a: float
    icc_a_low: float
    icc_a_high: float


def complete_pairs(first: Floats, second: Floats) -> NDArray[np.bool_]:
    """Which people answered all items both times; item scores, one row per person, nan missing."""
    complete: NDArray[np.bool_] = np.asarray(~np.isnan(first + second).any(axis=1))
    return complete


def retest(first: Floats, second: Floats) -> Retest:
    """Analysis of variance of people by two occasions; one score per person and occasion, no nan.

    SEM = SD(second - first) / sqrt(2), the root of the residual mean square (Hopkins 2000; De Vet,
    Terwee, Knol & Bouter 2006, SEM of consistency): a shift of everybody alike is no error of one
    person. Its interval is that of a variance with n - 1 degrees of freedom. ICC(C,1) and ICC(A,1)
    with their intervals: McGraw & Wong (1996), tables 4 and 7; `psych::ICC` calls them ICC3 and
    ICC2. Raises NoDifferences where no variance is left to divide by, ValueError under two people.
    """
    n = len(first)
    if n < 2 or len(second) != n:
        raise ValueError(f"a retest needs two scores of at least 2 people, not of {n}")
    change = second - first
    error = float(change.var(ddof=1)) / 2
    people = 2 * float(((first + second) / 2).var(ddof=1))
    shift = float(change.mean())
    occasions = n * shift**2 / 2
    if error < NOISE or people < NOISE:
        raise NoDifferences("no variance between people or between occasions")
    icc_c = (people - error) / (people + error)
    icc_a = (people - error) / (people + error + 2 * (occasions - error) / n)
    c_low, c_high = _consistency_interval(people / error, n)
    a_low, a_high = _agreement_interval(people, occasions, error, icc_a, n)
    return Retest(
        n=n,
        shift=shift,
        sem=sqrt(error),
        sem_low=sqrt(error * (n - 1) / float(chdtri(n - 1, 0.025))),
        sem_high=sqrt(error * (n - 1) / float(chdtri(n - 1, 0.975))),
        icc_c=icc_c,
        icc_c_low=c_low,
        icc_c_high=c_high,
        icc_a=icc_a,
        icc_a_low=a_low,
        icc_a_high=a_high,
    )


def _consistency_interval(f: float, n: int) -> tuple[float, float]:
    low, high = f / float(fdtri(n - 1, n - 1, 0.975)), f * float(fdtri(n - 1, n - 1, 0.975))
    return (low - 1) / (low + 1), (high - 1) / (high + 1)


def _agreement_interval(
    people: float, occasions: float, error: float, icc: float, n: int
) -> tuple[float, float]:
    """Satterthwaite's degrees of freedom, for two occasions (McGraw & Wong 1996, table 7)."""
    ratio = occasions / error
    weight = n * (1 + icc) - 2 * icc
    freedom = (
        (n - 1) * (2 * icc * ratio + weight) ** 2 / ((n - 1) * 4 * icc**2 * ratio**2 + weight**2)
    )
    low = float(fdtri(n - 1, freedom, 0.975))
    high = float(fdtri(freedom, n - 1, 0.975))
    rest = 2 * occasions + (n - 2) * error
    return (
        n * (people - low * error) / (low * rest + n * people),
        n * (high * people - error) / (rest + n * high * people),
    )
