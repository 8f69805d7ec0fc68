"""Mean and standard deviation of many groups of people at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reports.statistics.types import TooFew

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups as rows of one table, laid end to end. Somebody may be in several groups."""

    rows: Rows
    starts: Rows
    sizes: Rows

    @classmethod
    def of(cls, groups: Sequence[Rows]) -> Self:
        """At least one group. Raises TooFew on a group of under two people."""
        sizes = np.array([len(rows) for rows in groups], dtype=np.int64)
        if sizes.min() < 2:
            raise TooFew(int(sizes.min()), 2)
        return cls(np.concatenate(groups), np.cumsum(sizes) - sizes, sizes)

    def spreads(self, values: Floats) -> Iterator[tuple[float, float]]:
        """Per group the mean and the standard deviation (n - 1) of `values`, one per row."""
        scores = values[self.rows]
        means = np.add.reduceat(scores, self.starts) / self.sizes
        squares = np.add.reduceat((scores - np.repeat(means, self.sizes)) ** 2, self.starts)
        deviations = np.sqrt(squares / (self.sizes - 1))
        return zip(means.tolist(), deviations.tolist(), strict=True)
