"""The rows of an SPSS file (.sav, .zsav), as the rows of a CSV file would be.

Of the variables only those of the questionnaire are taken, whatever their capitals: SPSS itself
does not tell `h1` from `H1`, and a file of research holds much more than the answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from igm_portal.csv_files.records import Record
from surveys.answer_files.faults import FaultTally
from surveys.answer_files.header import ID
from surveys.answer_files.research_packages import research_package
from surveys.instruments.model import Instrument, Missing, Scale

SIGNATURES: Final = (b"$FL2", b"$FL3")
MISSING_WORDS: Final[Mapping[Missing, str]] = {
    Missing.WN: "weet ik niet",
    Missing.NVT: "niet van toepassing",
    Missing.WZ: "zeg ik liever niet",
}
"""The value labels of missing values that keep their kind; any other is no answer at all."""

_MISSING_CODES = {words: code.value for code, words in MISSING_WORDS.items()}
_Ranges = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SpssFile:
    """The header and the cases; `unused` variables have nothing to do with the questionnaire, the
    codes in `relabelled` have value labels in another order than the scale, which were followed.
    """

    header: Record
    cases: Iterator[Record]
    unused: tuple[str, ...]
    relabelled: tuple[str, ...]


def is_spss(path: Path) -> bool:
    """Whether the file begins as one of SPSS does, whatever its name is."""
    try:
        with path.open("rb") as file:
            return file.read(4) in SIGNATURES
    except OSError:
        return False  # whoever reads it says why


def read_spss(
    path: Path, instrument: Instrument, tally: FaultTally, group: str | None = None
) -> SpssFile:
    """The file with the answers as text: a code of the scale, WN, NVT, WZ, or nothing.

    A value that the file declares missing is no answer. Where every value label of a variable is an
    answer of its scale, the label tells the step and not the number. The variable `group` is handed
    on by its value label, `id` as it stands. All cases are in memory. Raises AnswerFileFault for a
    file that is damaged, NoPackage where no reader is installed.
    """
    reader = research_package("pyreadstat")
    spelling = {name.casefold(): name for name in (ID, *(item.code for item in instrument.items))}
    if group is not None:
        spelling.setdefault(group.casefold(), group)
    try:
        _, meta = reader.read_sav(str(path), metadataonly=True, user_missing=True)
        used = [name for name in meta.column_names if name.casefold() in spelling]
        data, _ = reader.read_sav(
            str(path),
            usecols=used or meta.column_names[:1],
            user_missing=True,
            output_format="dict",
            disable_datetime_conversion=True,
        )
    except (reader.ReadstatError, UnicodeDecodeError):
        raise tally.refuse("dit SPSS-bestand is beschadigd of niet leesbaar") from None
    codes = {item.code for item in instrument.items}
    columns, relabelled = [], []
    for name in used:
        code = spelling[name.casefold()]
        labels = meta.variable_value_labels.get(name, {})
        missing = meta.missing_ranges.get(name, [])
        texts = {} if code == ID else labels
        if code in codes:
            texts = _steps(labels, missing, instrument.scales[instrument.item(code).scale])
            if any(_plain(value) != text for value, text in texts.items()):
                relabelled.append(code)
        columns.append(_column(data[name], texts, labels, missing))
    rows = zip(*columns, strict=True)
    return SpssFile(
        Record(1, [spelling[name.casefold()] for name in used]),
        (Record(row, list(cells)) for row, cells in enumerate(rows, 2)),
        tuple(name for name in meta.column_names if name not in used),
        tuple(relabelled),
    )


def _steps(labels: Mapping[Any, str], missing: _Ranges, scale: Scale) -> dict[Any, str]:
    """The step of each value by its label; empty where the labels are not those of the scale."""
    values = {step.label.casefold(): str(step.value) for step in scale.steps}
    meanings = {value: text for value, text in labels.items() if not _is_missing(value, missing)}
    steps = {value: values.get(_folded(text), "") for value, text in meanings.items()}
    all_different = len(set(steps.values())) == len(steps)
    return steps if all_different and "" not in steps.values() else {}


def _column(
    values: Sequence[Any], texts: Mapping[Any, str], labels: Mapping[Any, str], missing: _Ranges
) -> list[str]:
    """Every value as text; few differ, so each is looked at once."""
    text_of = {
        value: _MISSING_CODES.get(_folded(labels.get(value, "")), "")
        if _is_missing(value, missing)
        else texts.get(value) or _plain(value)
        for value in set(values)
    }
    return [text_of[value] for value in values]


def _is_missing(value: Any, missing: _Ranges) -> bool:
    """Whether the system or the file itself calls the value missing."""
    if value is None or value != value:
        return True
    return any(
        isinstance(value, type(one["lo"])) and one["lo"] <= value <= one["hi"] for one in missing
    )


def _plain(value: Any) -> str:
    """A value as it would stand in a CSV file: 4 and not 4.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
