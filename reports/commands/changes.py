"""How the same people, found back by id, differ between two files. Never "because of"."""

from collections.abc import Mapping, Set
from math import isnan
from typing import Any, Final

from igm_portal.spelling import name_key
from reports.commands.content import THIS_GROUP, Content, aligned, figure, finite, head
from reports.statistics.change import ChangeOutcome
from reports.statistics.sem import PROVISIONAL
from reports.statistics.team_change import Judgement, TeamChange, judgements, linked_change
from reports.statistics.types import Refusal, TooFew
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import METRICS
from surveys.instruments.model import Instrument
from surveys.policy import default_policy
from surveys.scoring.batch import Batch

Answers = Mapping[str, str]
"""The answer string of each person, by id."""

CHANGE_COLUMNS: Final = (
    "difference",
    "low",
    "high",
    "level",
    "spread",
    "p",
    "p_holm",
    "d_av",
    "g_av",
)

_SENTENCES: Final = {
    ChangeOutcome.HIGHER: "{}: hoger dan de eerste keer.",
    ChangeOutcome.LOWER: "{}: lager dan de eerste keer.",
    ChangeOutcome.NOT_SHOWN: "{}: geen verandering aan te tonen.",
    ChangeOutcome.NO_STATEMENT: "{}: te weinig mensen met beide scores voor een uitspraak.",
}
_SKILLS_LOWER = "Na leren oordelen mensen soms strenger over hun eigen vaardigheden."


def changes(
    instrument: Instrument, first: Answers, second: Answers, *, own_spread: bool = False
) -> Content:
    """Per metric the mean change of those who have it both times, and what may be said of it.

    How many people could have answered both times is unknown, so f = 0 (statistiek §3): the
    intervals are wider than those of a team of which nearly everybody answered. They rest on the
    spread that the portal would take for one group (ADR 18); with `own_spread` on that of
    these people, and nothing is said.
    """
    before, after = _scores(instrument, first), _scores(instrument, second)
    by_metric = {
        metric: _change(metric, before[metric], after[metric], own_spread) for metric in METRICS
    }
    team_changes = {
        metric: change for metric, change in by_metric.items() if isinstance(change, TeamChange)
    }
    judgement_of = judgements(team_changes, minimum=default_policy(instrument.group).means)
    return {
        **head(instrument),
        "comparison": "dezelfde_mensen",
        "respondents_first": len(first),
        "respondents_second": len(second),
        "linked": len(first.keys() & second.keys()),
        "alike": _alike(first.keys() - second.keys(), second.keys() - first.keys()),
        "metrics": {
            metric: {
                "n": change.n,
                "n_first": len(before[metric]),
                "n_second": len(after[metric]),
                **_figures(change, judgement_of.get(metric)),
                **_outcome(own_spread, metric, judgement_of.get(metric)),
            }
            for metric, change in by_metric.items()
        },
    }


def change_lines(content: Mapping[str, Any]) -> list[str]:
    """The same for who reads it, in points with one decimal."""
    metrics = content["metrics"]
    rows = [("", "n", "verschil", "van", "tot", "niveau", "p (Holm)", "g_av")]
    rows += [
        (
            metric,
            str(entry["n"]),
            *(figure(entry[n], 1) for n in CHANGE_COLUMNS[:3]),
            figure(entry["level"], 4),
            _p_text(entry["p_holm"]),
            figure(entry["g_av"], 2),
        )
        for metric, entry in metrics.items()
    ]
    only_first, only_second = (
        content[f"respondents_{name}"] - content["linked"] for name in ("first", "second")
    )
    lines = [
        f"{content['instrument']}: {content['linked']} mensen staan in beide bestanden "
        f"({content['respondents_first']} in het eerste, {content['respondents_second']} in het "
        "tweede)",
        f"Niet gekoppeld: {only_first} uit het eerste bestand, {only_second} uit het tweede.",
        "",
        *aligned(rows),
        "",
        *_unlinked_lines(content),
        *(entry["sentence"] for entry in metrics.values() if entry["sentence"]),
    ]
    if all(entry["outcome"] is None for entry in metrics.values()):
        lines.append("Met de spreiding van deze mensen zelf volgt er geen uitspraak.")
    if metrics["vaardigheden"]["outcome"] == ChangeOutcome.LOWER:
        lines.append(_SKILLS_LOWER)
    return lines


def _p_text(p: float | None) -> str:
    return "<0.0001" if p is not None and p < 0.0001 else figure(p, 4)


def _alike(first: Set[str], second: Set[str]) -> int:
    """How many ids of one file alone look like one of the other alone: other capitals or width."""
    return len({*map(name_key, first)} & {*map(name_key, second)})


def _unlinked_lines(content: Mapping[str, Any]) -> list[str]:
    """What was not found back: a difference in spelling must not pass for people who left."""
    only = [content[f"respondents_{name}"] - content["linked"] for name in ("first", "second")]
    if not any(only):
        return []
    line = f"Niet gekoppeld: {only[0]} alleen in het eerste bestand, {only[1]} alleen in het tweede"
    if content["alike"]:
        line += f"; {content['alike']} daarvan lijken op elkaar (hoofdletters of schrijfwijze)"
    return [f"{line}.", ""]


def _scores(instrument: Instrument, answers: Answers) -> dict[str, dict[str, float]]:
    """Per metric the score of everybody who has it, by id."""
    table = Batch(instrument, list(answers.values())).metrics
    return {
        metric: {
            person: score
            for person, score in zip(answers, table[metric].tolist(), strict=True)
            if not isnan(score)
        }
        for metric in METRICS
    }


def _change(
    metric: str, before: Mapping[str, float], after: Mapping[str, float], own_spread: bool
) -> TeamChange | TooFew:
    try:
        return linked_change(metric, before, after, sems=PROVISIONAL, own=own_spread)
    except TooFew as refusal:
        return refusal


def _figures(change: TeamChange | TooFew, judgement: Judgement | None) -> Content:
    if isinstance(change, TooFew) or judgement is None:
        return {
            **dict.fromkeys((*CHANGE_COLUMNS, "spread_origin")),
            "reason": str(Refusal.TOO_FEW),
        }
    low, high = change.interval(judgement.level)
    numbers = {
        "difference": change.difference,
        "low": low,
        "high": high,
        "level": judgement.level,
        "spread": change.spread,
        "p": change.p,
        "p_holm": judgement.p,
        "d_av": change.d_av,
        "g_av": change.g_av,
    }
    return {
        **{name: finite(value) for name, value in numbers.items()},
        "spread_origin": str(change.origin or THIS_GROUP),
    }


def _outcome(own_spread: bool, metric: str, judgement: Judgement | None) -> Content:
    """Nothing is said where the spread is that of these people themselves."""
    if own_spread:
        return {"outcome": None, "sentence": None}
    outcome = ChangeOutcome.NO_STATEMENT if judgement is None else judgement.outcome
    return {"outcome": str(outcome), "sentence": _SENTENCES[outcome].format(METRIC_NAMES[metric])}
