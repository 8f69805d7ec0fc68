"""How much each predictor goes together with an outcome, where the predictors go together as well.

LMG (Lindeman, Merenda & Gold 1980; the "general dominance" of Azen & Budescu 2003): what a
predictor adds to R^2, averaged over all orders in which predictors can enter a regression:

    LMG_j = sum over S without j of  |S|! (k - 1 - |S|)! / k!  (R^2(S + j) - R^2(S))

The values add up to R^2 of all predictors and are never negative. R^2(S) = r_S' R_SS^-1 r_S from
correlations. With seven predictors these are 127 regressions, so nothing need be approximated.
Ranks come from a bootstrap of people (Gromping 2006). Statistiek §13.
"""

from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Final, Self

import numpy as np
from scipy.special import fdtrc

from surveys.scoring.batch import Floats

SAMPLES: Final = 500
LEVEL: Final = 0.99
_MOST_BLOCKS: Final = 1_000
_BLOCKS_AT_ONCE: Final = 100
_NO_SPREAD: Final = 1e-9  # points squared
_LEAST_EIGENVALUE: Final = 1e-8  # of correlations of predictors: under it one follows from others


class NotEstimable(ValueError):
    """A predictor or outcome without spread, or a predictor that follows from the others."""


@dataclass(frozen=True, slots=True)
class Importance:
    """Per predictor, in the order given: its LMG, the range of its bootstrap ranks (1 is the
    highest; 99 %), and whether its own correlation with the outcome is above 0 in nearly all
    bootstrap samples (99.5 %). `r2` is that of all predictors together and `p` that of its F test,
    on `n` people.
    """

    n: int
    r2: float
    p: float
    lmg: tuple[float, ...]
    ranks: tuple[tuple[int, int], ...]
    positive: tuple[bool, ...]


def lmg(correlations: Floats) -> Floats:
    """LMG of the first k variables for the last one, for a stack of correlation matrices
    (..., k + 1, k + 1); the result is (..., k).
    """
    k = correlations.shape[-1] - 1
    r2: dict[tuple[int, ...], Floats] = {(): np.zeros(correlations.shape[:-2])}
    for size in range(1, k + 1):
        for subset in combinations(range(k), size):
            among = correlations[..., subset, :][..., :, subset]
            outcome = correlations[..., subset, k]
            slopes = np.linalg.solve(among, outcome[..., np.newaxis])[..., 0]
            r2[subset] = (outcome * slopes).sum(axis=-1)
    gains = np.zeros((*correlations.shape[:-2], k))
    for subset, share in r2.items():
        for j in set(range(k)).difference(subset):
            orders = factorial(len(subset)) * factorial(k - 1 - len(subset))
            gain = r2[tuple(sorted((*subset, j)))] - share
            gains[..., j] += gain * orders / factorial(k)
    return gains


@dataclass(frozen=True, slots=True)
class _Blocks:
    """People taken together in blocks that are drawn as one: as many as there are people, or a
    thousand. Per block its size, the sums of the variables and those of their products. The order
    of people is by lot, so a block is no team.
    """

    sizes: Floats
    sums: Floats
    products: Floats

    @classmethod
    def of(cls, table: Floats) -> Self:
        n = len(table)
        starts = np.unique(np.linspace(0, n, min(n, _MOST_BLOCKS), endpoint=False).astype(int))
        deviations = table - table.mean(axis=0)
        sums = np.add.reduceat(deviations, starts)
        products = np.empty((len(starts), table.shape[1] ** 2))
        ends = np.append(starts, n)
        for first in range(0, len(starts), _BLOCKS_AT_ONCE):  # all at once would fill the memory
            last = min(first + _BLOCKS_AT_ONCE, len(starts))
            part = deviations[ends[first] : ends[last]]
            squares = (part[:, :, np.newaxis] * part[:, np.newaxis, :]).reshape(len(part), -1)
            products[first:last] = np.add.reduceat(squares, starts[first:last] - ends[first])
        return cls(np.diff(ends).astype(float), sums, products)

    def correlations(self, counts: Floats) -> Floats:
        """Correlation matrices of samples that hold each block so often (samples by blocks).
        Raises NotEstimable as `importance`.
        """
        sizes, variables = (counts @ self.sizes)[:, np.newaxis], self.sums.shape[1]
        means = counts @ self.sums / sizes
        squares = (counts @ self.products / sizes).reshape(-1, variables, variables)
        covariances = squares - means[:, :, np.newaxis] * means[:, np.newaxis, :]
        variances = np.diagonal(covariances, axis1=1, axis2=2)
        if np.any(variances <= _NO_SPREAD):
            raise NotEstimable("a variable without spread")
        spread = np.sqrt(variances)
        matrices: Floats = covariances / (spread[:, :, np.newaxis] * spread[:, np.newaxis, :])
        if np.linalg.eigvalsh(matrices[:, :-1, :-1]).min() < _LEAST_EIGENVALUE:
            raise NotEstimable("a predictor follows from the others")
        return matrices

    def drawn(self, seed: int) -> Floats:
        """How often each block is in each bootstrap sample."""
        random, blocks = np.random.default_rng(seed), len(self.sizes)
        rows = random.integers(blocks, size=(SAMPLES, blocks))
        rows += blocks * np.arange(SAMPLES)[:, np.newaxis]
        counts = np.bincount(rows.ravel(), minlength=SAMPLES * blocks)
        return counts.reshape(SAMPLES, blocks).astype(float)


def importance(predictors: Floats, outcome: Floats, seed: int) -> Importance:
    """Of people (rows) by predictors (columns), any unit; `seed` makes the bootstrap repeatable.

    Raises NotEstimable where there is no single answer, in all people or in a bootstrap sample.
    """
    blocks = _Blocks.of(np.column_stack([predictors, outcome]))
    n, k = predictors.shape
    values = lmg(blocks.correlations(np.ones((1, len(blocks.sizes)))))[0]
    samples = blocks.correlations(blocks.drawn(seed))
    r2 = float(values.sum())
    ranks = np.argsort(np.argsort(-lmg(samples), axis=1), axis=1) + 1
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="nearest")
    f = (r2 / k) / ((1 - r2) / (n - k - 1)) if r2 < 1 else np.inf
    return Importance(
        n=n,
        r2=r2,
        p=float(fdtrc(k, n - k - 1, f)),
        lmg=tuple(values.tolist()),
        ranks=tuple(zip(low.astype(int).tolist(), high.astype(int).tolist(), strict=True)),
        positive=tuple(((samples[:, :k, k] > 0).mean(axis=0) >= 1 - tail).tolist()),
    )
