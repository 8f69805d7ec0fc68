"""How much each element goes together with intention and with behaviour, over all people."""

from collections.abc import Mapping

import numpy as np

from reports.disclosure.associations import LEAST_PEOPLE
from reports.disclosure.names import OUTCOMES
from reports.statistics.relative_importance import Importance, NotEstimable, importance
from surveys.instruments.elements import Element
from surveys.scoring.batch import Batch


def importances(batch: Batch, seed: int) -> Mapping[str, Importance]:
    """By outcome, of who has it and all seven elements; absent under 200 people and where nothing
    can be estimated. The same answers in the same order and the same `seed` give the same.
    """
    scores = batch.metrics
    elements = np.column_stack([scores[element] for element in Element])
    by_outcome = {}
    for outcome in OUTCOMES:
        complete = ~np.isnan(elements).any(axis=1) & ~np.isnan(scores[outcome])
        if complete.sum() < LEAST_PEOPLE:
            continue
        try:
            by_outcome[outcome] = importance(elements[complete], scores[outcome][complete], seed)
        except NotEstimable:
            continue
    return by_outcome
