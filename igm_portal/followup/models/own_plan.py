"""What one person wants to try after the own profile; nobody else reads it."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, User
from reports.texts.elements import METRIC_NAMES
from surveys.instruments.elements import Element


class OwnPlanQuerySet(models.QuerySet["OwnPlan"]):
    def of(self, access: Access) -> "OwnPlanQuerySet":
        """That of whoever asks, if there is one; there is no way to read that of somebody else."""
        return self.filter(organisation=access.organisation, person=access.user)


class OwnPlan(models.Model):
    """One element, one small step, one sentence of when and what, one day; at most one per person
    (ADR 56). It holds no score and does not say of which wave it came.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    element = models.CharField(max_length=30, choices=[(one, one) for one in Element])
    step = models.CharField(max_length=200)
    moment = models.CharField(max_length=150)  # als …
    action = models.CharField(max_length=150)  # … dan
    day = models.DateField()
    remind = models.BooleanField()  # a mail on that day, which takes this back

    objects = OwnPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="own_plan_once")
        ]

    def __str__(self) -> str:
        """Nothing of what it says, and not whose it is."""
        return str(self.pk)

    @property
    def element_name(self) -> str:
        return str(METRIC_NAMES[self.element])

    @property
    def sentence(self) -> str:
        """When and what, in one sentence."""
        halves = {"moment": self.moment.rstrip("."), "action": self.action.rstrip(".")}
        return _("If %(moment)s, then %(action)s.") % halves
