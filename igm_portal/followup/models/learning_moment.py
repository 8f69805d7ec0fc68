"""When there is something to learn about one element: kept by HR, for everybody to read."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element


class LearningKind(models.TextChoices):
    LAB = "lab", _("Inspiratielab")
    LECTURE = "lecture", _("Lecture")
    TRAINING = "training", _("Training")
    VISIT = "visit", _("A look at a colleague's work")


class LearningMomentQuerySet(models.QuerySet["LearningMoment"]):
    def to_come(self, access: Access, today: date) -> "LearningMomentQuerySet":
        """Those of the organisation of whoever asks, today included."""
        return self.filter(organisation=access.organisation, day__gte=today)


class LearningMoment(models.Model):
    """Nobody signs up for it here: who goes is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=LearningKind.choices)
    title = models.CharField(max_length=120)
    element = models.CharField(max_length=30, choices=[(one, one) for one in Element])
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)

    objects = LearningMomentQuerySet.as_manager()

    class Meta:
        ordering = ["day", "begins", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins__isnull=True, ends__isnull=True)
                | models.Q(begins__isnull=False, ends__isnull=False, ends__gt=models.F("begins")),
                name="learning_moment_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def element_name(self) -> str:
        return str(METRIC_NAMES[self.element])
