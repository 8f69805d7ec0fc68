"""Answers and scores of respondents as an SPSS file (.sav), with the words that explain them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np

from surveys.answer_files.header import ID
from surveys.answer_files.research_packages import research_package
from surveys.answer_files.respondents import Respondent
from surveys.answer_files.spss import MISSING_WORDS
from surveys.instruments.elements import METRICS, Element
from surveys.instruments.model import Instrument, Missing
from surveys.scoring.answers import MISSING
from surveys.scoring.batch import Batch

SUFFIX: Final = ".sav"
MISSING_VALUES: Final = {Missing.WN: 97.0, Missing.NVT: 98.0, Missing.WZ: 99.0}

_NAMES: Final = {
    **{metric: f"{metric.replace('_', ' ').capitalize()} (0-100)" for metric in METRICS},
    "contrast": "Willen min kunnen (-100 tot 100)",
}


def write_spss(path: Path, instrument: Instrument, respondents: Iterable[Respondent]) -> None:
    """Write id, the answers as they were given and the scores of everybody, in the given order.

    Every answer has the words of its step as value label; "weet ik niet" and its kin are values
    that the file declares missing, and a score that cannot be given is empty. Scores are not
    rounded. Everybody is in memory. Raises NoPackage where no writer is installed.
    """
    writer, tables = research_package("pyreadstat"), research_package("pandas")
    everybody = list(respondents)
    batch = Batch(instrument, [one.answers for one in everybody])
    columns: dict[str, Any] = {ID: [one.id for one in everybody]}
    columns |= {item.code: _values(batch, at) for at, item in enumerate(instrument.items)}
    columns |= {metric: batch.metrics[metric] for metric in METRICS}
    columns |= {f"n_{name}": batch.answered[name].astype(float) for name in Element}
    codes = [item.code for item in instrument.items]
    writer.write_sav(
        tables.DataFrame(columns),
        str(path),
        file_label=f"{instrument.code}@{instrument.version}",
        column_labels=_variable_labels(instrument),
        variable_value_labels={
            item.code: _labels(instrument, item.scale) for item in instrument.items
        },
        missing_ranges={code: list(MISSING_VALUES.values()) for code in codes},
        variable_measure={
            name: "ordinal" if name in codes else "nominal" if name == ID else "scale"
            for name in columns
        },
        variable_format={name: _format(name, codes) for name in columns if name != ID},
    )


def _values(batch: Batch, position: int) -> Any:
    """The answers to one item as numbers, nan where there is none."""
    values = np.full(256, np.nan)
    for letter, value in batch.plan.items[position].values.items():
        values[ord(letter)] = value
    for letter, code in MISSING.items():
        values[ord(letter)] = MISSING_VALUES[code]
    return values[batch.letters[:, position]]


def _variable_labels(instrument: Instrument) -> dict[str, str]:
    """What each variable is: the text of a question, or the name of a score."""
    labels = {ID: "Respondent"} | {item.code: item.text for item in instrument.items} | _NAMES
    return labels | {
        f"n_{name}": f"Aantal beantwoorde vragen van {name.replace('_', ' ')}" for name in Element
    }


def _labels(instrument: Instrument, scale: str) -> dict[float, str]:
    steps = {float(step.value): step.label for step in instrument.scales[scale].steps}
    return steps | {value: MISSING_WORDS[code] for code, value in MISSING_VALUES.items()}


def _format(name: str, codes: list[str]) -> str:
    return "F2.0" if name in codes or name.startswith("n_") else "F8.2"
