"""Parts that are off in an organisation until its works council has spoken (ADR 48)."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models.organisation import Organisation


class Module(models.TextChoices):
    """What can be switched on; each has its texts in `igm_portal.followup.modules`."""

    QUESTIONS = "questions", _("Questions without a name")
    OWN_PLAN = "own_plan", _("My plan")
    SUPPORT = "support", _("What helps you in your profession?")
    CASES = "cases", _("Comparing cases")
    NOTICES = "notices", _("Looking along")
    CONVERSATION = "conversation", _("Sharing in a conversation")


AFTER_A_DPIA = (Module.CONVERSATION,)
"""What goes on only once a DPIA is on record too, with who advised on it (ADR 69)."""


class CouncilOpinion(models.TextChoices):
    CONSENT = "consent", _("It consented (instemming)")
    ADVICE = "advice", _("It advised (advies)")
    INFORMED = "informed", _("It was informed (ter kennis)")


class ModuleDecisionQuerySet(models.QuerySet["ModuleDecision"]):
    def latest_of(self, organisation_id: UUID, module: Module) -> "ModuleDecision | None":
        """The one that holds now."""
        return self.filter(organisation_id=organisation_id, module=module).last()


class ModuleDecision(models.Model):
    """That a module was switched on or off, and what the works council said; only ever added to,
    so that everybody can read what changed since. `dpia_adviser` is a function, such as the FG.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    module = models.CharField(max_length=20, choices=Module.choices)
    switched_on = models.BooleanField()
    opinion = models.CharField(max_length=10, choices=CouncilOpinion.choices, blank=True)
    opinion_on = models.DateField(null=True, blank=True)
    dpia_on = models.DateField(null=True, blank=True)
    dpia_adviser = models.CharField(max_length=120, blank=True, default="")
    remark = models.CharField(max_length=300, blank=True)
    day = models.DateField()

    objects = ModuleDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(switched_on=False)
                | (models.Q(opinion_on__isnull=False) & ~models.Q(opinion="")),
                name="module_on_after_an_opinion",
            ),
            models.CheckConstraint(
                condition=models.Q(switched_on=False)
                | ~models.Q(module__in=AFTER_A_DPIA)
                | (models.Q(dpia_on__isnull=False) & ~models.Q(dpia_adviser="")),
                name="module_on_after_a_dpia",
            ),
        ]

    def __str__(self) -> str:
        return str(Module(self.module).label)
