"""Omega: the share of a mean's variance that one common factor explains, or why it has none.

One factor is fitted to the covariances of the items by unweighted least squares (minres, Harman
& Jones 1966): the loadings that minimise the sum over i < j of (s_ij - l_i l_j)^2, with unique
variances theta_j = s_jj - l_j^2. Then

    omega = (sum l)^2 / ((sum l)^2 + sum theta)          model-implied total variance

Source: McDonald (1999); statistiek §6 (the solution counts only where the gradient
vanishes).
"""

from enum import StrEnum

import numpy as np

from reports.statistics.reliability import complete_cases
from surveys.scoring.batch import Floats
from surveys.scoring.rounding import NOISE

_SWEEPS = 20_000
_TOLERANCE = 1e-12
_WORST_RESIDUAL = 0.08


class NoOmegaReason(StrEnum):
    """Why omega cannot be determined."""

    TOO_FEW_ITEMS = "te_weinig_items"
    NO_SPREAD = "geen_spreiding"
    NOT_CONVERGED = "geen_oplossing"
    HEYWOOD = "negatieve_restvariantie"
    NO_FIT = "een_factor_past_niet"
    NEGATIVE_ALPHA = "alpha_niet_positief"


class NoOmega(ValueError):
    """Omega cannot be determined; `reason` says why."""

    def __init__(self, reason: NoOmegaReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def omega(scores: Floats) -> float:
    """Omega of item scores (rows respondents, columns items, nan missing; complete cases).

    Raises NoOmega with its reason: fewer than three items, an item without spread, no vanishing
    gradient, a negative unique variance (Heywood case), or one factor that does not fit: the root
    mean square of the residual correlations between items, SRMR without the diagonal, above .08 (Hu
    & Bentler 1999). Three items always fit exactly, so for them that check is empty.
    """
    complete = complete_cases(scores)
    if complete.shape[1] < 3:
        raise NoOmega(NoOmegaReason.TOO_FEW_ITEMS)
    if len(complete) < 2 or (np.ptp(complete, axis=0) == 0).any():
        raise NoOmega(NoOmegaReason.NO_SPREAD)
    covariances = np.cov(complete, rowvar=False)
    loadings = one_factor(covariances)
    variances = np.diag(covariances)
    unique = variances - loadings**2
    if (unique < -NOISE * variances).any():
        raise NoOmega(NoOmegaReason.HEYWOOD)
    if residual(covariances, loadings) > _WORST_RESIDUAL:
        raise NoOmega(NoOmegaReason.NO_FIT)
    return explained_share(covariances, loadings)


def explained_share(covariances: Floats, loadings: Floats) -> float:
    """Omega from the loadings, whether one factor fits or not: the formula above."""
    common = float(loadings.sum()) ** 2
    return common / (common + float(np.diag(covariances).sum() - loadings @ loadings))


def one_factor(covariances: Floats) -> Floats:
    """The loadings of one factor by unweighted least squares, in the units of the items.

    Each loading in turn is set to its best value given the others, l_i = sum s_ij l_j / sum l_j^2
    over j other than i, until the gradient vanishes. Raises NoOmega when it does not.
    """
    scale = float(np.diag(covariances).mean())
    off_diagonal = covariances / scale
    np.fill_diagonal(off_diagonal, 0.0)
    values, vectors = np.linalg.eigh(covariances / scale)
    # The first principal component is a good first guess of the factor.
    loadings = np.asarray(vectors[:, -1] * np.sqrt(values[-1]))
    for _ in range(_SWEEPS):
        for item in range(len(loadings)):
            rest = float(loadings @ loadings) - loadings[item] ** 2
            if rest > 0:
                loadings[item] = off_diagonal[item] @ loadings / rest
        if np.abs(_gradient(off_diagonal, loadings)).max() < _TOLERANCE:
            sign = -1.0 if loadings.sum() < 0 else 1.0
            return np.asarray(sign * np.sqrt(scale) * loadings)
        if (np.abs(loadings) > 1e3).any():
            break
    raise NoOmega(NoOmegaReason.NOT_CONVERGED)


def residual(covariances: Floats, loadings: Floats) -> float:
    """The root mean square of the residual correlations between different items."""
    spread = np.sqrt(np.diag(covariances))
    residuals = (covariances - np.outer(loadings, loadings)) / np.outer(spread, spread)
    pairs = np.triu_indices(len(loadings), k=1)
    return float(np.sqrt(np.mean(residuals[pairs] ** 2)))


def _gradient(off_diagonal: Floats, loadings: Floats) -> Floats:
    """Half the gradient of the sum of squared residuals off the diagonal."""
    return np.asarray(loadings * (loadings @ loadings) - loadings**3 - off_diagonal @ loadings)
