"""The columns of the table: each with its name, heading, meaning, content and width in one place.

Names and order are the same in every file; only the form differs (`spreadsheet`, `delimited`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from reports.exports.file_texts import FileTexts
from reports.exports.table import FigureRow, RowState, Unit
from reports.exports.text import plain

Value = str | int | date | None
"""What stands in a cell. A number that is not shown is None: the status of its row says so."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """`name` is that of the machine's file and never changes; heading and meaning are English
    msgids; `content` gives the cell of a row; `width` is in characters.

    A `number` is withheld with its row. What is `of_wave` is the same in every row of a wave:
    columns in a CSV, a sheet of its own in a spreadsheet.
    """

    name: str
    heading: str
    meaning: str
    content: Callable[[FigureRow, FileTexts], Value]
    width: int = 14
    number: bool = False
    of_wave: bool = False


def _(msgid: str) -> str:
    """Mark a text for the catalogue; whoever makes a file has it translated."""
    return msgid


def _label(row: FigureRow, texts: FileTexts) -> str:
    question = row.source.questions.get(row.measure)
    return plain(question.label if question else texts.measures.get(row.measure, row.measure))


def _answer(row: FigureRow, texts: FileTexts) -> str:
    question = row.source.questions.get(row.measure)
    options = question.options if question else {}
    return " / ".join(plain(options.get(option, option)) for option in row.options)


def _since(row: FigureRow, texts: FileTexts) -> str:
    shown_change = row.unit is Unit.CHANGE and row.state is RowState.SHOWN
    return plain(row.source.since) if shown_change else ""


def _low_participation(row: FigureRow, texts: FileTexts) -> str:
    if row.participation is None:
        return ""
    return texts.yes if row.participation.warning else texts.no


def _note(row: FigureRow, texts: FileTexts) -> str:
    if row.state is RowState.WITHHELD:
        return texts.withheld
    return texts.indicative[row.indicative] if row.indicative else ""


class ExportColumn(Enum):
    """Every column, in the order of every file. Of a withheld row no field holds a figure."""

    WAVE = ColumnSpec(
        "meting",
        _("Wave"),
        _("The name of the wave."),
        lambda row, texts: plain(row.source.wave),
        width=22,
    )
    CLOSED = ColumnSpec(
        "gesloten_op",
        _("Closed on"),
        _("The last day on which answers counted."),
        lambda row, texts: row.source.closes_on,
    )
    QUESTIONNAIRE = ColumnSpec(
        "vragenlijst",
        _("Questionnaire"),
        _("Code and version; only equal ones compare."),
        lambda row, texts: row.source.questionnaire,
    )
    LEVEL = ColumnSpec(
        "niveau",
        _("Level"),
        _("Organisation, department or team."),
        lambda row, texts: texts.levels[row.group.level],
    )
    DEPARTMENT = ColumnSpec(
        "afdeling",
        _("Department"),
        _("The department at the launch of the wave."),
        lambda row, texts: plain(row.department),
        width=20,
    )
    GROUP = ColumnSpec(
        "groep",
        _("Group"),
        _("The name at the launch of the wave."),
        lambda row, texts: plain(row.group.name),
        width=26,
    )
    MEASURE = ColumnSpec(
        "maat",
        _("Measure"),
        _("The code of what was measured or counted."),
        lambda row, texts: row.measure,
        width=25,
    )
    LABEL = ColumnSpec(
        "omschrijving",
        _("Description"),
        _("The measure in words, or the question."),
        _label,
        width=36,
    )
    OPTION = ColumnSpec(
        "antwoord",
        _("Answer code"),
        _("Of a count: the code of the answer; joined by + where answers were merged."),
        lambda row, texts: "+".join(row.options),
    )
    ANSWER = ColumnSpec(
        "antwoord_tekst", _("Answer"), _("Of a count: the answer in words."), _answer, width=36
    )
    UNIT = ColumnSpec(
        "eenheid",
        _("Unit"),
        _("What the numbers of this row count."),
        lambda row, texts: texts.units[row.unit],
        width=22,
    )
    STATE = ColumnSpec(
        "status",
        _("Status"),
        _("Shown or not shown. A row that is not shown holds no number at all."),
        lambda row, texts: texts.states[row.state],
    )
    VALUE = ColumnSpec(
        "waarde",
        _("Value"),
        _("The mean or the change in whole points. Empty for a count and for a word."),
        lambda row, texts: row.value,
        number=True,
    )
    LOW = ColumnSpec(
        "laag",
        _("Low"),
        _("Where the mean or change probably begins (95%), or the least share in per cent."),
        lambda row, texts: row.low,
        number=True,
    )
    HIGH = ColumnSpec(
        "hoog",
        _("High"),
        _("Where the mean or change probably ends (95%), or the greatest share in per cent."),
        lambda row, texts: row.high,
        number=True,
    )
    SINCE = ColumnSpec(
        "sinds",
        _("Since"),
        _("Of a change: the earlier wave. The measure says whose answers it compares."),
        _since,
    )
    BOUND = ColumnSpec(
        "begrenzing",
        _("Bound"),
        _("Filled in when the value is a bound: “or more” or “or less”."),
        lambda row, texts: texts.bounds[row.coded] if row.coded else "",
    )
    PEOPLE_FROM = ColumnSpec(
        "mensen_van",
        _("People from"),
        _("At least this many people answered."),
        lambda row, texts: row.n.low if row.n else None,
        number=True,
    )
    PEOPLE_TO = ColumnSpec(
        "mensen_tot",
        _("People to"),
        _("At most this many; empty: no upper limit."),
        lambda row, texts: row.n.high if row.n else None,
        number=True,
    )
    TOOK_PART_FROM = ColumnSpec(
        "deelname_van",
        _("Participation from (%)"),
        _("At least this part of the invited took part."),
        lambda row, texts: row.participation.band.low if row.participation else None,
        number=True,
    )
    TOOK_PART_TO = ColumnSpec(
        "deelname_tot",
        _("Participation to (%)"),
        _("Less than this part took part."),
        lambda row, texts: row.participation.band.high if row.participation else None,
        number=True,
    )
    LOW_PARTICIPATION = ColumnSpec(
        "lage_deelname",
        _("Low participation"),
        _("Yes: so few took part that the figure is a weak guide."),
        _low_participation,
    )
    ORIGIN = ColumnSpec(
        "herkomst_meetfout",
        _("Origin of the uncertainty"),
        _("Whether the error of measurement was measured (reference) or assumed."),
        lambda row, texts: row.source.origins.get(row.measure, ""),
    )
    SPREAD = ColumnSpec(
        "spreiding",
        _("Origin of the spread"),
        _(
            "What the width of the interval rests on: “eigen” is measured in this wave, “eerder” "
            "in an earlier wave with this questionnaire, “elders” by another organisation with "
            "this questionnaire, “voorlopig” is a wide number chosen in "
            "advance, because too few people took part to measure it. Of a change between two "
            "waves: the weaker of both. Empty for a count and in older waves."
        ),
        lambda row, texts: str(row.spread or ""),
    )
    NOTE = ColumnSpec(
        "toelichting", _("Note"), _("What to know before using the row."), _note, width=62
    )
    STARTED = ColumnSpec(
        "begonnen_op",
        _("Began on"),
        _("The first day of the wave."),
        lambda row, texts: row.source.starts_on,
        of_wave=True,
    )
    CHECKSUM = ColumnSpec(
        "controlegetal",
        _("Checksum"),
        _("Identifies the exact text of the questionnaire."),
        lambda row, texts: row.source.checksum,
        of_wave=True,
    )
    SCORING = ColumnSpec(
        "score_versie",
        _("Version of the scoring"),
        _("Which scoring rules were used."),
        lambda row, texts: row.source.scoring,
        of_wave=True,
    )
    POLICY = ColumnSpec(
        "regels",
        _("Rules"),
        _("From which numbers figures are shown."),
        lambda row, texts: row.source.policy,
        of_wave=True,
    )
    DIGEST = ColumnSpec(
        "momentopname",
        _("Published figures (SHA-256)"),
        _("Identifies the published figures; equal figures have the same."),
        lambda row, texts: row.source.digest,
        of_wave=True,
    )
    EXPORTED = ColumnSpec(
        "gemaakt_op",
        _("Made on"),
        _("The day on which this file was made."),
        lambda row, texts: row.source.exported_on,
        of_wave=True,
    )


FIGURE_COLUMNS: Final = tuple(column for column in ExportColumn if not column.value.of_wave)


def line_of(
    columns: Iterable[ExportColumn], texts: FileTexts
) -> Callable[[FigureRow], list[Value]]:
    """What gives a row as it stands in a file: one value for each of these columns."""
    contents = [column.value.content for column in columns]
    return lambda row: [content(row, texts) for content in contents]
