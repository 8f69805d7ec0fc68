"""Put the mails of a wave that go by themselves in the outbox; the worker looks every so often.

The row that says that it was done and the mails themselves are one transaction under the lock of
the wave: a worker that is killed half-way has done nothing, and two at once do it once.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from igm_portal.accounts.models import User
from igm_portal.audit.services import record
from igm_portal.outbox.services import Letter, cancel, enqueue_all
from surveys.announcements import (
    TOLD_WITHIN,
    announced_kinds,
    asked_and_leading,
    leading,
    to_announce,
    to_prepare,
)
from surveys.mailings import words_of, written
from surveys.models import Announcement, MailKind, Wave
from surveys.models.wave import WaveQuerySet
from surveys.results_moment import at_nine, guide_day

log = logging.getLogger(__name__)


def announce_due(now: datetime) -> int:
    """Mail what is due now; returns of how many waves. Safe to run at any moment, by several at
    once; a wave that fails holds up no other.
    """
    today = timezone.localdate(now)
    return _each(to_prepare(today), lambda wave: _prepare(wave, now)) + _each(
        to_announce(now), lambda wave: _announce(wave, now)
    )


@transaction.atomic
def _announce(wave_id: UUID, now: datetime) -> bool:
    """That the results are there: the same mail to everyone who was asked, answered or not."""
    wave = _locked(to_announce(now), wave_id)
    if wave is None:
        return False
    people = asked_and_leading(wave, timezone.localdate(now))
    ends = (wave.results_at or now) + TOLD_WITHIN
    _post(wave, MailKind.RESULTS, people, day=timezone.localdate(now), expires_at=ends)
    record("wave.announced", wave, by=None, organisation_id=wave.organisation_id)
    return True


@transaction.atomic
def _prepare(wave_id: UUID, now: datetime) -> bool:
    """How to read the result and lead the conversation: to who leads a team, in the morning."""
    today = timezone.localdate(now)
    wave = _locked(to_prepare(today), wave_id)
    if wave is None or MailKind.GUIDE not in announced_kinds(wave):
        return False
    if today < guide_day(wave.closes_on):
        return False
    ends = at_nine(wave.closes_on)
    people = leading(wave, today)
    morning = max(now, at_nine(today))
    _post(
        wave, MailKind.GUIDE, people, day=today, not_before=morning, expires_at=ends + TOLD_WITHIN
    )
    record("wave.guide_mailed", wave, by=None, organisation_id=wave.organisation_id)
    return True


def prepare_again(wave: Wave) -> None:
    """The wave ends later: managers hear of the new day in their turn, and not of the old one."""
    for announcement in wave.announcements.filter(kind=MailKind.GUIDE):
        cancel(announcement.batch)
        announcement.delete()


def _post(
    wave: Wave,
    kind: MailKind,
    people: list[User],
    *,
    day: date,
    expires_at: datetime,
    not_before: datetime | None = None,
) -> None:
    announcement = Announcement.objects.create(wave=wave, kind=kind, day=day)
    mails = written(wave, words_of(wave, kind), [person.name for person in people], kind)
    letters = (
        Letter(person.email, mail.subject, mail.body)
        for person, mail in zip(people, mails, strict=True)
    )
    enqueue_all(letters, batch=announcement.batch, expires_at=expires_at, not_before=not_before)


def _locked(waves: WaveQuerySet, wave_id: UUID) -> Wave | None:
    """The wave under its lock, if what is due still is: another worker may have done it."""
    Wave.objects.select_for_update().get(pk=wave_id)
    return waves.select_related("organisation", "instrument").filter(pk=wave_id).first()


def _each(waves: WaveQuerySet, act: Callable[[UUID], bool]) -> int:
    count = 0
    for wave_id in waves.order_by("pk").values_list("pk", flat=True):
        try:
            count += act(wave_id)
        except Exception:
            log.exception("The mail about wave %s could not be made.", wave_id)
    return count
