"""What an organisation chose about keeping, what may not go now, and what went (ADR 76)."""

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from igm_portal.accounts.kept_kinds import Kept
from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.models.user import User


class KeepingTerm(models.Model):
    """From `since` on this kind is kept for so many months; only ever added to, but for one that
    does not hold yet.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kept.choices)
    months = models.PositiveSmallIntegerField()
    since = models.DateField()

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.months}"


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def on(self, day: date) -> "LegalHoldQuerySet":
        """Those that hold on this day; the last day still counts."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), since__lte=day, until__gte=day)


class LegalHold(models.Model):
    """Something that may not be destroyed for now, though its term is over: a kind of data, or all
    kinds (empty), of one wave, or of all (None). Only ever ended, never removed.

    `wave_id` and `wave` are its id and title as they were: a wave is of another app.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kept.choices, blank=True, default="")
    wave_id = models.UUIDField(null=True)
    wave = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="hold_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def names(self, kinds: frozenset[str], wave_id: UUID | None) -> bool:
        """Whether it is about any of these kinds, of this wave; None is what belongs to no wave."""
        of_kind = self.kind in kinds or not self.kind
        return of_kind and (self.wave_id is None or self.wave_id == wave_id)


class Destruction(models.Model):
    """That something was destroyed because its term was over: a line of the record of destruction
    (proces-verbaal van vernietiging). It holds no answer, no person and no number of respondents.

    `subject` is the id of a wave, or the day, so that nothing is recorded twice.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kept.choices)
    subject = models.CharField(max_length=36)
    label = models.CharField(max_length=200)
    begin = models.DateField()
    months = models.PositiveSmallIntegerField()
    day = models.DateField()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "subject"], name="destroyed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"
