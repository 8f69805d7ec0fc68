"""The names of everything with a spread of its own, and how each is made of elements."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from surveys.instruments.elements import KUNNEN, METRICS, WILLEN, Element, Outcome

Weights = Mapping[Element, float]


def _weights(plus: Sequence[Element], minus: Sequence[Element] = ()) -> Weights:
    return {element: 1 / len(plus) for element in plus} | {
        element: -1 / len(minus) for element in minus
    }


def standing_name(element: Element) -> str:
    """The difference of an element with the mean of the other six."""
    return f"{element.value} - overige"


def pair_name(first: Element, second: Element) -> str:
    """The difference between two elements."""
    return f"{first.value} - {second.value}"


def facet_name(code: str) -> str:
    """The spread of a facet."""
    return f"deelaspect {code}"


def change_name(metric: str) -> str:
    """The change of a metric in those who took part in two waves."""
    return f"verandering {metric}"


COMPOSITES: Final[dict[str, Weights]] = {
    "willen": _weights(WILLEN),
    "kunnen": _weights(KUNNEN),
    "contrast": _weights(WILLEN, KUNNEN),
}
STANDING: Final[dict[str, Weights]] = {
    standing_name(element): _weights((element,), [other for other in Element if other != element])
    for element in Element
}
PAIRS: Final[dict[str, Weights]] = {
    pair_name(first, second): _weights((first,), (second,))
    for first, second in combinations(Element, 2)
}
COMBINATIONS: Final[dict[str, Weights]] = COMPOSITES | STANDING | PAIRS
COMMON: Final = (*(element.value for element in Element), *COMPOSITES)
"""The metrics of the common set."""
CHANGES: Final = tuple(change_name(metric) for metric in COMMON)
SCORES: Final = frozenset(METRICS) - {"contrast"}
OUTCOMES: Final = tuple(outcome.value for outcome in Outcome)
