"""The reliability of willen, kunnen and their contrast in one sample of respondents."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reports.statistics.quality import SHOWN_FROM
from reports.statistics.reliability import composite_reliability, contrast_reliability
from reports.statistics.sem import SemTable
from reports.statistics.types import TooFew


@dataclass(frozen=True, slots=True)
class CompositeReliability:
    """Reliabilities over `n` respondents with all seven elements, and the correlation r(W, K).

    They rest on the SEM of the elements; what those rest on stands in `SemTable.origins`.
    """

    n: int
    willen: float
    kunnen: float
    contrast: float
    correlation: float


def composite_reliabilities(
    willen: Sequence[float],
    kunnen: Sequence[float],
    *,
    sems: SemTable,
    minimum: int = SHOWN_FROM,
) -> CompositeReliability:
    """Stratified reliabilities from the willen and kunnen scores of the same respondents.

    A contrast is less reliable than its parts the more these go together. Source: domain.md 4.7.
    Raises TooFew under `minimum` respondents, NoSpread when willen or kunnen do not vary.
    """
    n = len(willen)
    if n < max(minimum, 2):
        raise TooFew(n, max(minimum, 2))
    sd_willen, sd_kunnen = float(np.std(willen, ddof=1)), float(np.std(kunnen, ddof=1))
    rho_willen = composite_reliability(sems.of("willen"), sd_willen)
    rho_kunnen = composite_reliability(sems.of("kunnen"), sd_kunnen)
    correlation = float(np.corrcoef(willen, kunnen)[0, 1])
    rho_contrast = contrast_reliability(
        rho_willen, rho_kunnen, sd_willen=sd_willen, sd_kunnen=sd_kunnen, correlation=correlation
    )
    return CompositeReliability(n, rho_willen, rho_kunnen, rho_contrast, correlation)
