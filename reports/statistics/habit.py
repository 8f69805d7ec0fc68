"""How far a shared habit of answering high moves each score. Imports neither numpy nor scipy.

Somebody who answers every question `a` points higher than meant scores a higher on a question keyed
"+" and a lower on one keyed "-". So an element with as many of both does not move; but where willen
and kunnen have other keys, the habit does not drop out of their difference, and it always moves it
the same way (statistiek §4). It follows from the keys alone: no answer plays a part.
"""

from collections.abc import Mapping
from statistics import fmean
from typing import Final

from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.model import Instrument

POINTS: Final = 5.0
"""The habit that is told about: a fifth of a step of a five-point scale."""

ALLOWED_POINTS: Final = 3.5
"""The habit that a sentence about willen and kunnen must survive (ADR 72): an independent review
showed that so much alone makes kunnen seem to lag behind in .10 to .19 of teams."""


def habit_in_contrast(instrument: Instrument) -> float:
    """How many points a habit of `ALLOWED_POINTS` adds to willen minus kunnen (negative: takes off
    it).
    """
    return habit_shift(instrument, ALLOWED_POINTS)["contrast"]


def habit_shift(instrument: Instrument, points: float = POINTS) -> Mapping[str, float]:
    """By how many points each score becomes lower when everybody answers `points` (of 0-100) lower
    on every question: negative where it becomes higher. The ends of the scales are left out of it.
    """
    shift = {
        str(element): points
        * fmean(1.0 if item.key == "+" else -1.0 for item in instrument.items_of(element))
        for element in Element
    }
    shift["willen"] = fmean(shift[element] for element in WILLEN)
    shift["kunnen"] = fmean(shift[element] for element in KUNNEN)
    shift["contrast"] = shift["willen"] - shift["kunnen"]
    return shift
