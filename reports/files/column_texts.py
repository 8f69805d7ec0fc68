"""What the columns of a file of figures are called and mean."""

from django.utils.translation import gettext as _

from reports.exports.columns import Column

Texts = dict[Column, tuple[str, str]]


def column_texts() -> Texts:
    """Heading and meaning of every column, in the language of now."""
    return _identity() | _figures() | _about()


def _identity() -> Texts:
    return {
        Column.WAVE: (_("Wave"), _("The name of the wave.")),
        Column.CLOSED: (_("Closed on"), _("The last day on which answers counted.")),
        Column.QUESTIONNAIRE: (_("Questionnaire"), _("Code and version; only equal ones compare.")),
        Column.LEVEL: (_("Level"), _("Organisation, department or team.")),
        Column.DEPARTMENT: (_("Department"), _("The department at the launch of the wave.")),
        Column.GROUP: (_("Group"), _("The name at the launch of the wave.")),
        Column.MEASURE: (_("Measure"), _("The code of what was measured or counted.")),
        Column.LABEL: (_("Description"), _("The measure in words, or the question.")),
        Column.OPTION: (
            _("Answer code"),
            _("Of a count: the code of the answer; joined by + where answers were merged."),
        ),
        Column.ANSWER: (_("Answer"), _("Of a count: the answer in words.")),
        Column.UNIT: (_("Unit"), _("What the numbers of this row count.")),
        Column.STATE: (
            _("Status"),
            _("Shown or not shown. A row that is not shown holds no number at all."),
        ),
    }


def _figures() -> Texts:
    return {
        Column.VALUE: (
            _("Value"),
            _("The mean or the change in whole points. Empty for a count and for a word."),
        ),
        Column.LOW: (
            _("Low"),
            _("Where the mean or change probably begins (95%), or the least share in per cent."),
        ),
        Column.HIGH: (
            _("High"),
            _("Where the mean or change probably ends (95%), or the greatest share in per cent."),
        ),
        Column.SINCE: (
            _("Since"),
            _("Of a change: the earlier wave. The measure says whose answers it compares."),
        ),
        Column.BOUND: (
            _("Bound"),
            _("Filled in when the value is a bound: “or more” or “or less”."),
        ),
        Column.PEOPLE_FROM: (_("People from"), _("At least this many people answered.")),
        Column.PEOPLE_TO: (_("People to"), _("At most this many; empty: no upper limit.")),
        Column.TOOK_PART_FROM: (
            _("Participation from (%)"),
            _("At least this part of the invited took part."),
        ),
        Column.TOOK_PART_TO: (_("Participation to (%)"), _("Less than this part took part.")),
        Column.LOW_PARTICIPATION: (
            _("Low participation"),
            _("Yes: so few took part that the figure is a weak guide."),
        ),
        Column.ORIGIN: (
            _("Origin of the uncertainty"),
            _("Whether the error of measurement was measured (reference) or assumed."),
        ),
        Column.NOTE: (_("Note"), _("What to know before using the row.")),
    }


def _about() -> Texts:
    return {
        Column.STARTED: (_("Began on"), _("The first day of the wave.")),
        Column.CHECKSUM: (_("Checksum"), _("Identifies the exact text of the questionnaire.")),
        Column.SCORING: (_("Version of the scoring"), _("Which scoring rules were used.")),
        Column.POLICY: (_("Rules"), _("From which numbers figures are shown.")),
        Column.DIGEST: (
            _("Published figures (SHA-256)"),
            _("Identifies the published figures; equal figures have the same."),
        ),
        Column.EXPORTED: (_("Made on"), _("The day on which this file was made.")),
    }
