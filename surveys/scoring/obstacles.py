"""One severe obstacle, which a mean over obstacles would hide (statistiek §1)."""

from collections.abc import Mapping

from surveys.scoring.items import ScoredItem

HEAVY = 25.0  # item score; on the five-step scale "geen last" (1) - "heel veel last" (5): step 4


def obstacles(
    items: tuple[ScoredItem, ...], letters: Mapping[str, str]
) -> tuple[int | None, tuple[str, ...]]:
    """P_max, the worst answer among the items of praktische belemmeringen as the step chosen, and
    the codes of the heavy ones (P_zwaar is their number). None and nothing without an answer.

    `letters` holds the answered items by code. Heavy
    is an item score of at most 25: raw >= 4 on a five-step scale keyed "-", and on any other
    scale the quarter of its range that hinders most.
    """
    items_answered = [item for item in items if item.code in letters]
    if not items_answered:
        return None, ()
    worst = min(items_answered, key=lambda item: item.scores[letters[item.code]])
    heavy = tuple(item.code for item in items_answered if item.scores[letters[item.code]] <= HEAVY)
    return worst.values[letters[worst.code]], heavy
