"""Whether one person changed by more than measurement error. Imports neither numpy nor scipy."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, sqrt

from reports.statistics.multiple import holm
from reports.statistics.sem import SemTable, composite, difference
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.scoring.respondent import Scores

CRITICAL = 1.96
LEVEL = 0.05


class ChangeOutcome(StrEnum):
    """What may be said about a change. Not shown does not mean that there is none."""

    NO_STATEMENT = "geen_uitspraak"
    HIGHER = "hoger"
    LOWER = "lager"
    NOT_SHOWN = "geen_verandering_aan_te_tonen"


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """A difference in points, its standard error, their ratio, and the smallest detectable one."""

    difference: float
    standard_error: float
    index: float
    p: float
    detectable: float


def reliable_change(
    before: float, after: float, *, sem_before: float, sem_after: float
) -> ReliableChange:
    """RCI = (x2 - x1) / sqrt(SEM_1^2 + SEM_2^2), reliable when |RCI| >= 1.96.

    `detectable` is MDC95 = 1.96 sqrt(SEM_1^2 + SEM_2^2); `p` is two-sided, normal. Sources:
    Jacobson & Truax (1991); Maassen (2004) for the two error variances; domain.md 4.8. Raises
    ValueError when there is no measurement error at all.
    """
    error = difference(sem_before, sem_after)
    if error == 0:
        raise ValueError("a change without measurement error has no index")
    index = (after - before) / error
    return ReliableChange(
        after - before, error, index, erfc(abs(index) / sqrt(2)), CRITICAL * error
    )


def person_outcomes(
    before: Scores, after: Scores, *, sems_before: SemTable, sems_after: SemTable
) -> dict[str, ChangeOutcome]:
    """What may be said to a person about willen, kunnen and each element since last time.

    Willen and kunnen at .05 each; elements with Holm over the seven (decisions 5). Nothing is said
    on provisional values (decisions 6), nor where a score, or an element of a composite, is missing
    at either time: means over different elements cannot be compared.
    """
    if not (sems_before.allows_personal_statements and sems_after.allows_personal_statements):
        return dict.fromkeys((*map(str, Element), "willen", "kunnen"), ChangeOutcome.NO_STATEMENT)
    changes = _changes(before, after, sems_before, sems_after)
    elements = {str(name): changes[name].p for name in Element if name in changes}
    reliable = {name for name, p in holm(elements, family=len(Element)).items() if p <= LEVEL} | {
        name for name in ("willen", "kunnen") if name in changes and _exceeds(changes[name])
    }
    return {
        name: _outcome(changes.get(name), reliable=name in reliable)
        for name in (*map(str, Element), "willen", "kunnen")
    }


def _changes(
    before: Scores, after: Scores, sems_before: SemTable, sems_after: SemTable
) -> Mapping[str, ReliableChange]:
    families = {element.value: (element,) for element in Element} | {
        "willen": WILLEN,
        "kunnen": KUNNEN,
    }
    changes = {}
    for name, elements in families.items():
        first, second = before.metrics[name], after.metrics[name]
        if first is None or second is None or not _present(elements, before, after):
            continue
        changes[name] = reliable_change(
            first,
            second,
            sem_before=composite(sems_before.of(element) for element in elements),
            sem_after=composite(sems_after.of(element) for element in elements),
        )
    return changes


def _present(elements: tuple[Element, ...], *times: Scores) -> bool:
    return all(scores.metrics[element] is not None for scores in times for element in elements)


def _exceeds(change: ReliableChange) -> bool:
    return abs(change.index) >= CRITICAL


def _outcome(change: ReliableChange | None, *, reliable: bool) -> ChangeOutcome:
    if change is None:
        return ChangeOutcome.NO_STATEMENT
    return direction(change.difference) if reliable else ChangeOutcome.NOT_SHOWN


def direction(points: float) -> ChangeOutcome:
    """Higher or lower, for a change that is known not to be zero."""
    return ChangeOutcome.HIGHER if points > 0 else ChangeOutcome.LOWER
