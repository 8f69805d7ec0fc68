"""A fictional case of an organisation, and a conversation about a case: of today, and then gone.

An answer leads to nobody: it carries a mark of a browser, made for this conversation alone. Once
the spread is shown only its numbers are left (ADR 43).
"""

from datetime import date
from typing import Final
from uuid import uuid4

from django.db import models

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, User
from igm_portal.followup.cases.library import Case, case_from
from surveys.codes.code import CodeKind
from surveys.instruments.elements import Element

LEAST_ANSWERS: Final = 5
"""With fewer the spread is shown to nobody (decision of the project 82)."""


class OwnCase(models.Model):
    """A case that an organisation wrote itself, about nobody; it does not say who typed it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    story = models.TextField(max_length=2000)  # a paragraph on each line
    first = models.TextField(max_length=800)  # what one klantmanager does
    second = models.TextField(max_length=800)  # and what the other does
    actions = models.TextField(max_length=800)  # one on each line

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def case(self) -> Case:
        return Case(
            title=self.title,
            story=tuple(lines_of(self.story)),
            approaches=(self.first, self.second),
            actions=tuple(lines_of(self.actions)),
        )


class CaseSessionQuerySet(models.QuerySet["CaseSession"]):
    def running(self, today: date) -> "CaseSessionQuerySet":
        """Those of today; one of an earlier day is over, whether it was deleted already or not."""
        return self.filter(day=today)

    def of(self, access: Access) -> "CaseSessionQuerySet":
        """That of whoever asks; nobody leads the conversation of somebody else."""
        return self.filter(organisation=access.organisation, leader=access.user)


class CaseSession(models.Model):
    """One conversation about a case, led from the presentation window; one at a time per person.

    `case` is a copy, so that what is changed meanwhile changes nothing here. `spread` holds how
    many chose each element and each action, once that was shown; then there are no answers left.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    leader = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=CodeKind.ROOM.length, unique=True)  # its symbols
    case = models.JSONField()
    spread = models.JSONField(null=True)
    day = models.DateField()

    objects = CaseSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "leader"], name="case_session_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def content(self) -> Case:
        return case_from(self.case)

    @property
    def is_shown(self) -> bool:
        return self.spread is not None


class CaseAnswer(models.Model):
    """One answer: which element first, and which action by its number in the case; the number after
    the last is something else.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(CaseSession, on_delete=models.CASCADE, related_name="answers")
    browser = models.CharField(max_length=64)
    element = models.CharField(max_length=30, choices=[(one, one) for one in Element])
    action = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]  # random
        constraints = [
            models.UniqueConstraint(fields=["session", "browser"], name="case_answer_once")
        ]

    def __str__(self) -> str:
        return str(self.session_id)


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
