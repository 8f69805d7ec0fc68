"""How each element of a person stands against the other six, and against each of them.

Per respondent each element is set against the mean of the other six, so that a part of someone's
habit of answering high or low drops out. Source: statistiek §4.
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from surveys.instruments.elements import Element
from surveys.scoring.batch import Floats

_OTHERS = len(Element) - 1


def against_others(scores: Mapping[str, Floats]) -> dict[Element, Floats]:
    """Per element, everybody's score minus the mean of their other six, in points."""
    total = np.sum([scores[element] for element in Element], axis=0)
    return {element: scores[element] - (total - scores[element]) / _OTHERS for element in Element}


def against_each(scores: Mapping[str, Floats]) -> dict[tuple[Element, Element], Floats]:
    """Per pair of elements, everybody's score on the first minus that on the second, in points."""
    pairs = combinations(Element, 2)
    return {(first, second): scores[first] - scores[second] for first, second in pairs}
