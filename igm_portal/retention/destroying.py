"""Every night: what is past its term is destroyed, unless held back, and that is on record."""

import logging
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from igm_portal.accounts.kept_kinds import BOUNDS, Kept, months_later
from igm_portal.accounts.models import Destruction, Organisation
from igm_portal.accounts.selectors import proof_of_rights
from igm_portal.audit.models import AuditEvent
from igm_portal.audit.sealing import remove_before
from igm_portal.audit.services import record
from igm_portal.followup.services.retention import remove_of_wave
from igm_portal.retention.due import Due, due_until
from surveys.models import Wave
from surveys.services.erasure import erase_person
from surveys.services.refusals import Refused
from surveys.services.retention import forget_whose, remove_answers

logger = logging.getLogger(__name__)


def destroy_due(today: date) -> None:
    """Destroy in every organisation what is past its term. One thing that fails does not hold up
    the others: it is tried again the next night.
    """
    for organisation in Organisation.objects.order_by("pk"):
        for due in due_until(organisation, today, today):
            if due.hold is None:
                _destroy_one(organisation, due, today)
    _remove_log_of_installation(today)


def _destroy_one(organisation: Organisation, due: Due, today: date) -> None:
    try:
        with transaction.atomic():
            _destroy(organisation, due, today)
    except Refused as refusal:
        logger.warning("Something past its term (%s) could not go: %s", due.kind, refusal.message)
    except Exception:
        logger.exception("Something past its term (%s) could not go.", due.kind)


def _destroy(organisation: Organisation, due: Due, today: date) -> None:
    if due.wave:
        wave = Wave.objects.select_for_update().filter(pk=due.wave.pk).first()
        if wave is None:  # another worker was here
            return
        label = wave.title
        if due.kind is Kept.LINK:
            forget_whose(wave)
        elif due.kind is Kept.ANSWERS:
            remove_answers(wave)
        elif due.kind is Kept.FOLLOWUP:
            remove_of_wave(wave)
        else:
            wave.delete()  # with all that hangs on it
        _put_on_record(organisation, due, str(due.wave.pk), label, today)
    elif due.person:
        erase_person(by=None, organisation=organisation, person=due.person)
        _put_on_record(organisation, due, today.isoformat(), "", today)
    else:
        before = _midnight(months_later(today, -due.months))
        head = remove_before(organisation.id, before, keep=proof_of_rights(organisation.id))
        if head:
            label = f"… {head[0]}: {head[1]}"
            _put_on_record(organisation, due, today.isoformat(), label, today)


def _put_on_record(
    organisation: Organisation, due: Due, subject: str, label: str, today: date
) -> None:
    """In the record of destruction and in the audit log. Of accounts one line for a night: how many
    is in the log already, and a line for each would put dates of leaving beside each other.
    """
    destruction, new = Destruction.objects.get_or_create(
        organisation=organisation,
        kind=due.kind,
        subject=subject,
        defaults={"label": label, "begin": due.begin, "months": due.months, "day": today},
    )
    if new:
        record(
            "retention.destroyed",
            destruction,
            by=None,
            organisation_id=organisation.id,
            kind=due.kind,
        )


def _remove_log_of_installation(today: date) -> None:
    """Rows that belong to no organisation, by the longest term that any may choose."""
    before = _midnight(months_later(today, -BOUNDS[Kept.LOG].most))
    remove_before(None, before, keep=AuditEvent.objects.none())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
