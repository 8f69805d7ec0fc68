"""The statistics of one group: unrounded, each metric on everybody who has it."""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt
from typing import Any, Final

import numpy as np

from reports.commands.content import THIS_GROUP, Content, aligned, figure, finite, habit, head
from reports.commands.profile import contrast_of, publication
from reports.disclosure.indicative import reason_in_file
from reports.statistics.contrast import ContrastOutcome
from reports.statistics.pooled_spread import metric_spread
from reports.statistics.sem import PROVISIONAL, composite
from reports.statistics.team import half_width
from reports.statistics.types import Refusal
from reports.texts.habit import habit_sentence
from reports.texts.indicative import INDICATIVE
from reports.texts.sentences import CONTRAST_SENTENCES
from surveys.instruments.elements import KUNNEN, METRICS, WILLEN
from surveys.instruments.model import Instrument
from surveys.scoring.batch import Batch

ESTIMATE_COLUMNS: Final = ("mean", "sd", "spread", "sem", "low", "high")

ScoresOfMetric = Mapping[str, np.ndarray[tuple[int], np.dtype[np.float64]]]


def estimates(
    instrument: Instrument, answers: Sequence[str], size: int | None, *, own_spread: bool = False
) -> Content:
    """Per metric n, mean, sd, SEM and the 95 % interval, and what the contrast allows to say.

    `size` is the number of people in the group, None when unknown (f = 0). The interval rests on
    the spread that the portal would take for a file of one group (ADR 18), and the decision
    is the one of the team profile. With `own_spread` it rests on the sd of the group itself, and
    nothing is decided. The SEM is the provisional one of statistiek §3: measured values live in an
    installation, not in a file. `indicative` says why an interval may be narrower than it says.
    """
    scores = Batch(instrument, answers).metrics
    metrics = {metric: _figures(metric, scores, size, own_spread) for metric in METRICS}
    decision = None if own_spread else contrast_of(publication(instrument, answers, size))
    return {
        **head(instrument),
        "team_size": size,
        "respondents": len(answers),
        "sem_origin": {metric: str(PROVISIONAL.origins[metric]) for metric in METRICS},
        "spread_origin": {metric: entry.pop("spread_origin") for metric, entry in metrics.items()},
        "metrics": metrics,
        "decision": None if decision is None else str(decision),
        "habit": habit(instrument),
    }


def estimate_lines(instrument: Instrument, content: Mapping[str, Any]) -> list[str]:
    """The same for who reads it."""
    size, decision = content["team_size"] or "onbekend", content["decision"]
    rows = [("", "n", *ESTIMATE_COLUMNS)]
    rows += [
        (metric, str(entry["n"]), *(figure(entry[name]) for name in ESTIMATE_COLUMNS))
        for metric, entry in content["metrics"].items()
    ]
    return [
        f"{content['instrument']}: {content['respondents']} respondenten, groep van {size}",
        "",
        *aligned(rows),
        "",
        *_indicative_lines(content["metrics"]),
        f"{decision}: {CONTRAST_SENTENCES[ContrastOutcome(decision)]}"
        if decision
        else "Met de spreiding van deze groep zelf volgt er geen uitspraak.",
        habit_sentence(instrument),
    ]


def _indicative_lines(metrics: Mapping[str, Content]) -> list[str]:
    reasons = {metric: entry.get("indicative") for metric, entry in metrics.items()}
    lines = [
        f"{text}: {', '.join(names)}"
        for reason, text in INDICATIVE.items()
        if (names := [metric for metric, one in reasons.items() if one == reason])
    ]
    return [*lines, ""] if lines else []


def _figures(metric: str, scores: ScoresOfMetric, size: int | None, own_spread: bool) -> Content:
    values = scores[metric][~np.isnan(scores[metric])].tolist()
    n = len(values)
    if n < 2:
        nothing = dict.fromkeys((*ESTIMATE_COLUMNS, "spread_origin"))
        return {"n": n, **nothing, "reason": str(Refusal.TOO_FEW)}
    mean = fsum(values) / n
    sd = sqrt(fsum((score - mean) ** 2 for score in values) / (n - 1))
    pooled_spread = metric_spread(metric, [values])
    spread, freedom = (
        (sd, n - 1) if own_spread else (float(pooled_spread.points), pooled_spread.freedom)
    )
    sem = _sem(metric, scores)
    half, _ = half_width(n, spread, freedom=freedom, size=size, sem=sem)
    numbers = (mean, sd, spread, sem, mean - half, mean + half)
    return {
        "n": n,
        **dict(zip(ESTIMATE_COLUMNS, map(finite, numbers), strict=True)),
        "indicative": reason_in_file(values, size, own=own_spread),
        "spread_origin": THIS_GROUP if own_spread else str(pooled_spread.origin),
    }


def _sem(metric: str, scores: ScoresOfMetric) -> float:
    """The SEM of one person; of willen and kunnen the root mean square over those who have them,
    because who misses an element has the larger one of those that are there (statistiek §2).
    """
    parts = {"willen": WILLEN, "kunnen": KUNNEN}.get(metric)
    if parts is None:
        return PROVISIONAL.of(metric)
    has_score = ~np.isnan(scores[metric])
    present = np.column_stack([~np.isnan(scores[part])[has_score] for part in parts])
    kinds, counts = np.unique(present, axis=0, return_counts=True)
    squares = [
        count * composite(PROVISIONAL.of(p) for p, has in zip(parts, kind, strict=True) if has) ** 2
        for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)
    ]
    return sqrt(fsum(squares) / len(present))
