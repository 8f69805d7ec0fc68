"""The columns of the table: what each row says in words, numbers and dates.

Names and order are the same in every file; only the dress differs (`spreadsheet`, `delimited`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from reports.disclosure.cells import Coded
from reports.exports.table import Row, State, Unit
from reports.exports.text import plain
from surveys.policy import Level

Value = str | int | date | State | None
"""What stands in a cell; State.WITHHELD stands where a number would have told too much."""


class Column(StrEnum):
    """A column by its name in the machine's file."""

    WAVE = "meting"
    CLOSED = "gesloten_op"
    QUESTIONNAIRE = "vragenlijst"
    LEVEL = "niveau"
    DEPARTMENT = "afdeling"
    GROUP = "groep"
    MEASURE = "maat"
    LABEL = "omschrijving"
    OPTION = "antwoord"
    ANSWER = "antwoord_tekst"
    UNIT = "eenheid"
    STATE = "status"
    VALUE = "waarde"
    LOW = "laag"
    HIGH = "hoog"
    SINCE = "sinds"
    BOUND = "begrenzing"
    PEOPLE_FROM = "mensen_van"
    PEOPLE_TO = "mensen_tot"
    TOOK_PART_FROM = "deelname_van"
    TOOK_PART_TO = "deelname_tot"
    LOW_PARTICIPATION = "lage_deelname"
    ORIGIN = "herkomst_meetfout"
    NOTE = "toelichting"
    STARTED = "begonnen_op"
    CHECKSUM = "controlegetal"
    SCORING = "score_versie"
    POLICY = "regels"
    DIGEST = "momentopname"
    EXPORTED = "gemaakt_op"


EVERY: Final = tuple(Column)
ABOUT: Final = (
    Column.STARTED,
    Column.CHECKSUM,
    Column.SCORING,
    Column.POLICY,
    Column.DIGEST,
    Column.EXPORTED,
)
"""The same in every row of a wave: columns in a CSV, a sheet of its own in a spreadsheet."""
FIGURES: Final = tuple(column for column in EVERY if column not in ABOUT)


@dataclass(frozen=True, slots=True)
class ColumnTexts:
    """Every word of a file that does not come from the wave itself.

    `columns` and `meanings` head and explain the columns, `measures` and `elements` name and
    explain the means; `withheld` is the one text of everything that is not shown.
    """

    columns: Mapping[Column, str]
    meanings: Mapping[Column, str]
    measures: Mapping[str, str]
    elements: Mapping[str, str]
    levels: Mapping[Level, str]
    units: Mapping[Unit, str]
    states: Mapping[State, str]
    bounds: Mapping[Coded, str]
    withheld: str
    indicative: str
    yes: str
    no: str


def coded(words: ColumnTexts) -> ColumnTexts:
    """The same words with codes that never change in the cells, for programs."""
    return replace(
        words,
        levels={"organisation": "organisatie", "department": "afdeling", "team": "team"},
        units={unit: unit.value for unit in Unit},
        states={state: state.value for state in State},
        bounds={"top": "of_meer", "bottom": "of_minder"},
        yes="ja",
        no="nee",
    )


def values(row: Row, words: ColumnTexts) -> dict[Column, Value]:
    """The row as it stands in a file, one value per column."""
    cells = _identity(row, words) | _figure(row, words) | _people(row, words)
    return cells | {column: tell(row) for column, tell in _ABOUT.items()}


def _identity(row: Row, words: ColumnTexts) -> dict[Column, Value]:
    edition, question = row.edition, row.edition.questions.get(row.measure)
    label = question.label if question else words.measures.get(row.measure, row.measure)
    options = question.options if question else {}
    return {
        Column.WAVE: plain(edition.wave),
        Column.CLOSED: edition.closes_on,
        Column.QUESTIONNAIRE: edition.questionnaire,
        Column.LEVEL: words.levels[row.group.level],
        Column.DEPARTMENT: plain(row.department),
        Column.GROUP: plain(row.group.name),
        Column.MEASURE: row.measure,
        Column.LABEL: plain(label),
        Column.OPTION: "+".join(row.options),
        Column.ANSWER: " / ".join(plain(options.get(option, option)) for option in row.options),
        Column.UNIT: words.units[row.unit],
        Column.STATE: words.states[row.state],
        Column.ORIGIN: edition.origins.get(row.measure, ""),
    }


def _figure(row: Row, words: ColumnTexts) -> dict[Column, Value]:
    if row.state is State.WITHHELD:
        return dict.fromkeys(_NUMBERS, State.WITHHELD) | {
            Column.SINCE: "",
            Column.BOUND: "",
            Column.LOW_PARTICIPATION: "",
            Column.NOTE: words.withheld,
        }
    few = row.n is not None and row.edition.publication.policy.indicative(row.n)
    return {
        Column.VALUE: row.value,
        Column.LOW: row.low,
        Column.HIGH: row.high,
        Column.SINCE: plain(row.edition.since) if row.unit is Unit.CHANGE else "",
        Column.BOUND: words.bounds[row.coded] if row.coded else "",
        Column.NOTE: words.indicative if few else "",
    }


def _people(row: Row, words: ColumnTexts) -> dict[Column, Value]:
    if row.state is State.WITHHELD:
        return {}
    participation = row.participation
    return {
        Column.PEOPLE_FROM: row.n.low if row.n else None,
        Column.PEOPLE_TO: row.n.high if row.n else None,
        Column.TOOK_PART_FROM: participation.band.low if participation else None,
        Column.TOOK_PART_TO: participation.band.high if participation else None,
        Column.LOW_PARTICIPATION: (words.yes if participation.warning else words.no)
        if participation
        else "",
    }


_NUMBERS: Final = (
    Column.VALUE,
    Column.LOW,
    Column.HIGH,
    Column.PEOPLE_FROM,
    Column.PEOPLE_TO,
    Column.TOOK_PART_FROM,
    Column.TOOK_PART_TO,
)

_ABOUT: Final[Mapping[Column, Callable[[Row], Value]]] = {
    Column.STARTED: lambda row: row.edition.starts_on,
    Column.CHECKSUM: lambda row: row.edition.checksum,
    Column.SCORING: lambda row: row.edition.scoring,
    Column.POLICY: lambda row: row.edition.policy,
    Column.DIGEST: lambda row: row.edition.digest,
    Column.EXPORTED: lambda row: row.edition.exported_on,
}
