"""What a manager wants to change in the work: six questions, the chain, obstacles, looking back.

Nobody else reads it until its owner shares it with a named person (ADR 50). It holds no score.
"""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Membership, Organisation, User
from igm_portal.accounts.roles import Role
from igm_portal.followup.models.peer_group import PeerGroup
from reports.texts.elements import METRIC_NAMES

READING_ROLES = (Role.TEAM_MANAGER, Role.DEPARTMENT_HEAD, Role.HR_ADVISER)
"""With whom an assignment can be shared."""
QUESTIONS = {
    "matter": _("What is the matter?"),
    "behaviour": _("Which behaviour would you like to see, and of whom?"),
    "elements": _("Which elements is it about?"),
    "expectation": _("What do you think will happen?"),
    "steps": _("Which steps do you take?"),
    "needed": _("Who is needed for it?"),
}
COLUMNS = {
    "who": _("Who"),
    "arrives": _("What arrives there"),
    "missing": _("What is missing"),
    "first": _("Who moves first"),
}
"""Of the chain, each link with these four."""
LEAST_LINKS, MOST_LINKS = 3, 6


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of(self, access: Access) -> "AssignmentQuerySet":
        """That of whoever asks, if there is one."""
        return self.filter(organisation=access.organisation, person=access.user)

    def shared_with(
        self, access: Access, today: date, *, since: date = date.min
    ) -> "AssignmentQuerySet":
        """Those that others let whoever asks read, as long as they manage a team there: who has
        left cannot take a sharing back. `since` leaves out what was shared before.
        """
        managers = Membership.objects.on(today).filter(role=Role.TEAM_MANAGER)
        owner = managers.filter(organisation=OuterRef("organisation"), user=OuterRef("person"))
        return self.filter(
            Exists(owner),
            organisation=access.organisation,
            readers__person=access.user,
            readers__since__gte=since,
        )


class Assignment(models.Model):
    """At most one per person in an organisation. `chain` is a list of links, each with the keys of
    `COLUMNS`; `elements` a list of names.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    matter = models.CharField(max_length=300)
    behaviour = models.CharField(max_length=300, blank=True)
    elements = models.JSONField(default=list, blank=True)
    expectation = models.CharField(max_length=300, blank=True)
    steps = models.CharField(max_length=300, blank=True)
    needed = models.CharField(max_length=300, blank=True)
    chain = models.JSONField(default=list, blank=True)
    look_back_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="assignment_once")
        ]

    def __str__(self) -> str:
        """Nothing of what it says, and not whose it is."""
        return str(self.pk)

    @property
    def element_names(self) -> str:
        return ", ".join(str(METRIC_NAMES[element]) for element in self.elements)

    @property
    def answers(self) -> list[tuple[Promise, str]]:
        """Every question with its answer, which may be empty."""
        texts = {name: getattr(self, name) for name in QUESTIONS} | {"elements": self.element_names}
        return [(title, texts[name]) for name, title in QUESTIONS.items()]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The chain as a table: who each link is, and the other columns."""
        who, *others = COLUMNS
        return [(link[who], [link[name] for name in others]) for link in self.chain]


class Obstacle(models.Model):
    """What stands in the way, in one sentence."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="obstacles")
    sentence = models.CharField(max_length=200)
    is_gone = models.BooleanField(default=False)
    day = models.DateField()  # on which it was written down

    class Meta:
        ordering = ["is_gone", "day", "id"]

    def __str__(self) -> str:
        return str(self.assignment_id)


class LookBack(models.Model):
    """What its owner saw on a day; never changed."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="look_backs")
    sentence = models.CharField(max_length=200)
    day = models.DateField()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return str(self.assignment_id)


class AssignmentReader(models.Model):
    """That somebody may read an assignment, until its owner takes that back; by way of a `group`
    only as long as both are in it.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, null=True, related_name="+")
    since = models.DateField()

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "person"], name="assignment_reader_once")
        ]

    def __str__(self) -> str:
        return str(self.assignment_id)
