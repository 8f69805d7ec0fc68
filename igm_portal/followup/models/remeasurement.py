"""That a manager asks HR to measure again, and what HR answers."""

from uuid import uuid4

from django.db import models

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, Team, User
from igm_portal.followup.models.referral import AnswerKind


class RemeasurementQuerySet(models.QuerySet["Remeasurement"]):
    def of(self, access: Access) -> "RemeasurementQuerySet":
        """That of whoever asks, if there is one."""
        return self.filter(organisation=access.organisation, person=access.user)

    def waiting(self) -> "RemeasurementQuerySet":
        """Without an answer yet, oldest first."""
        return self.filter(answer="").order_by("asked_on", "id")


class Remeasurement(models.Model):
    """Which group, and from which day; nothing of why. At most one per person: a next question
    takes the place of an answered one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    wished_on = models.DateField()
    asked_on = models.DateField()
    answer = models.CharField(max_length=10, choices=AnswerKind.choices, blank=True)
    words = models.CharField(max_length=300, blank=True)
    by_date = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    objects = RemeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="remeasurement_once")
        ]

    def __str__(self) -> str:
        """What the audit log shows: the team, and not who asks."""
        return self.team.name
