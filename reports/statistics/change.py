"""Whether one person changed by more than measurement error. Imports neither numpy nor scipy."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, sqrt
from statistics import NormalDist

from reports.statistics.multiple import holm, holm_levels
from reports.statistics.person import own_errors
from reports.statistics.sem import SemTable, difference
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.model import Instrument
from surveys.scoring.plan import item_counts
from surveys.scoring.respondent import Scores, common_scores

CRITICAL = 1.96
SIGNIFICANCE = 0.05


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


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One score of one person at two moments, over the items answered both times where they can be
    compared, and what may be said of the difference.

    `margin` is how many points measurement error alone explains at the level of that statement;
    None where the two cannot be compared.
    """

    before: float | None
    after: float | None
    outcome: ChangeOutcome
    margin: float | None = None


def reliable_change(
    before: float, after: float, *, sem_before: float, sem_after: float
) -> ReliableChange:
    """RCI = (x2 - x1) / sqrt(SEM_1^2 + SEM_2^2), reliable when |RCI| >= 1.96.

    `detectable` is MDC95 = 1.96 sqrt(SEM_1^2 + SEM_2^2); `p` is two-sided, normal. Sources:
    Jacobson & Truax (1991); Maassen (2004) for the two error variances; statistiek §5. Raises
    ValueError when there is no measurement error at all.
    """
    error = difference(sem_before, sem_after)
    if error == 0:
        raise ValueError("a change without measurement error has no index")
    index = (after - before) / error
    return ReliableChange(
        after - before, error, index, erfc(abs(index) / sqrt(2)), CRITICAL * error
    )


def person_changes(
    instrument: Instrument,
    before: Scores,
    after: Scores,
    *,
    sems_before: SemTable,
    sems_after: SemTable,
) -> dict[str, ScoreChange]:
    """What may be said to a person about willen, kunnen and each element since last time.

    Compared are the items of `instrument` answered both times (`common_scores`), with the SEM that
    belongs to so many (statistiek §4). Willen and kunnen at .05 each; elements with Holm over the
    seven (statistiek §5). Nothing is said on provisional values, nor where a score, or
    an element of a composite, is missing: means over different elements cannot be compared.
    """
    first, second = common_scores(instrument, before, after)
    may_state = sems_before.allows_personal_statements and sems_after.allows_personal_statements
    items = item_counts(instrument)
    errors = own_errors(first, sems_before, items), own_errors(second, sems_after, items)
    changes = _changes(first, second, *errors)
    elements = {str(name): changes[name].p for name in Element if name in changes}
    p_values = {name: change.p for name, change in changes.items()}
    p_values |= holm(elements, family=len(Element))
    levels = dict.fromkeys(changes, 1 - SIGNIFICANCE) | holm_levels(elements, family=len(Element))
    return {
        name: ScoreChange(
            first.metrics[name],
            second.metrics[name],
            outcome_of(changes[name].difference, p_values[name])
            if may_state
            else ChangeOutcome.NO_STATEMENT,
            NormalDist().inv_cdf((1 + levels[name]) / 2) * changes[name].standard_error,
        )
        if name in changes
        else ScoreChange(before.metrics[name], after.metrics[name], ChangeOutcome.NO_STATEMENT)
        for name in (*map(str, Element), "willen", "kunnen")
    }


def _changes(
    before: Scores,
    after: Scores,
    errors_before: Mapping[str, float],
    errors_after: Mapping[str, float],
) -> Mapping[str, ReliableChange]:
    measures = {element.value: (element,) for element in Element} | {
        "willen": WILLEN,
        "kunnen": KUNNEN,
    }
    changes = {}
    for name, elements in measures.items():
        first, second = before.metrics[name], after.metrics[name]
        parts = [scores.metrics[element] for scores in (before, after) for element in elements]
        if first is None or second is None or None in parts:
            continue
        changes[name] = reliable_change(
            first, second, sem_before=errors_before[name], sem_after=errors_after[name]
        )
    return changes


def outcome_of(points: float, p: float) -> ChangeOutcome:
    """Higher, lower or not shown, from a difference in points and its p among all looks."""
    if p > SIGNIFICANCE:
        return ChangeOutcome.NOT_SHOWN
    return ChangeOutcome.HIGHER if points > 0 else ChangeOutcome.LOWER
