"""Which elements go together with intention and behaviour (statistiek §13, onthulling §5, ADR 80).

Of the whole organisation and of nothing smaller, from 200 people on, as one of three words per
element that follows from bootstrap ranks. No weight, no R^2 and no rank leaves this file. With 200
people a word hardly depends on one of them; as a count, it is not told beside an earlier wave of
nearly the same people. Of clients there is none: nobody knows whom they stand for.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from reports.disclosure.cells import (
    WITHHELD,
    Association,
    MeanCell,
    Publication,
    Strength,
    Withheld,
)
from reports.disclosure.group_keys import ORGANISATION
from reports.disclosure.names import OUTCOMES
from reports.disclosure.tree import Permits
from reports.statistics.relative_importance import Importance
from surveys.instruments.elements import Element

LEAST_PEOPLE: Final = 200
SURE: Final = 0.01
"""The level of the test whether the seven together tell anything about an outcome."""
_TOP, _BOTTOM = 3, len(Element) - 2


def with_associations(
    publication: Publication,
    importances: Mapping[str, Importance],
    permits: Permits,
    whole: str = ORGANISATION,
) -> Publication:
    """The publication with what may be said; `importances` has per outcome those that could be
    computed, elements in their order, and `whole` is the key of the organisation.
    """
    if publication.policy.group == "client" or whole not in publication.groups:
        return publication
    means = publication.groups[whole].means
    is_shown = isinstance(means["contrast"], MeanCell) and permits(whole, ())
    return replace(
        publication,
        associations={
            outcome: _association(importances[outcome], publication)
            if outcome in importances and is_shown and isinstance(means[outcome], MeanCell)
            else WITHHELD
            for outcome in OUTCOMES
        },
    )


def _association(importance: Importance, publication: Publication) -> Association | Withheld:
    policy = publication.policy
    if importance.n < max(LEAST_PEOPLE, policy.counts):
        return WITHHELD
    return Association(policy.n_band(importance.n), strengths(importance))


def strengths(importance: Importance) -> Mapping[str, Strength]:
    """A word per element; none where the seven together tell nothing sure.

    An element is among the strongest when its ranks lie within the first three in nearly every
    bootstrap sample, among the least when they lie within the last three or when it is not sure
    that the element and the outcome go up together.
    """
    if importance.p >= SURE:
        return {}
    return {
        element.value: _strength(low, high, positive)
        for element, (low, high), positive in zip(
            Element, importance.ranks, importance.positive, strict=True
        )
    }


def _strength(low: int, high: int, positive: bool) -> Strength:
    if not positive or low >= _BOTTOM:
        return Strength.LEAST
    return Strength.STRONGEST if high <= _TOP else Strength.ALSO
