"""How the same people, found back by id, differ between two files. Never "because of"."""

from collections.abc import Mapping
from math import isnan
from typing import Any, Final

from reports.commands.content import Content, aligned, figure, finite, head
from reports.statistics.change import ChangeOutcome
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team_change import Comparison, TeamChange, linked_change, team_outcomes
from reports.statistics.types import Refusal, TooFew
from reports.texts.metrics import METRICS as LABELS
from surveys.instruments.elements import METRICS
from surveys.instruments.model import Instrument
from surveys.policy import default_policy
from surveys.scoring.batch import score_many

Answers = Mapping[str, str]
"""The answer string of each person, by id."""

FIGURES: Final = ("difference", "low", "high", "p", "d_av", "g_av")

_SENTENCES: Final = {
    ChangeOutcome.HIGHER: "{}: hoger dan de eerste keer.",
    ChangeOutcome.LOWER: "{}: lager dan de eerste keer.",
    ChangeOutcome.NOT_SHOWN: "{}: geen verandering aan te tonen.",
    ChangeOutcome.NO_STATEMENT: "{}: te weinig mensen met beide scores voor een uitspraak.",
}
_SKILLS_LOWER = "Na leren oordelen mensen soms strenger over hun eigen vaardigheden."


def changes(instrument: Instrument, first: Answers, second: Answers) -> Content:
    """Per metric the mean change of those who have it both times, and what may be said of it.

    How many people could have answered both times is unknown, so f = 0 (decisions 1): the intervals
    are wider than those of a team of which nearly everybody answered.
    """
    before, after = _scores(instrument, first), _scores(instrument, second)
    found = {metric: _change(metric, before[metric], after[metric]) for metric in METRICS}
    told = {metric: change for metric, change in found.items() if isinstance(change, TeamChange)}
    outcomes = team_outcomes(told, minimum=default_policy(instrument.group).means)
    return {
        **head(instrument),
        "comparison": str(Comparison.LINKED),
        "respondents_first": len(first),
        "respondents_second": len(second),
        "linked": len(first.keys() & second.keys()),
        "metrics": {
            metric: {
                **_figures(change, before[metric], after[metric]),
                **_outcome(metric, outcomes.get(metric, ChangeOutcome.NO_STATEMENT)),
            }
            for metric, change in found.items()
        },
    }


def change_lines(content: Mapping[str, Any]) -> list[str]:
    """The same for who reads it, in points with one decimal."""
    metrics = content["metrics"]
    rows = [("", "n", "verschil", "van", "tot", "g_av")]
    rows += [
        (
            metric,
            str(entry["n"]),
            *(figure(entry[n], 1) for n in FIGURES[:3]),
            figure(entry["g_av"], 2),
        )
        for metric, entry in metrics.items()
    ]
    lines = [
        f"{content['instrument']}: {content['linked']} mensen staan in beide bestanden "
        f"({content['respondents_first']} in het eerste, {content['respondents_second']} in het "
        "tweede)",
        "",
        *aligned(rows),
        "",
        *(entry["sentence"] for entry in metrics.values()),
    ]
    if metrics["vaardigheden"]["outcome"] == ChangeOutcome.LOWER:
        lines.append(_SKILLS_LOWER)
    return lines


def _scores(instrument: Instrument, answers: Answers) -> dict[str, dict[str, float]]:
    """Per metric the score of everybody who has it, by id."""
    table = score_many(instrument, list(answers.values())).metrics
    return {
        metric: {
            person: score
            for person, score in zip(answers, table[metric].tolist(), strict=True)
            if not isnan(score)
        }
        for metric in METRICS
    }


def _change(
    metric: str, before: Mapping[str, float], after: Mapping[str, float]
) -> TeamChange | TooFew:
    try:
        return linked_change(metric, before, after, stable=None, sems=PROVISIONAL)
    except TooFew as refusal:
        return refusal


def _figures(
    change: TeamChange | TooFew, before: Mapping[str, float], after: Mapping[str, float]
) -> Content:
    numbers = {"n": change.n, "n_first": len(before), "n_second": len(after)}
    if isinstance(change, TooFew):
        return {**numbers, **dict.fromkeys(FIGURES), "reason": str(Refusal.TOO_FEW)}
    return {**numbers, **{name: finite(getattr(change, name)) for name in FIGURES}}


def _outcome(metric: str, outcome: ChangeOutcome) -> Content:
    return {"outcome": str(outcome), "sentence": _SENTENCES[outcome].format(LABELS[metric])}
