"""How carefully people answered, over everybody of a wave: agreeing with both sides, and halves of
an element that contradict each other.

Facts about a wave as a whole. Nobody is left out because of them, and of one person they say little
(research §3.9).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from surveys.instruments.elements import Element
from surveys.scoring.batch import Batch, Floats

MIDDLE: Final = 50.0
LEAST_ELEMENTS: Final = 5
"""Over fewer elements a correlation within one person says nothing."""
INCONSISTENT_UNDER: Final = 0.3
"""Even-odd consistency of one person, raised to the full length (Curran 2016)."""

_PEOPLE_AT_ONCE: Final = 10_000  # all at once would fill the memory


def both_sides(batch: Batch) -> tuple[int, int]:
    """How many agreed with both of two opposites, and of how many that could be seen: a habit of
    answering high, from opposite keys (Baumgartner & Steenkamp 2001).

    Counted are those who answered questions of both keys in one element. They agreed with both when
    their raw answers lie above the middle of the scale on the questions keyed "+" and, on average,
    on those keyed "-" as well. Answers weigh per element and key alike.
    """
    agreed_with, agreed_against = _raw_means(batch, "+"), _raw_means(batch, "-")
    has_both: NDArray[np.bool_] = ~np.isnan(agreed_with) & ~np.isnan(agreed_against)
    both = has_both & (agreed_with > MIDDLE) & (agreed_against > MIDDLE)
    return int(both.sum()), int(has_both.sum())


def even_odd(batch: Batch) -> tuple[int, int]:
    """How many contradicted themselves between halves of elements, and of how many that could be
    looked at.

    Each element is cut in its odd and its even questions; per person the two are correlated over
    elements and raised to the full length by 2r / (1 + r) (Johnson 2005; Meade & Craig 2012).
    """
    halves = [_halves(batch.items(element)) for element in Element]
    odd, even = (np.column_stack(columns) for columns in zip(*halves, strict=True))
    parts = (np.array_split(half, len(batch) // _PEOPLE_AT_ONCE + 1) for half in (odd, even))
    consistency = np.concatenate([even_odd_consistency(*part) for part in zip(*parts, strict=True)])
    usable = ~np.isnan(consistency)
    return int((consistency[usable] < INCONSISTENT_UNDER).sum()), int(usable.sum())


def even_odd_consistency(odd: Floats, even: Floats) -> Floats:
    """Per person (rows) the raised correlation over elements (columns); nan under five elements
    with both halves, or where one half is the same everywhere.
    """
    present = ~np.isnan(odd) & ~np.isnan(even)
    count = present.sum(axis=1)
    first, second = (_centred(values, present, count) for values in (odd, even))
    products, squares = (first * second).sum(axis=1), (first**2).sum(axis=1)
    spread = np.sqrt(squares * (second**2).sum(axis=1))
    usable = (count >= LEAST_ELEMENTS) & (spread > 1e-9)
    correlation = np.where(usable, products / np.where(usable, spread, 1.0), np.nan)
    full_correlation: Floats = 2 * correlation / np.maximum(1 + correlation, 1e-9)
    return full_correlation


def _centred(values: Floats, present: NDArray[np.bool_], count: NDArray[np.int64]) -> Floats:
    values_or_zero = np.where(present, values, 0.0)
    means = values_or_zero.sum(axis=1) / np.maximum(count, 1)
    deviations: Floats = np.where(present, values_or_zero - means[:, None], 0.0)
    return deviations


def _halves(items: Floats) -> tuple[Floats, Floats]:
    """Per person the means of the odd and of the even questions that were answered."""
    return _mean(items[:, 0::2]), _mean(items[:, 1::2])


def _raw_means(batch: Batch, key: str) -> Floats:
    """Per person the mean of the answers as they were given (0-100) to the questions with this key,
    over the elements that have both keys.
    """
    columns = []
    for element in Element:
        keys = np.array([item.key for item in batch.instrument.items_of(element)])
        if len(set(keys.tolist())) > 1:
            scores = batch.items(element)[:, keys == key]
            columns.append(_mean(scores if key == "+" else 100 - scores))
    return _mean(np.column_stack(columns)) if columns else np.full(len(batch), np.nan)


def _mean(columns: Floats) -> Floats:
    """The mean per row of what is there; nan where nothing is."""
    present = ~np.isnan(columns)
    count = present.sum(axis=1)
    total = np.where(present, columns, 0.0).sum(axis=1)
    mean: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return mean
