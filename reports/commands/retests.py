"""How far the scores of the same people lie apart between two files, some weeks apart."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from reports.commands.content import Content, aligned, figure, finite
from reports.statistics.retest import NoDifferences, complete_pairs, retest
from reports.statistics.sem import RETEST_MINIMUM
from reports.statistics.types import Refusal
from surveys.instruments.elements import Element, Outcome
from surveys.instruments.model import Instrument
from surveys.scoring.batch import Batch, Floats

RETEST_COLUMNS: Final = (
    *("shift", "sem", "sem_low", "sem_high"),
    *("icc_c", "icc_c_low", "icc_c_high", "icc_a", "icc_a_low", "icc_a_high"),
)
_COLUMNS: Final = ("shift", "sem", "sem_low", "sem_high", "icc_c", "icc_a")
_REASONS: Final = {
    Refusal.TOO_FEW: f"minder dan {RETEST_MINIMUM} mensen beantwoordden alle vragen beide keren",
    Refusal.TOO_FEW_ITEMS: "geen vragen",
    Refusal.NO_SPREAD: "niemand verschilt van een ander, of niemand antwoordde iets anders",
}


def retests(instrument: Instrument, first: Mapping[str, str], second: Mapping[str, str]) -> Content:
    """Per element and outcome the figures over who stands in both, by id, with all its items."""
    people = sorted(first.keys() & second.keys())
    batches = [Batch(instrument, [file[person] for person in people]) for file in (first, second)]
    return {
        "respondents_second": len(second),
        "linked": len(people),
        "elements": {
            str(metric): _figures(*(batch.items(metric) for batch in batches))
            for metric in (*Element, *Outcome)
        },
    }


def retest_lines(content: Mapping[str, Any]) -> Sequence[str]:
    """The same for who reads it: points with one decimal, coefficients with three."""
    elements: Mapping[str, Mapping[str, Any]] = content["elements"]
    with_figures = {name: entry for name, entry in elements.items() if "reason" not in entry}
    lines = [f"Hertest: {content['linked']} mensen staan in beide bestanden"]
    if with_figures:
        rows: list[tuple[str, ...]] = [("", "n", *_COLUMNS)]
        rows += [
            (
                name,
                str(entry["n"]),
                *(figure(entry[one], 3 if one.startswith("icc") else 1) for one in _COLUMNS),
            )
            for name, entry in with_figures.items()
        ]
        lines += ["", *aligned(rows)]
    refusals = [
        f"{name}: niet bepaald, {_REASONS[entry['reason']]} (n = {entry['n']})"
        for name, entry in elements.items()
        if name not in with_figures
    ]
    return [*lines, "", *refusals] if refusals else lines


def _figures(first: Floats, second: Floats) -> Content:
    pairs = complete_pairs(first, second)
    n = int(pairs.sum())
    if not first.shape[1]:
        return _refused(0, Refusal.TOO_FEW_ITEMS)
    if n < RETEST_MINIMUM:
        return _refused(n, Refusal.TOO_FEW)
    try:
        figures = retest(first[pairs].mean(axis=1), second[pairs].mean(axis=1))
    except NoDifferences:
        return _refused(n, Refusal.NO_SPREAD)
    return {"n": n, **{name: finite(asdict(figures)[name]) for name in RETEST_COLUMNS}}


def _refused(n: int, reason: Refusal) -> Content:
    return {"n": n, **dict.fromkeys(RETEST_COLUMNS), "reason": reason}
