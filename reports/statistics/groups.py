"""Means, and squares within, of many groups of people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reports.statistics.pooled_spread import MOST_DEVIATION, Within
from surveys.scoring.batch import Floats

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups as rows of one table, laid end to end. Somebody may be in several groups."""

    rows: Rows
    starts: Rows
    sizes: Rows

    @classmethod
    def of(cls, groups: Sequence[Rows]) -> Self:
        """At least one group. Raises ValueError on a group without people."""
        sizes = np.array([len(rows) for rows in groups], dtype=np.int64)
        if sizes.min() < 1:
            raise ValueError("a group without people")
        return cls(np.concatenate(groups), np.cumsum(sizes) - sizes, sizes)

    def means(self, values: Floats) -> list[float]:
        """Per group the mean of `values`, one per row of the table."""
        means: list[float] = self._means(values[self.rows]).tolist()
        return means

    def within(self, values: Floats, most: float = MOST_DEVIATION) -> Within:
        """The squares within the groups, deviations counted for at most `most` points: that of
        `pooled_spread.within`.
        """
        scores = values[self.rows]
        deviations = np.abs(scores - np.repeat(self._means(scores), self.sizes))
        squares = float(np.sum(np.minimum(deviations, most) ** 2))
        return Within(squares, len(scores) - len(self.sizes))

    def _means(self, scores: Floats) -> Floats:
        means: Floats = np.add.reduceat(scores, self.starts) / self.sizes
        return means
