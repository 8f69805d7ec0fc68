"""Import a file that nobody looks at: the same plan as on the page, and a stop at everything that
asks a person to choose or to look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext, ngettext

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import ImportPreview
from igm_portal.accounts.people_import.apply import confirm_import
from igm_portal.accounts.people_import.columns import unknown_columns
from igm_portal.accounts.people_import.faults import Fault, Mistake, shorten
from igm_portal.accounts.people_import.layouts import layout_of
from igm_portal.accounts.people_import.parse import fault_of, unknown_titles
from igm_portal.accounts.people_import.plan import ImportChoices, Plan
from igm_portal.accounts.people_import.prepare import plan_of, prepare_table, vocabulary_of
from igm_portal.accounts.people_import.risks import brake, doubles_brake
from igm_portal.accounts.people_import.table import read_table
from igm_portal.accounts.people_import.texts import (
    fault_text,
    leavers_text,
    namesakes_text,
    past_moves_text,
)
from igm_portal.accounts.roles import GRANTS, Place
from igm_portal.accounts.services.refusals import Refused
from igm_portal.csv_files.records import Unreadable

MOST_LINES = 50
WITH_ROW = {Mistake.DIFFERS_FROM_ROW, Mistake.SAME_AS_ROW, Mistake.SHARED_EMAIL, Mistake.TOO_LONG}


@dataclass(frozen=True, slots=True)
class NightlyReport:
    """What was done, or why nothing was; without a name or an address of anybody."""

    stop: str = ""  # a sentence; empty: the import was carried out, or had nothing to do
    lines: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether there is something to read about."""
        return bool(self.stop) or any(number for _label, number in self.counts)


def import_unseen(
    *, access: Access, content: bytes, choices: ImportChoices, now: datetime, today: date, site: str
) -> NightlyReport:
    """Carry out a whole file by what is remembered of its columns and titles, or nothing of it."""
    layout = layout_of(access.organisation)
    try:
        table = read_table(content)
        if columns := unknown_columns(table.header, layout):
            text = gettext("The file has columns about which nobody has chosen what they are.")
            return NightlyReport(text, _first([shorten(column) for column in columns]))
        titles = unknown_titles(table, layout, vocabulary_of(access.organisation))
    except Unreadable as reason:
        return NightlyReport(_plain(fault_of(reason)))
    if titles:
        text = gettext("The file has functions about which nobody has chosen what they are.")
        numbers = [f"{shorten(title)}: {number}" for title, number in titles.most_common()]
        return NightlyReport(text, _first(numbers))
    preview, faults = prepare_table(
        access=access, table=table, choices=choices, now=now, today=today
    )
    if preview is None:
        text = ngettext(
            "There is %(number)s fault in the file.",
            "There are %(number)s faults in the file.",
            len(faults),
        )
        lines = [_place(fault) + _plain(fault) for fault in faults]
        return NightlyReport(text % {"number": len(faults)}, _first(lines))
    return _carry_out(access, preview, today, site)


def _carry_out(access: Access, preview: ImportPreview, today: date, site: str) -> NightlyReport:
    """Do what the plan says, unless somebody must look at it first."""
    plan, state = plan_of(access, preview, today)
    counts = _counts(plan)
    stop = ""
    if any(GRANTS[new.role].place is Place.NONE for new in plan.roles):
        stop = gettext("The file makes somebody administrator or HR adviser. A person does that.")
    elif brake(plan, state):
        stop = leavers_text(plan, state)
    elif doubles_brake(plan, state):
        stop = namesakes_text(plan)
    elif any(number for _label, number in counts):
        try:
            confirm_import(access=access, preview=preview, today=today, site=site)
        except Refused as refusal:
            stop = str(refusal.message)
    ImportPreview.objects.filter(pk=preview.pk).delete()
    if stop:
        return NightlyReport(stop)
    warnings = filter(None, (past_moves_text(plan, state), namesakes_text(plan)))
    return NightlyReport(lines=tuple(warnings), counts=counts)


def _counts(plan: Plan) -> tuple[tuple[str, int], ...]:
    return (
        (gettext("New departments"), len(plan.departments)),
        (gettext("New teams"), len(plan.teams)),
        (gettext("New people"), len(plan.people)),
        (gettext("New roles"), len(plan.roles)),
        (gettext("Changed people"), len(plan.changes)),
        (gettext("Changed roles"), len(plan.role_changes)),
        (gettext("Roles that end"), len(plan.ends)),
    )


def _first(lines: Sequence[str]) -> tuple[str, ...]:
    """As many as one mail may have."""
    more = len(lines) - MOST_LINES
    text = ngettext("and %(more)s more", "and %(more)s more", more)
    rest = (text % {"more": more},) if more > 0 else ()
    return (*lines[:MOST_LINES], *rest)


def _place(fault: Fault) -> str:
    parts = (gettext("row %(row)s") % {"row": fault.row} if fault.row else "", fault.column)
    place = ", ".join(filter(None, parts))
    return f"{place}: " if place else ""


def _plain(fault: Fault) -> str:
    """The sentence about a fault without what the cell holds: it goes by mail and into logs."""
    other = fault.other if fault.code in WITH_ROW else "…"
    return fault_text(replace(fault, value="…", other=other))
