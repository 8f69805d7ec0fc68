"""A puzzle: what three professionals would each do around a client who does not exist. Of today,
and then gone (decision of the project 61).
"""

from datetime import date
from typing import Final
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, User
from igm_portal.followup.cases.library import Case, case_from
from igm_portal.local_texts import in_own_words_lazy
from surveys.instruments.elements import Element

MOST_ACTIONS: Final = 15
"""More do not fit on the paper, nor in the conversation."""


class PuzzleActor(models.TextChoices):
    """Who acts, in the order of the way of a client."""

    KLANTMANAGER = "klantmanager", in_own_words_lazy("{Klantmanager}")
    INKOMENSCONSULENT = "inkomensconsulent", in_own_words_lazy("{Inkomensconsulent}")
    ACCOUNTMANAGER = "accountmanager", in_own_words_lazy("{Accountmanager}")


class Stance(models.TextChoices):
    """Whether somebody waits for what the client does."""

    PROACTIVE = "proactive", _("Proactive: before something goes wrong")
    REACTIVE = "reactive", _("Reactive: after something the client did or did not do")


class Force(models.TextChoices):
    """What an action does to the client."""

    SUPPORT = "support", _("It helps or makes room")
    PRESSURE = "pressure", _("It presses: a warning, a duty, a sanction")


class PuzzleQuerySet(models.QuerySet["Puzzle"]):
    def of(self, access: Access) -> "PuzzleQuerySet":
        """That of whoever asks; nobody leads the puzzle of somebody else."""
        return self.filter(organisation=access.organisation, leader=access.user)

    def running(self, today: date) -> "PuzzleQuerySet":
        """Those of today; one of an earlier day is over, whether it was deleted already or not."""
        return self.filter(day=today)


class Puzzle(models.Model):
    """One puzzle, led from the presentation window; one at a time per person. `case` is a copy, so
    that what is changed meanwhile changes nothing here. A behaviour is what the client does that
    this professional works on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    leader = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    case = models.JSONField()
    goal = models.CharField(max_length=200, blank=True)
    klantmanager = models.CharField(max_length=120, blank=True)
    inkomensconsulent = models.CharField(max_length=120, blank=True)
    accountmanager = models.CharField(max_length=120, blank=True)
    day = models.DateField()

    objects = PuzzleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "leader"], name="puzzle_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def content(self) -> Case:
        return case_from(self.case)

    @property
    def behaviours(self) -> dict[PuzzleActor, str]:
        """What each works on with the client, in order; empty before it is typed."""
        return {actor: getattr(self, actor) for actor in PuzzleActor}


class PuzzleAction(models.Model):
    """What one of the three would do, on which element, and what it means to the others."""

    puzzle = models.ForeignKey(Puzzle, on_delete=models.CASCADE, related_name="actions")
    actor = models.CharField(max_length=20, choices=PuzzleActor.choices)
    element = models.CharField(max_length=30, choices=[(one, one) for one in Element])
    stance = models.CharField(max_length=10, choices=Stance.choices)
    force = models.CharField(max_length=10, choices=Force.choices)
    text = models.CharField(max_length=120)
    serves = models.CharField(max_length=120)  # how it serves the goal
    against = models.BooleanField(default=False)  # it works against what one of the others tries

    class Meta:
        ordering = ["id"]  # as they were laid

    def __str__(self) -> str:
        return self.text
