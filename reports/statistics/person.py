"""The own profile: what one person's scores carry, and no more. Imports neither numpy nor scipy."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, sqrt

from reports.statistics.sem import Origin, SemTable, composite, difference, partial
from reports.statistics.zones import Zone, zone
from surveys.instruments.elements import KUNNEN, METRICS, WILLEN, Element
from surveys.scoring.respondent import Scores

TWO_SIDED = 1.96
LARGEST_RANGE = 4.170
"""So many errors the highest and lowest of seven equal scores differ by chance, once in twenty
times at most: the 95 % point of the studentised range of seven with a known error (Tukey 1953).
"""


class OwnContrast(StrEnum):
    """What may be said to a person about willen against kunnen."""

    NO_STATEMENT = "geen_uitspraak"
    KUNNEN_LAGS = "kunnen_blijft_achter"
    WILLEN_LAGS = "willen_blijft_achter"
    NO_DIFFERENCE_SHOWN = "geen_verschil_aan_te_tonen"


@dataclass(frozen=True, slots=True)
class OwnScore:
    """One score of one person with its interval (value +- 1.96 of the own SEM), not clipped to the
    scale.

    `zone` is None for the contrast, whose middle is not 50.
    """

    metric: str
    value: float
    low: float
    high: float
    zone: Zone | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """All scores of one person (None where undefined), and what they allow to be said."""

    scores: Mapping[str, OwnScore | None]
    contrast: OwnContrast


def own_profile(scores: Scores, sems: SemTable, items: Mapping[str, int]) -> OwnProfile:
    """The profile of one person under the SEM of this version of the questionnaire, whose elements
    and outcomes have so many `items` (`scoring.elements.item_counts`).
    """
    errors = own_errors(scores, sems, items)
    own = errors.get("contrast") if sems.allows_personal_statements else None
    return OwnProfile(
        {metric: _own_score(scores, metric, errors, sems.origins[metric]) for metric in METRICS},
        own_contrast(scores.metrics["contrast"], own),
    )


Elements = tuple[Element, ...]


def most_and_least(profile: OwnProfile) -> tuple[Elements, Elements] | None:
    """The elements with the highest and with the lowest score, equal ones together; None where
    chance alone may put the highest of seven as far from the lowest (statistiek §5).
    """
    element_scores = [(element, score) for element in Element if (score := profile.scores[element])]
    if not element_scores:
        return None
    values = {element: score.value for element, score in element_scores}
    highest, lowest = max(values.values()), min(values.values())
    most = tuple(element for element in values if values[element] == highest)
    least = tuple(element for element in values if values[element] == lowest)
    errors = {element: (score.high - score.value) / TWO_SIDED for element, score in element_scores}
    error = hypot(*(max(errors[one] for one in group) for group in (most, least))) / sqrt(2)
    return (most, least) if highest - lowest >= LARGEST_RANGE * error else None


def own_errors(scores: Scores, sems: SemTable, items: Mapping[str, int]) -> Mapping[str, float]:
    """The SEM of each score that one person has.

    Of an element SEM sqrt(k/a) for `a` answers to its k items; of willen and kunnen that of the
    elements this person has; of the contrast that of both (statistiek §2, §4).
    """
    errors = {
        metric: partial(sems.of(metric), scores.answered[metric] / count)
        for metric, count in items.items()
        if scores.metrics[metric] is not None
    }
    for metric, parts in (("willen", WILLEN), ("kunnen", KUNNEN)):
        if scores.metrics[metric] is not None:
            errors[metric] = composite(errors[part] for part in parts if part in errors)
    if scores.metrics["contrast"] is not None:
        errors["contrast"] = difference(errors["willen"], errors["kunnen"])
    return errors


def own_contrast(contrast: float | None, sem: float | None) -> OwnContrast:
    """A difference only if |D| >= 1.96 SEM_D (statistiek §4); no statement without a SEM, as long
    as it is provisional (statistiek §5).
    """
    if contrast is None or sem is None:
        return OwnContrast.NO_STATEMENT
    if abs(contrast) < TWO_SIDED * sem:
        return OwnContrast.NO_DIFFERENCE_SHOWN
    return OwnContrast.KUNNEN_LAGS if contrast > 0 else OwnContrast.WILLEN_LAGS


def _own_score(
    scores: Scores, metric: str, errors: Mapping[str, float], origin: Origin
) -> OwnScore | None:
    value = scores.metrics[metric]
    if value is None:
        return None
    sem = errors[metric]
    return OwnScore(
        metric,
        value,
        value - TWO_SIDED * sem,
        value + TWO_SIDED * sem,
        None if metric == "contrast" else zone(value, sem),
        origin,
    )
