"""The dialogue of a department with its head, and the questions for it that have no name.

It stands here because such a question is found back as an answer is: by a pseudonym under a key
outside the database (ADR 20, 49). No moment is stored with it.
"""

from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from igm_portal.accounts.models import Department, Organisation

LEAST_QUESTIONS: Final = 5
"""Fewer are read by nobody (decision of the project 81)."""


class QuestionState(models.TextChoices):
    """How far the questions of a dialogue are."""

    OPEN = "open", "open"  # handed in, changed and withdrawn
    ENOUGH = "enough", "enough"  # the day before: they will be passed on if enough are left
    PASSED_ON = "passed_on", "passed on"
    TOO_FEW = "too_few", "too few"  # deleted


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    def of_department(self, organisation_id: UUID, department_id: UUID) -> "DialogueQuerySet":
        return self.filter(organisation_id=organisation_id, department_id=department_id)

    def unsettled(self) -> "DialogueQuerySet":
        """Those whose questions still have a pseudonym."""
        return self.filter(state__in=(QuestionState.OPEN, QuestionState.ENOUGH))


class Dialogue(models.Model):
    """One conversation of a head with the own department, on one day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    key_generation = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN
    )

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.department.name

    @property
    def last_day(self) -> date:
        """The last day on which a question is handed in: two days before."""
        return self.day - timedelta(days=2)

    @property
    def eve(self) -> date:
        """The day before, on which everybody reads whether the questions will be passed on."""
        return self.day - timedelta(days=1)


class NamelessQuestion(models.Model):
    """One question; its pseudonym is empty once it was passed on."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)
    pseudonym = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]  # random
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "pseudonym"],
                condition=~Q(pseudonym=""),
                name="nameless_question_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.dialogue_id)
