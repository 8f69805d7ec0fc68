"""Which element of a team stands out from the other six.

Per respondent each element is set against the mean of the other six, so that someone's habit of
answering high or low drops out. Seven looks, so Bonferroni: intervals at level 1 - .05/7.
Source: domain.md 4.5; the SEM of decisions 3.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from reports.statistics.groups import Floats
from reports.statistics.sem import SemTable
from reports.statistics.team import LEVEL, estimate
from reports.statistics.types import Direction, Estimate, StandingElement
from surveys.instruments.elements import Element

BONFERRONI = 1 - (1 - LEVEL) / len(Element)
_OTHERS = len(Element) - 1


def standing_differences(
    scores: Mapping[str, Sequence[float]], *, size: int | None, sems: SemTable
) -> dict[str, Estimate]:
    """Of each element, the mean difference with the other six in points, with its interval.

    `scores` has, for every element, the scores of the same respondents (all seven known) in the
    same order; `size` as in `team.estimate`. Raises TooFew under two respondents, ValueError when
    the elements do not have equally many scores.
    """
    columns = {str(name): np.asarray(scores[name], dtype=float) for name in Element}
    return {
        element: estimate(
            element, differences, size=size, sem=sems.of_standing(element), level=BONFERRONI
        )
        for element, differences in against_others(columns).items()
    }


def against_others(scores: Mapping[str, Floats]) -> dict[str, Floats]:
    """Per element, everybody's score minus the mean of their other six, in points."""
    total = np.sum([scores[element] for element in Element], axis=0)
    return {
        str(element): scores[element] - (total - scores[element]) / _OTHERS for element in Element
    }


def standing_out(differences: Mapping[str, Estimate]) -> tuple[StandingElement, ...]:
    """The lowest and the highest element, each only if its interval leaves out 0.

    Nothing is named on a place that two elements share.
    """
    named = []
    lowest = _alone({name: found.mean for name, found in differences.items()})
    if lowest is not None and differences[lowest].high < 0:
        named.append(StandingElement(lowest, Direction.LOWEST, differences[lowest]))
    highest = _alone({name: -found.mean for name, found in differences.items()})
    if highest is not None and differences[highest].low > 0:
        named.append(StandingElement(highest, Direction.HIGHEST, differences[highest]))
    return tuple(named)


def _alone(values: Mapping[str, float]) -> str | None:
    least = min(values.values())
    names = [name for name, value in values.items() if value - least < 1e-9]
    return names[0] if len(names) == 1 else None
