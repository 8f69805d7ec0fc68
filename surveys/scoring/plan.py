"""How many answers a score needs: the missing-data rules, and the plan made from them.

A plan is compiled once from an instrument. The path for one respondent and the path for many both
follow it, so that there is one definition of every score.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from surveys.instruments.elements import FORMATIVE, Element, Outcome
from surveys.instruments.model import Instrument, Item, ItemKind
from surveys.scoring.items import ScoredItem, scored_item

_Pairs = Sequence[tuple[Item, ScoredItem]]
_KINDS = {Outcome.INTENTIE: ItemKind.INTENTIE, Outcome.GEDRAG: ItemKind.GEDRAG}


@dataclass(frozen=True, slots=True)
class MeanRule:
    """A score that is the mean of its answered items, if at least `need` of them are answered."""

    name: str
    items: tuple[ScoredItem, ...]
    need: int


@dataclass(frozen=True, slots=True)
class ScoringPlan:
    """All there is to know about an instrument in order to score its answers."""

    items: tuple[ScoredItem, ...]
    elements: tuple[MeanRule, ...]
    outcomes: tuple[MeanRule, ...]
    facets: tuple[MeanRule, ...]


def needed(element: Element, count: int) -> int:
    """Answers needed out of `count` items: half of them, two thirds if formative, never under 2.

    Source: statistiek §1. Half for reflective elements is prorated scoring (Mazza, Enders &
    Ruehlman 2015); the items of a formative element cannot stand in for one another.
    """
    share = ceil(2 * count / 3) if element in FORMATIVE else ceil(count / 2)
    return max(2, share)


def needed_for_outcome(count: int) -> int:
    """Intention and behaviour follow the reflective rule; a single item stands for itself."""
    return min(max(count, 1), max(2, ceil(count / 2)))


def needed_for_facet(count: int) -> int:
    """Half of the items of the facet: a facet is read beside its element, never instead of it."""
    return ceil(count / 2)


@lru_cache(maxsize=16)
def compile_plan(instrument: Instrument) -> ScoringPlan:
    """The scoring plan of `instrument`, made once for each."""
    tables = tuple(
        scored_item(instrument, position, item) for position, item in enumerate(instrument.items)
    )
    pairs = list(zip(instrument.items, tables, strict=True))
    elements, outcomes = [], []
    for element in Element:
        items = tuple(table for item, table in pairs if item.element is element)
        elements.append(MeanRule(element.value, items, needed(element, len(items))))
    for outcome in Outcome:
        items = tuple(table for item, table in pairs if item.kind is _KINDS[outcome])
        outcomes.append(MeanRule(outcome.value, items, needed_for_outcome(len(items))))
    return ScoringPlan(tables, tuple(elements), tuple(outcomes), _facets(pairs))


def item_counts(instrument: Instrument) -> dict[str, int]:
    """The number of items behind each element and outcome."""
    plan = compile_plan(instrument)
    return {rule.name: len(rule.items) for rule in (*plan.elements, *plan.outcomes)}


def _facets(pairs: _Pairs) -> tuple[MeanRule, ...]:
    by_facet: dict[str, list[ScoredItem]] = {}
    for item, table in pairs:
        if item.facet is not None:
            by_facet.setdefault(item.facet, []).append(table)
    return tuple(
        MeanRule(facet, tuple(tables), needed_for_facet(len(tables)))
        for facet, tables in by_facet.items()
    )
