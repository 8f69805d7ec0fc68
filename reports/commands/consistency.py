"""How reliable each element is over the people in one file, or why that cannot be said."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reports.commands.content import Content, aligned, figure, finite, head
from reports.statistics.quality import NoReliability, Reliability, reliability
from reports.statistics.types import Refusal
from surveys.instruments.elements import Element
from surveys.instruments.model import Instrument
from surveys.scoring.batch import Batch

CONSISTENCY_COLUMNS: Final = ("alpha", "alpha_low", "alpha_high", "omega", "sem")

_CHECK_KEY: Final = "controleer_de_sleutel"
_COPIES: Final = "vragen_gelijk"
_WARNINGS: Final = {
    _CHECK_KEY: "let op, alpha is niet groter dan 0: controleer de sleutel van elke vraag. Een "
    "meetfout (sem) is zo niet te bepalen",
    _COPIES: "let op, alle vragen zijn door iedereen gelijk beantwoord: een meetfout (sem) is zo "
    "niet te zien",
}
_REFUSAL_REASONS: Final = {
    Refusal.FORMATIVE: "de vragen vormen samen de score en hoeven niet op elkaar te lijken",
    Refusal.TOO_FEW_ITEMS: "minder dan twee vragen",
    Refusal.TOO_FEW: "minder dan 50 mensen beantwoordden alle vragen",
    Refusal.NO_SPREAD: "iedereen kwam op dezelfde score uit",
}


def consistency(instrument: Instrument, answers: Sequence[str]) -> Content:
    """The report of every element over the people who answered all of its questions."""
    batch = Batch(instrument, answers)
    return {
        **head(instrument),
        "respondents": len(answers),
        "elements": {str(element): _element(batch, element) for element in Element},
    }


def consistency_lines(content: Mapping[str, Any]) -> list[str]:
    """The same for who reads it, rounded to three decimals."""
    elements = content["elements"]
    reports = {name: entry for name, entry in elements.items() if "reason" not in entry}
    lines = [f"{content['instrument']}: {content['respondents']} respondenten"]
    if reports:
        rows = [
            ("", "n", *CONSISTENCY_COLUMNS),
            *(
                (name, str(entry["n"]), *(figure(entry[one], 3) for one in CONSISTENCY_COLUMNS))
                for name, entry in reports.items()
            ),
        ]
        lines += ["", *aligned(rows), "", "Samenhang van elke vraag met de rest van het element"]
        for name, entry in reports.items():
            rest = (f"{code} {figure(value, 3)}" for code, value in entry["item_rest"].items())
            lines.append(f"  {name}: {', '.join(rest)}")
        warnings = [
            f"{name}: {_WARNINGS[entry['warning']]}."
            for name, entry in reports.items()
            if "warning" in entry
        ]
        lines += ["", *warnings] if warnings else []
    refusals = {name: entry for name, entry in elements.items() if name not in reports}
    lines += [
        "",
        *(
            f"{name}: niet bepaald, {_REFUSAL_REASONS[entry['reason']]} (n = {entry['n']})"
            for name, entry in refusals.items()
        ),
    ]
    return lines


def _element(batch: Batch, element: Element) -> Content:
    report = reliability(element, batch.items(element))
    codes = [item.code for item in batch.instrument.items_of(element)]
    if isinstance(report, NoReliability):
        return {
            "n": report.n,
            **dict.fromkeys((*CONSISTENCY_COLUMNS, "item_rest")),
            "reason": report.reason,
        }
    return _report(report, codes)


def _report(report: Reliability, codes: Sequence[str]) -> Content:
    content: Content = {
        "n": report.n,
        **{name: finite(getattr(report, name)) for name in CONSISTENCY_COLUMNS},
        "item_rest": dict(zip(codes, report.item_rest, strict=True)),
    }
    if report.no_omega is not None:
        content["no_omega"] = report.no_omega
    if report.sem is None:
        content["warning"] = _CHECK_KEY if report.alpha <= 0 else _COPIES
    return content
