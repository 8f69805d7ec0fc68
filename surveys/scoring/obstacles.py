"""One severe obstacle, which a mean over obstacles would hide (statistiek §1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.scoring.items import ScoredItem

HEAVY = 25.0  # item score; on the five-step scale "geen last" (1) - "heel veel last" (5): step 4


@dataclass(frozen=True, slots=True)
class Obstacles:
    """P_max, the codes of the heavy obstacles (P_zwaar is their number)."""

    maximum: int | None
    heavy: tuple[str, ...]


def obstacles(items: tuple[ScoredItem, ...], letters: Mapping[str, str]) -> Obstacles:
    """The worst answer and the heavy ones among the items of praktische belemmeringen.

    `letters` holds the answered items by code. The worst answer is given as the step chosen. Heavy
    is an item score of at most 25: raw >= 4 on a five-step scale keyed "-", and on any other
    scale the quarter of its range that hinders most.
    """
    answered = [item for item in items if item.code in letters]
    if not answered:
        return Obstacles(None, ())
    worst = min(answered, key=lambda item: item.scores[letters[item.code]])
    heavy = tuple(item.code for item in answered if item.scores[letters[item.code]] <= HEAVY)
    return Obstacles(worst.values[letters[worst.code]], heavy)
