"""The statistics of one group: unrounded, each metric on everybody who has it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from reports.commands.content import Content, aligned, figure, finite, head
from reports.statistics.contrast import ContrastOutcome, outcome
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team import estimate
from reports.statistics.types import Estimate, Refusal, TooFew
from reports.texts.metrics import CONTRAST
from surveys.instruments.elements import METRICS
from surveys.instruments.model import Instrument
from surveys.policy import default_policy
from surveys.scoring.batch import score_many

FIGURES: Final = ("mean", "sd", "sem", "low", "high")


def estimates(instrument: Instrument, answers: Sequence[str], size: int | None) -> Content:
    """Per metric n, mean, sd, SEM and the 95 % interval, and what the contrast allows to say.

    `size` is the number of people in the group, None when unknown (f = 0). The SEM is the
    provisional one of decisions 1: measured values live in an installation, not in a file.
    """
    scores = score_many(instrument, answers).metrics
    found = {
        metric: _estimate(metric, scores[metric][~np.isnan(scores[metric])].tolist(), size)
        for metric in METRICS
    }
    return {
        **head(instrument),
        "team_size": size,
        "respondents": len(answers),
        "sem_origin": {metric: str(PROVISIONAL.origins[metric]) for metric in METRICS},
        "metrics": {metric: _figures(entry) for metric, entry in found.items()},
        "decision": str(_decision(found["contrast"], instrument)),
    }


def estimate_lines(content: Mapping[str, Any]) -> list[str]:
    """The same for who reads it."""
    size = content["team_size"] or "onbekend"
    rows = [("", "n", *FIGURES)]
    rows += [
        (metric, str(entry["n"]), *(figure(entry[name]) for name in FIGURES))
        for metric, entry in content["metrics"].items()
    ]
    return [
        f"{content['instrument']}: {content['respondents']} respondenten, groep van {size}",
        "",
        *aligned(rows),
        "",
        f"{content['decision']}: {CONTRAST[ContrastOutcome(content['decision'])]}",
    ]


def _estimate(metric: str, values: Sequence[float], size: int | None) -> Estimate | TooFew:
    try:
        return estimate(metric, values, size=size, sem=PROVISIONAL.of(metric))
    except TooFew as refusal:
        return refusal


def _figures(entry: Estimate | TooFew) -> Content:
    if isinstance(entry, TooFew):
        return {"n": entry.n, **dict.fromkeys(FIGURES), "reason": str(Refusal.TOO_FEW)}
    return {"n": entry.n, **{name: finite(getattr(entry, name)) for name in FIGURES}}


def _decision(contrast: Estimate | TooFew, instrument: Instrument) -> ContrastOutcome:
    if isinstance(contrast, TooFew):
        return ContrastOutcome.NO_STATEMENT
    policy = default_policy(instrument.group)
    return outcome(contrast, minimum=policy.means, margin=policy.margin)
