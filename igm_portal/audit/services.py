"""The one way to write an audit event."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import override

from igm_portal.audit.models import AuditEvent
from igm_portal.audit.security_stream import tell

SYSTEM = "systeem"
Details = Mapping[str, str | int | list[str]]


class Actor(Protocol):
    """Whoever acts: a person, seen from here only as an id and an address."""

    @property
    def id(self) -> UUID: ...
    @property
    def email(self) -> str: ...


def record(
    action: str,
    subject: models.Model,
    *,
    by: Actor | None,
    organisation_id: UUID | None,
    **details: str | int | list[str],
) -> None:
    """Add an event in the caller's transaction; `by=None` means the system itself.

    `action` is `thing.verb`, for example `wave.launched`. Details hold settings, never answers.
    """
    event = _event(action, subject, by, organisation_id, details)
    event.save()
    tell(event)


def record_once_a_day(
    action: str, subject: models.Model, *, by: Actor, organisation_id: UUID | None, now: datetime
) -> None:
    """The same, but only the first time this person does it to this thing on a (local) day: for
    what may be known to have happened, and not how often or up to when.
    """
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    same = AuditEvent.objects.filter(action=action, object_id=str(subject.pk), actor_id=by.id)
    if not same.filter(at__gte=midnight).exists():
        record(action, subject, by=by, organisation_id=organisation_id)


def record_all(
    action: str,
    subjects: Iterable[tuple[models.Model, Details]],
    *,
    by: Actor | None,
    organisation_id: UUID | None,
) -> None:
    """The same for many things at once, each with its own details, in a few statements."""
    events = [
        _event(action, subject, by, organisation_id, details) for subject, details in subjects
    ]
    AuditEvent.objects.bulk_create(events, batch_size=1_000)
    for event in events:
        tell(event)


def _event(
    action: str,
    subject: models.Model,
    by: Actor | None,
    organisation_id: UUID | None,
    details: Details,
) -> AuditEvent:
    # A log is written in one language, whatever the page of who acts speaks.
    with override(settings.LANGUAGE_CODE):
        label = str(subject)[:200]
    return AuditEvent(
        organisation_id=organisation_id,
        actor_id=by.id if by else None,
        actor=by.email if by else SYSTEM,
        action=action,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        object_label=label,
        details=dict(details),
    )
