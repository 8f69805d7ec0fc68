"""Say what is wrong with a file of people, and what an import of it would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.people_import.columns import Column, Field, Part
from igm_portal.accounts.people_import.faults import Fault, Mistake
from igm_portal.accounts.people_import.match import KnownRole, PersonChange, State
from igm_portal.accounts.people_import.plan import NewRole, Plan, RoleChange, RoleEnd
from igm_portal.accounts.people_import.risks import leavers, past_moves, people_with_role
from igm_portal.accounts.roles import Function, Role
from igm_portal.csv_files.records import Defect

MOST_SHOWN = 200  # rows of one table
Line = tuple[str, tuple[str, ...]]  # the header of a row, and its cells

FIELD_LABELS: Mapping[Field, str | Promise] = {
    Column.STAFF_NUMBER: _("Staff number"),
    Column.EMAIL: _("E-mail address"),
    Column.NAME: _("Name, whole"),
    Part.FIRST_NAME: _("First name"),
    Part.INFIX: _("Tussenvoegsel"),
    Part.LAST_NAME: _("Last name"),
    Column.DEPARTMENT: _("Department"),
    Column.TEAM: _("Team"),
    Column.ROLE: _("Role"),
    Column.FUNCTION: _("Function or title"),
    Column.START: _("First day of the role"),
    Part.HIRED: _("In service since"),
    Column.END: _("Last day"),
}
TEXTS: Mapping[StrEnum, str | Promise] = {
    Defect.EMPTY: _("The file is empty."),
    Mistake.TOO_LARGE: _("The file is larger than 5 MB. Split it into smaller files."),
    Defect.BROKEN_WORKBOOK: _(
        "This is no spreadsheet, or it is damaged. In Excel: Save as, “Excel Workbook (.xlsx)”."
    ),
    Defect.ENCRYPTED: _("This file has a password. Save it without one, and upload it again."),
    Defect.SHEET_TOO_LARGE: _(
        "The sheet is too large to read: at most 20,000 rows and 200 columns. Copy the list into "
        "a new file."
    ),
    Defect.NO_RESULTS: _(
        "There are formulas in the file that have not been computed yet. Open it in Excel, save "
        "it and upload it again."
    ),
    Defect.ERROR_VALUES: _(
        "A cell of the file holds an error, such as #N/B or #DEEL/0!. Put it right in Excel first."
    ),
    Defect.PDF: _("This is a PDF, not a spreadsheet or a CSV."),
    Defect.GZIP: _("This is a compressed file, not a CSV. Unpack it first."),
    Defect.HTML: _("This is a web page, not a CSV. Perhaps a sign-in page was saved by mistake."),
    Defect.UTF_16: _("This is “Unicode text”. In Excel: Save as, “CSV UTF-8 (delimited)”."),
    Defect.NOT_TEXT: _("This is not a text file, or it has damaged characters."),
    Defect.MIXED_ENCODING: _(
        "The file is in two encodings, as when two exports are put together: rows %(value)s "
        "differ from the others. Save each export as “CSV UTF-8” first."
    ),
    Defect.OTHER_DELIMITER: _("The columns are divided by another sign. Use semicolons or commas."),
    Defect.TWO_DELIMITERS: _(
        "The first row has as many semicolons as commas (or tabs). Use one of them."
    ),
    Mistake.NO_DELIMITER: _("The first row has no semicolons or commas, so there are no columns."),
    Mistake.TOO_MANY_ROWS: _("The file has %(value)s rows; at most 20,000 are read at once."),
    Mistake.TOO_MANY_COLUMNS: _("The file has %(value)s columns; at most 200 are read."),
    Mistake.TOO_MANY_TITLES: _(
        "The column with functions has %(value)s different titles that are not ours; at most 300 "
        "can be chosen for. Is it the right column?"
    ),
    Mistake.NO_ROWS: _("Below the row with the names of the columns there is nothing."),
    Mistake.MISSING_COLUMN: _(
        "No column says who it is about. The first row must name “e-mail” or “personeelsnummer”."
    ),
    Mistake.DOUBLE_COLUMN: _("This column is there twice."),
    Defect.LINE_TOO_LONG: _("This row has more than 50,000 characters."),
    Defect.QUOTES: _(
        "A quotation mark is opened and not closed here, or stands in the wrong place."
    ),
    Mistake.TOO_MANY_CELLS: _(
        "This row has more cells than there are columns; the first too many is “%(value)s”."
    ),
    Mistake.FORMULA: _("“%(value)s” begins with = + - or @, as a formula does."),
    Mistake.CONTROL_CHARACTER: _("There are invisible characters in this cell."),
    Mistake.DAMAGED: _(
        "“%(value)s” looks damaged by a wrong encoding. Save the file as “CSV UTF-8” from its "
        "source, or correct the text."
    ),
    Mistake.DAMAGED_NAME: _(
        "“%(value)s” looks like “%(other)s”, damaged by a wrong encoding. Save the file as “CSV "
        "UTF-8” from its source, or correct the text."
    ),
    Mistake.TOO_LONG: _("This is longer than %(other)s characters."),
    Mistake.NOT_AN_EMAIL: _("“%(value)s” is not an e-mail address."),
    Mistake.NOT_A_DATE: _("“%(value)s” is not a date such as 31-12-2026 or 2026-12-31."),
    Mistake.UNKNOWN_ROLE: _("“%(value)s” is not a role. Choose one of: %(other)s."),
    Mistake.UNKNOWN_FUNCTION: _("“%(value)s” is not a function. Choose one of: %(other)s."),
    Mistake.NEEDED: _("This must be filled in here."),
    Mistake.NOT_FOR_ROLE: _("“%(value)s” does not go with this role. Leave the cell empty."),
    Mistake.END_BEFORE_START: _("The last day lies before the first day."),
    Mistake.DIFFERS_FROM_ROW: _("“%(value)s” differs from row %(other)s about the same person."),
    Mistake.SHARED_EMAIL: _(
        "“%(value)s” is also on row %(other)s, with another name or staff number. One address is "
        "one person: give everyone an own address, or make both rows the same."
    ),
    Mistake.SAME_AS_ROW: _("Row %(other)s says the same: this person, role and place."),
    Mistake.OF_ANOTHER_PERSON: _("“%(value)s” belongs to another person already."),
    Mistake.OTHER_NUMBER: _(
        "The person with this e-mail address has staff number %(other)s already. Do two people "
        "share the address? Then give each an own one."
    ),
    Mistake.RESERVED_EMAIL: _(
        "“%(value)s” was somebody else’s until recently and can still be put back."
    ),
    Mistake.TEAM_IN_OTHER_DEPARTMENT: _("This team belongs to the department “%(other)s”."),
    Mistake.TWO_SPELLINGS: _(
        "“%(value)s” is here twice already, in two spellings that look the same. Give one of them "
        "another name or address first."
    ),
    Mistake.OVERLAPS_ENDED: _(
        "This role ended on %(other)s. Choose a first day after that, or leave the row out."
    ),
    Mistake.OWN_ROLE: _("Nobody gives a role to himself. Ask another administrator."),
    Mistake.LAST_ADMINISTRATOR: _("Then nobody would be administrator any more."),
}


def fault_text(fault: Fault) -> str:
    """One sentence for one mistake; where it stands is shown beside it."""
    return str(TEXTS[fault.code]) % {"value": fault.value, "other": fault.other}


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One table: the first rows, and how many there are in all."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def sections(plan: Plan, state: State) -> list[PreviewTable]:
    """Only the tables that have rows, in the order in which the plan is carried out."""
    lines = _Lines(plan, state)
    department, team = gettext("Department"), gettext("Team")
    name, email, number = gettext("Name"), gettext("E-mail address"), gettext("Staff number")
    person, role, place = gettext("Person"), gettext("Role"), gettext("Team or department")
    function, start, end = gettext("Function"), gettext("First day"), gettext("Last day")
    changes, why = gettext("What changes"), gettext("Why")
    tables: list[tuple[str, tuple[str, ...], list[Line]]] = [
        (gettext("New departments"), (department,), [(d, ()) for d in plan.departments]),
        (gettext("New teams"), (team, department), [(t, (d,)) for t, d in plan.teams]),
        (
            gettext("New people"),
            (name, email, number),
            [(new.name, (new.email, new.staff_number or "–")) for new in plan.people],
        ),
        (
            gettext("New roles"),
            (person, role, place, function, start, end),
            list(map(lines.new_role, plan.roles)),
        ),
        (
            gettext("Changed people"),
            (person, changes),
            list(map(lines.person_change, plan.changes)),
        ),
        (
            gettext("Changed roles"),
            (person, role, place, changes),
            list(map(lines.role_change, plan.role_changes)),
        ),
        (
            gettext("Roles that end"),
            (person, role, place, end, why),
            list(map(lines.role_end, plan.ends)),
        ),
    ]
    return [
        PreviewTable(title, columns, tuple(rows[:MOST_SHOWN]), len(rows))
        for title, columns, rows in tables
        if rows
    ]


def leavers_text(plan: Plan, state: State) -> str:
    """How many people stop, of how many."""
    return gettext(
        "By this file %(number)s of the %(total)s people with a role stop. That is a lot. Is "
        "everyone in the file who should stay?"
    ) % {"number": len(leavers(plan, state)), "total": people_with_role(state)}


def namesakes_text(plan: Plan) -> str:
    """How many of the new people may be here already, at another address; empty: none."""
    number = len(plan.namesakes)
    if not number:
        return ""
    return ngettext(
        "%(number)s new person has the name of somebody who works here and is not in the file. Is "
        "it the same person with another e-mail address? Then that person would be here twice.",
        "%(number)s new people have the name of somebody who works here and is not in the file. "
        "Are they the same people with other e-mail addresses? Then they would be here twice, and "
        "their answers would not be found.",
        number,
    ) % {"number": number}


def past_moves_text(plan: Plan, state: State) -> str:
    """How many moves begin before today; empty: none."""
    first_days = past_moves(plan, state)
    if not first_days:
        return ""
    text = ngettext(
        "%(number)s person moves to another team from a day in the past (%(day)s). The role in the "
        "old team then ends in the past too. Is “vanaf” the day of hire? Fill in the day of the "
        "move, or leave the cell empty.",
        "%(number)s people move to another team from a day in the past (the earliest: %(day)s). "
        "Their roles in the old team then end in the past too. Is “vanaf” the day of hire? Fill in "
        "the day of the move, or leave the cell empty.",
        len(first_days),
    )
    return text % {"number": len(first_days), "day": _day(min(first_days.values()))}


class _Lines:
    """Rows of the tables, with names where the plan has keys."""

    def __init__(self, plan: Plan, state: State) -> None:
        self.people = {person.key: person for person in state.people}
        self.names = {key: person.name for key, person in self.people.items()}
        self.names |= {new.key: new.name for new in plan.people}
        self.roles = {role.key: role for role in state.roles}

    def new_role(self, new: NewRole) -> Line:
        function = str(Function(new.function).label) if new.function else "–"
        where = (str(Role(new.role).label), new.place or "–")
        return self.names[new.person], (*where, function, _day(new.start), _day(new.end))

    def person_change(self, change: PersonChange) -> Line:
        person = self.people[change.person]
        parts = (
            (gettext("name"), person.name, change.name),
            (gettext("e-mail address"), person.email, change.email),
            (gettext("staff number"), person.staff_number, change.staff_number),
        )
        changes = [f"{field}: {old or '–'} → {new}" for field, old, new in parts if new]
        return person.name, ("; ".join(changes),)

    def role_change(self, change: RoleChange) -> Line:
        role = self.roles[change.role]
        changes = []
        if change.function:
            changes.append(f"{gettext('function')}: {Function(change.function).label}")
        if change.end:
            changes.append(gettext("last day: %(day)s") % {"day": _day(change.end)})
        return self._role(role, "; ".join(changes))

    def role_end(self, end: RoleEnd) -> Line:
        why = (
            gettext("moves to another team")
            if end.is_move
            else gettext("is not in the file, or does not take part")
        )
        return self._role(self.roles[end.role], _day(end.last_day), why)

    def _role(self, role: KnownRole, *cells: str) -> Line:
        where = (str(Role(role.role).label), role.place or "–")
        return self.names[role.person], (*where, *cells)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"
