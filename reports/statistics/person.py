"""The own profile: what one person's scores carry, and no more. Imports neither numpy nor scipy."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.statistics.sem import Origin, SemTable, composite
from reports.statistics.zones import Zone, zone
from surveys.instruments.elements import KUNNEN, METRICS, WILLEN
from surveys.scoring.respondent import Scores

TWO_SIDED = 1.96


class OwnContrast(StrEnum):
    """What may be said to a person about willen against kunnen."""

    NO_STATEMENT = "geen_uitspraak"
    KUNNEN_LAGS = "kunnen_blijft_achter"
    WILLEN_LAGS = "willen_blijft_achter"
    NO_DIFFERENCE_SHOWN = "geen_verschil_aan_te_tonen"


@dataclass(frozen=True, slots=True)
class OwnScore:
    """One score of one person with its interval (value +- 1.96 SEM), not clipped to the scale.

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


def own_profile(scores: Scores, sems: SemTable) -> OwnProfile:
    """The profile of one person under the SEM of this version of the questionnaire."""
    return OwnProfile(
        {metric: _own_score(scores, metric, sems) for metric in METRICS},
        own_contrast(scores.metrics["contrast"], sems),
    )


def own_contrast(contrast: float | None, sems: SemTable) -> OwnContrast:
    """A difference only if |D| >= 1.96 SEM_D, and only on reference values (domain.md 4.5,
    decisions 6): with provisional values nothing is said at all.
    """
    if contrast is None or not sems.allows_personal_statements:
        return OwnContrast.NO_STATEMENT
    if abs(contrast) < TWO_SIDED * sems.of("contrast"):
        return OwnContrast.NO_DIFFERENCE_SHOWN
    return OwnContrast.KUNNEN_LAGS if contrast > 0 else OwnContrast.WILLEN_LAGS


def _own_score(scores: Scores, metric: str, sems: SemTable) -> OwnScore | None:
    value = scores.metrics[metric]
    if value is None:
        return None
    sem = _sem(scores, metric, sems)
    return OwnScore(
        metric,
        value,
        value - TWO_SIDED * sem,
        value + TWO_SIDED * sem,
        None if metric == "contrast" else zone(value, sem),
        sems.origins[metric],
    )


def _sem(scores: Scores, metric: str, sems: SemTable) -> float:
    """The SEM of a composite is that of the elements this person has (decisions 3)."""
    parts = {"willen": WILLEN, "kunnen": KUNNEN}.get(metric)
    if parts is None:
        return sems.of(metric)
    return composite(sems.of(part) for part in parts if scores.metrics[part] is not None)
