"""The mail of a wave, for tests: sent, waiting, and the pages about it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from igm_portal.outbox.models import Mail
from igm_portal.outbox.sending import send_due
from surveys.models import MailKind, Wave

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=2)
INVITATION, REMINDER = MailKind.INVITATION, MailKind.REMINDER


def send(days: int = 0) -> None:
    now = timezone.now() + timedelta(days=days)
    send_due(lambda: now)


def addresses(*names: str) -> list[str]:
    return sorted(f"{name}@zandstad.example" for name in names)


def waiting() -> list[str]:
    return sorted(Mail.objects.waiting().values_list("recipient", flat=True))


def page(name: str, wave: Wave) -> str:
    return reverse(name, args=[wave.organisation.slug, wave.pk])
