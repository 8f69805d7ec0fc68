"""Willen and kunnen as means of element scores, and the contrast between them.

Means of elements, not of items: the number of items per element must not become a weight
(statistiek §1). Equal weights, which are robust in small samples (Dawes 1979).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from surveys.instruments.elements import KUNNEN, WILLEN


@dataclass(frozen=True, slots=True)
class CompositeRule:
    """A mean of element scores, if at least `need` of them exist."""

    name: str
    parts: tuple[str, ...]
    need: int


WILLEN_RULE = CompositeRule("willen", tuple(element.value for element in WILLEN), need=2)
KUNNEN_RULE = CompositeRule("kunnen", tuple(element.value for element in KUNNEN), need=3)
CONTRAST = "contrast"


def mean_of_present(values: Iterable[float | None], need: int) -> float | None:
    """The mean of the values that exist, or None when fewer than `need` do (never 0).

    Adds from left to right: the vectorised path adds in the same order and gets the same bits.
    """
    present = [value for value in values if value is not None]
    if not present or len(present) < need:
        return None
    total = 0.0
    for value in present:
        total += value
    return total / len(present)


def contrast(willen: float | None, kunnen: float | None, *, complete: bool) -> float | None:
    """Willen minus kunnen, -100 to 100, only when all seven element scores exist."""
    if willen is None or kunnen is None or not complete:
        return None
    return willen - kunnen
