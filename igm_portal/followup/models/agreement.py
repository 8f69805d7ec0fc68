"""What a team agrees after its result, and how it goes: wat, wie, wanneer."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import Organisation
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element
from surveys.models import WaveTeam


class AgreementKind(models.TextChoices):
    """What an agreement changes: the work itself (procesmatig), or what people bring to it
    (instrumenteel: the last two).
    """

    FRAMEWORK = "framework", _("What we may decide and what is expected (kaders)")
    PRIORITY = "priority", _("What comes first, and what can go")
    TIME = "time", _("Time and room")
    LEARNING_TOGETHER = "learning_together", _("Learning together, at work")
    OBSTACLE = "obstacle", _("Taking away an obstacle")
    TRAINING = "training", _("A training or course")
    TOOL = "tool", _("A tool or a form")


INSTRUMENTAL = frozenset({AgreementKind.TRAINING, AgreementKind.TOOL})


class Owner(models.TextChoices):
    """Whose it is to carry out; never a named person."""

    TEAM = "team", _("We as a team")
    MANAGER = "manager", _("The team manager")
    ORGANISATION = "organisation", _("The organisation: we lay it before them")


class Grounds(models.TextChoices):
    EXPERIENCE = "experience", _("our own experience")
    RESEARCH = "research", _("research")
    CLIENT = "client", _("what clients say")


class StepState(models.TextChoices):
    NOT_YET = "not_yet", _("Not yet")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("It worked")
    STOPPED = "stopped", _("Stopped")


END_STATES = (StepState.DONE, StepState.STOPPED)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def of_team(self, organisation_id: UUID, team_id: UUID) -> "AgreementQuerySet":
        """Those of one team, whatever wave they came from."""
        return self.filter(organisation_id=organisation_id, place__team_id=team_id)

    def open(self) -> "AgreementQuerySet":
        """Those that no step has ended: such a step is the last one."""
        final_steps = AgreementStep.objects.filter(agreement=OuterRef("pk"), state__in=END_STATES)
        return self.filter(~Exists(final_steps))


class Agreement(models.Model):
    """Of a team, its manager or the organisation: nobody's name stands here, not even of who typed
    it (ADR 40). Its words do not change; how it goes is added as steps.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(WaveTeam, on_delete=models.CASCADE, related_name="agreements")
    what = models.CharField(max_length=200)
    owner = models.CharField(max_length=12, choices=Owner.choices)
    look_back_on = models.DateField()
    kind = models.CharField(max_length=20, choices=AgreementKind.choices)
    element = models.CharField(max_length=30, choices=[(one, one) for one in Element], blank=True)
    grounds = models.CharField(max_length=10, choices=Grounds.choices, blank=True)
    made_on = models.DateField()
    shared_on = models.DateField(null=True, blank=True)  # the team lets HR read it, by its name

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["made_on", "id"]

    def __str__(self) -> str:
        """What the audit log shows: whose it is, never its words."""
        return self.place.team_name

    @property
    def is_instrumental(self) -> bool:
        return self.kind in INSTRUMENTAL

    @property
    def element_name(self) -> str:
        return str(METRIC_NAMES[self.element]) if self.element else ""

    @property
    def is_open(self) -> bool:
        """Whether its newest step has not ended it; reads the steps."""
        return self.newest_step is None or self.newest_step.state not in END_STATES

    @property
    def newest_step(self) -> "AgreementStep | None":
        """How it went last, in the words of the team itself; reads the steps."""
        steps = list(self.steps.all())
        return steps[-1] if steps else None

    @property
    def has_worked(self) -> bool:
        """Whether the team said so last; reads the steps."""
        return self.newest_step is not None and self.newest_step.state == StepState.DONE


class AgreementStep(models.Model):
    """How an agreement goes, on one day, with one sentence; steps are only ever added."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=StepState.choices)
    sentence = models.CharField(max_length=200, blank=True)
    day = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_step_once")
        ]

    def __str__(self) -> str:
        return self.agreement.place.team_name
