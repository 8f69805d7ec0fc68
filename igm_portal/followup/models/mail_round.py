"""Which round of mail went out in an organisation: a period, and no people."""

from django.db import models

from igm_portal.accounts.models import Organisation


class RoundKind(models.TextChoices):
    TEAMS = "teams", "teams"  # once a month, to everyone of a team for whom there is something
    LAID_BEFORE = "laid_before", "laid before"  # once a week, to a head or HR for whom it waits


class MailRound(models.Model):
    """A round is made once: the row and its mails are one transaction (ADR 47)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=RoundKind.choices)
    period = models.DateField()  # the first day of the month, or the Monday of the week
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "period"], name="followup_mail_round_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.period}"
