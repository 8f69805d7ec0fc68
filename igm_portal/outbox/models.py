"""Mail that waits to be sent. What is sent, or will never be sent, is emptied at once.

The rows are personal data: an address, and for a reminder that this person had not answered yet.
So nothing of it outlives the sending: the address, subject and text go in the same write that says
how it ended, and the database refuses anything else. Of an invitation, which everybody gets, it
remains for some days who got it when, so that no reminder follows too soon, and longer who did not
get it, so that it can be sent again.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q


class MailState(models.TextChoices):
    WAITING = "waiting", "waiting"
    SENT = "sent", "sent"
    REFUSED = "refused", "refused"  # by the mail server, for good
    EXPIRED = "expired", "expired"  # too many attempts, or too late to be of use


class MailFault(models.TextChoices):
    """What went wrong the last time: a kind, never the words of the server (they name people)."""

    INTERRUPTED = "interrupted", "interrupted"  # the conversation broke off half-way
    LATER = "later", "later"  # the server asked to try again later (4xx)
    REFUSED = "refused", "refused"  # the server will never take it (5xx)
    MALFORMED = "malformed", "malformed"  # no mail can be made of it, such as an address that isn't


EMPTY = {"recipient": "", "subject": "", "body": ""}


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        return self.filter(state=MailState.WAITING)

    def due(self, now: datetime) -> "MailQuerySet":
        """What may be sent at this moment, the longest waiting first."""
        return self.waiting().filter(not_before__lte=now, expires_at__gt=now).order_by("not_before")

    def undelivered(self) -> "MailQuerySet":
        """What did not arrive, and what the server refuses for now."""
        return self.filter(
            Q(state__in=(MailState.REFUSED, MailState.EXPIRED))
            | Q(state=MailState.WAITING, fault=MailFault.REFUSED)
        )

    def overdue(self, now: datetime) -> "MailQuerySet":
        """What came too late to be of use."""
        return self.waiting().filter(expires_at__lte=now)

    def of_batch(self, batch: UUID) -> "MailQuerySet":
        return self.filter(batch=batch)

    def end(self, state: MailState, now: datetime, **values: str) -> int:
        """Say how it ended and empty it, in one write; returns how many rows."""
        if state == MailState.SENT:
            return self.update(state=state, ended_at=now, fault="", reply="", **EMPTY)
        return self.update(state=state, ended_at=now, **values, **EMPTY)


class Mail(models.Model):
    """One mail to one address.

    `not_before` is also the moment of the next attempt; `attempts` counts conversations with the
    mail server; a `batch` ties together what one act put in the outbox. `person` is the id of whom
    an invitation is for; other mail, a reminder above all, names nobody.
    `reply` is the code of the server's last answer, such as `550 5.1.1`, without its words.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    recipient = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    batch = models.UUIDField(null=True, db_index=True)
    person = models.UUIDField(null=True, db_index=True)
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    fault = models.CharField(max_length=12, choices=MailFault.choices, blank=True, default="")
    reply = models.CharField(max_length=20, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="outbox_waiting")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | (
                    ~Q(state="waiting")
                    & Q(ended_at__isnull=False, recipient="", subject="", body="")
                ),
                name="outbox_emptied_at_the_end",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Stoppage(models.Model):
    """Since when the mail server takes no mail of ours, and why; without a row it does.

    `fault` is a kind and a code, such as `ConnectionRefusedError` or `550 5.7.1`.
    """

    fault = models.CharField(max_length=60)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.fault


class Heartbeat(models.Model):
    """When a worker was last at work; `worker` is the name of its machine or container."""

    worker = models.CharField(primary_key=True, max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
