"""An import in two steps: a preview that changes nothing, then all of it or nothing."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.imports.faults import Fault
from igm_portal.accounts.imports.plan import Choices, Plan, State
from igm_portal.accounts.imports.planning import plan_import
from igm_portal.accounts.imports.rows import Row, parse
from igm_portal.accounts.models import ImportPreview
from igm_portal.accounts.services.import_state import state_of
from igm_portal.accounts.services.import_words import WORDS
from igm_portal.accounts.services.import_writing import write_plan
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.audit.services import record


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of an upload: a preview that is kept, or the reasons why not."""

    preview: ImportPreview | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan beside the state it changes, as the preview shows it."""

    plan: Plan
    state: State


@transaction.atomic
def prepare_import(
    *, access: Access, content: bytes, choices: Choices, now: datetime, today: date
) -> Uploaded:
    """Read and plan an upload. Only a file without faults is kept, and only what is read of it."""
    forget_previews(now)
    parsed = parse(content, WORDS)
    plan = _plan(access, parsed.rows, choices, today).plan
    if parsed.faults or plan.faults:
        faults = sorted(parsed.faults + plan.faults, key=lambda fault: fault.row)
        return Uploaded(None, tuple(faults))
    preview = ImportPreview.objects.create(
        organisation=access.organisation,
        made_by=access.user,
        made_at=now,
        rows=[_stored(row) for row in parsed.rows],
        ignored=list(parsed.ignored),
        start=choices.start,
        leavers_on=choices.leavers_on,
        digest=_digest(plan),
    )
    return Uploaded(preview)


def preview_of(access: Access, preview_id: UUID, now: datetime) -> ImportPreview | None:
    """One's own preview, as long as it is kept."""
    own = ImportPreview.objects.fresh(now).filter(
        organisation=access.organisation, made_by=access.user
    )
    return own.filter(pk=preview_id).first()


def shown_plan(access: Access, preview: ImportPreview, today: date) -> Shown:
    """What this preview would do today."""
    rows = tuple(_row(stored) for stored in preview.rows)
    choices = Choices(preview.start, preview.leavers_on)
    return _plan(access, rows, choices, today)


def confirm_import(*, access: Access, preview: ImportPreview, today: date, site: str) -> None:
    """Do everything that was shown, in one transaction.

    Raises Refused, and does nothing, when it was confirmed before or when the organisation has
    changed since, so that something else would be done than was seen.
    """
    try:
        with transaction.atomic():
            lock_organisation(access.organisation)
            plan = _take(access, preview, today)
            _record(access, plan)
            write_plan(access=access, plan=plan, today=today, site=site)
    except IntegrityError:  # another organisation took an address in this very moment
        raise Refused(CHANGED) from None


def _take(access: Access, preview: ImportPreview, today: date) -> Plan:
    """The plan as it was shown; the preview goes."""
    locked = ImportPreview.objects.select_for_update().filter(pk=preview.pk).first()
    if locked is None:
        raise Refused(_("This import has been carried out or cancelled already."))
    plan = shown_plan(access, locked, today).plan
    if _digest(plan) != locked.digest:
        raise Refused(CHANGED)
    locked.delete()
    return plan


def _record(access: Access, plan: Plan) -> None:
    record(
        "import.confirmed",
        access.organisation,
        by=access.user,
        organisation_id=access.organisation.id,
        people=len(plan.people),
        roles=len(plan.roles),
        ends=len(plan.ends),
    )


def cancel_import(*, preview: ImportPreview) -> None:
    preview.delete()


def forget_previews(now: datetime) -> None:
    """Delete what nobody confirmed within a day."""
    ImportPreview.objects.stale(now).delete()


def _plan(access: Access, rows: tuple[Row, ...], choices: Choices, today: date) -> Shown:
    state = state_of(access, rows, today)
    return Shown(plan_import(rows, state, choices, WORDS), state)


def _digest(plan: Plan) -> str:
    return sha256(repr(plan).encode()).hexdigest()


def _stored(row: Row) -> list[Any]:
    return [value.isoformat() if isinstance(value, date) else value for value in astuple(row)]


def _row(stored: list[Any]) -> Row:
    *values, start, end = stored
    days = (date.fromisoformat(day) if day else None for day in (start, end))
    return Row(*values, *days)


CHANGED = _("People or teams have changed since this preview. Upload the file once more.")
