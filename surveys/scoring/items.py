"""The score of one item, and the table that gives it for every possible answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.instruments.model import Instrument, Item, Key
from surveys.scoring.answers import step_values


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item with what each of its answer characters is worth.

    `values` gives the step as chosen, `scores` the keyed score 0-100. A character in neither is a
    missing answer or a fault. Both scoring paths read these two tables and nothing else.
    """

    code: str
    position: int
    values: Mapping[str, int]
    scores: Mapping[str, float]


def keyed(value: int, *, minimum: int, maximum: int, key: Key) -> int:
    """The step turned so that high helps the behaviour: r, or minimum + maximum - r for key "-"."""
    return value if key == "+" else minimum + maximum - value


def item_score(value: int, *, minimum: int, maximum: int, key: Key) -> float:
    """Percent of maximum possible, 0-100: 100 (r - min) / (max - min), after keying.

    Source: statistiek §1; Cohen, Cohen, Aiken & West (1999), POMP. Linear, so
    no statistic changes. Raises ValueError when `value` lies outside the scale.
    """
    if not minimum <= value <= maximum:
        raise ValueError(f"{value} lies outside {minimum}-{maximum}")
    keyed_value = keyed(value, minimum=minimum, maximum=maximum, key=key)
    return 100 * (keyed_value - minimum) / (maximum - minimum)


def scored_item(instrument: Instrument, position: int, item: Item) -> ScoredItem:
    """The tables of `item`, which stands at `position` in the answer string."""
    scale = instrument.scales[item.scale]
    values = step_values(scale)
    scores = {
        letter: item_score(value, minimum=scale.minimum, maximum=scale.maximum, key=item.key)
        for letter, value in values.items()
    }
    return ScoredItem(item.code, position, values, scores)
