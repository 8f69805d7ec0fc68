"""The mails of a wave: their texts, and on which day which kind went out. No addresses."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.models.wave import Wave


class MailKind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    REMINDER = "reminder", _("Reminder")
    RESULTS = "results", _("Results")
    GUIDE = "guide", _("Before the result")


class MailText(models.Model):
    """A text of this wave's own; without a row the standard text is used."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="mail_texts")
    kind = models.CharField(max_length=10, choices=MailKind.choices)
    subject = models.CharField(max_length=150)
    body = models.TextField(max_length=4000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "kind"], name="mail_text_once")]

    def __str__(self) -> str:
        return f"{self.wave_id}:{self.kind}"


class Announcement(models.Model):
    """A mail of its own accord: that the results are there, or to managers how to read them.

    Everybody who could get it got it, so the day and the batch tell nothing of who answered. Once
    per wave and kind: a worker that is killed half-way leaves none, and two of them make one.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="announcements")
    kind = models.CharField(max_length=10, choices=MailKind.choices)
    day = models.DateField()
    batch = models.UUIDField(default=uuid4, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "kind"], name="announcement_once")]

    def __str__(self) -> str:
        return f"{self.wave_id}:{self.kind}"


class Mailing(models.Model):
    """One round of mail: the invitation, or the first, second, third reminder.

    A day and no moment, a batch and no people: who was reminded cannot be found back here.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=10, choices=MailKind.choices)
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    batch = models.UUIDField(default=uuid4, editable=False)

    class Meta:
        ordering = ["day", "kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "kind", "number"], name="mailing_once"),
            models.CheckConstraint(
                condition=Q(kind=MailKind.REMINDER) | Q(number=1), name="mailing_invites_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}:{self.kind}:{self.number}"
