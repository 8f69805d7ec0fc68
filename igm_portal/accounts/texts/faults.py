"""What is wrong with an import file, in words that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.imports.faults import Code, Fault

_SPREADSHEET = _(
    "This is a spreadsheet or PDF, not a CSV. In Excel: Save as, “CSV UTF-8 (delimited)”."
)
TEXTS: dict[Code, str | Promise] = {
    Code.EMPTY: _("The file is empty."),
    Code.TOO_LARGE: _("The file is larger than 5 MB. Split it into smaller files."),
    Code.SPREADSHEET: _SPREADSHEET,
    Code.OLD_SPREADSHEET: _SPREADSHEET,
    Code.PDF: _SPREADSHEET,
    Code.GZIP: _("This is a compressed file, not a CSV. Unpack it first."),
    Code.HTML: _("This is a web page, not a CSV. Perhaps a sign-in page was saved by mistake."),
    Code.UTF_16: _("This is “Unicode text”. In Excel: Save as, “CSV UTF-8 (delimited)”."),
    Code.NOT_TEXT: _("This is not a text file, or it has damaged characters."),
    Code.MIXED_ENCODING: _(
        "The file is in two encodings, as when two exports are put together: rows %(value)s "
        "differ from the others. Save each export as “CSV UTF-8” first."
    ),
    Code.OTHER_DELIMITER: _("The columns are divided by another sign. Use semicolons or commas."),
    Code.TWO_DELIMITERS: _(
        "The first row has as many semicolons as commas (or tabs). Use one of them."
    ),
    Code.NO_DELIMITER: _("The first row has no semicolons or commas, so there are no columns."),
    Code.TOO_MANY_ROWS: _("The file has %(value)s rows; at most 20,000 are read at once."),
    Code.NO_ROWS: _("Below the row with the names of the columns there is nothing."),
    Code.MISSING_COLUMN: _(
        "No column says who it is about. The first row must name “e-mail” or “personeelsnummer”."
    ),
    Code.DOUBLE_COLUMN: _("This column is there twice."),
    Code.LINE_TOO_LONG: _("This row has more than 50,000 characters."),
    Code.QUOTES: _("A quotation mark is opened and not closed here, or stands in the wrong place."),
    Code.TOO_MANY_CELLS: _(
        "This row has more cells than there are columns; the first too many is “%(value)s”."
    ),
    Code.FORMULA: _("“%(value)s” begins with = + - or @, as a formula does."),
    Code.CONTROL_CHARACTER: _("There are invisible characters in this cell."),
    Code.DAMAGED: _(
        "“%(value)s” looks damaged by a wrong encoding. Save the file as “CSV UTF-8” from its "
        "source, or correct the text."
    ),
    Code.DAMAGED_NAME: _(
        "“%(value)s” looks like “%(other)s”, damaged by a wrong encoding. Save the file as “CSV "
        "UTF-8” from its source, or correct the text."
    ),
    Code.TOO_LONG: _("This is longer than %(other)s characters."),
    Code.NOT_AN_EMAIL: _("“%(value)s” is not an e-mail address."),
    Code.NOT_A_DATE: _("“%(value)s” is not a date such as 31-12-2026."),
    Code.UNKNOWN_ROLE: _(
        "“%(value)s” is not a role. Choose medewerker, teammanager, afdelingshoofd, hr-adviseur "
        "or beheerder."
    ),
    Code.UNKNOWN_FUNCTION: _(
        "“%(value)s” is not a function. Choose klantmanager, inkomensconsulent or accountmanager."
    ),
    Code.NEEDED: _("This must be filled in here."),
    Code.NOT_FOR_ROLE: _("“%(value)s” does not go with this role. Leave the cell empty."),
    Code.END_BEFORE_START: _("The last day lies before the first day."),
    Code.DIFFERS_FROM_ROW: _("“%(value)s” differs from row %(other)s about the same person."),
    Code.SAME_AS_ROW: _("Row %(other)s says the same: this person, role and place."),
    Code.OF_ANOTHER_PERSON: _("“%(value)s” belongs to another person already."),
    Code.OTHER_NUMBER: _("This person has staff number %(other)s already."),
    Code.RESERVED_EMAIL: _(
        "“%(value)s” was somebody else’s until recently and can still be put back."
    ),
    Code.WORKS_ELSEWHERE: _(
        "This person works for another organisation here too, so the address cannot be changed."
    ),
    Code.TEAM_IN_OTHER_DEPARTMENT: _("This team belongs to the department “%(other)s”."),
    Code.TWO_SPELLINGS: _(
        "“%(value)s” is here twice already, in two spellings that look the same. Give one of them "
        "another name or address first."
    ),
    Code.OVERLAPS_ENDED: _(
        "This role ended on %(other)s. Choose a first day after that, or leave the row out."
    ),
    Code.OWN_ROLE: _("Nobody gives a role to himself. Ask another administrator."),
    Code.LAST_ADMINISTRATOR: _("Then nobody would be administrator any more."),
}


def fault_text(fault: Fault) -> str:
    """One sentence for one mistake; where it stands is shown beside it."""
    return str(TEXTS[fault.code]) % {"value": fault.value, "other": fault.other}
