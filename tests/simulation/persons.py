"""How often a person who did not change is told of a reliable change."""

from collections import Counter

import numpy as np

from reports.statistics.change import ChangeOutcome, person_outcomes
from reports.statistics.sem import sem_table
from surveys.instruments.elements import FORMATIVE, KUNNEN, WILLEN, Element
from surveys.scoring.respondent import Scores

SEM = 10.0
CHANGED = frozenset({ChangeOutcome.HIGHER, ChangeOutcome.LOWER})


def false_changes(runs: int, random: np.random.Generator) -> Counter[str]:
    """Out of `runs` people: told of a change in willen, in kunnen, in any of the seven elements."""
    sems = sem_table({str(element): SEM for element in Element if element not in FORMATIVE}, 100)
    told: Counter[str] = Counter()
    for _ in range(runs):
        true = random.normal(60, 15, len(Element))
        before, after = (_scores(true + random.normal(0, SEM, len(Element))) for _ in range(2))
        found = person_outcomes(before, after, sems_before=sems, sems_after=sems)
        told.update(name for name in ("willen", "kunnen") if found[name] in CHANGED)
        told["elementen"] += any(found[element] in CHANGED for element in Element)
    return told


def _scores(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Scores:
    elements = dict(zip(map(str, Element), values.tolist(), strict=True))
    willen = float(np.mean([elements[element] for element in WILLEN]))
    kunnen = float(np.mean([elements[element] for element in KUNNEN]))
    return Scores(
        metrics={**elements, "willen": willen, "kunnen": kunnen, "contrast": willen - kunnen},
        answered={},
        items={},
        facets={},
        willen_complete=True,
        kunnen_complete=True,
        complete=True,
        obstacle_max=None,
        obstacles_heavy=0,
        heavy_items=(),
    )
