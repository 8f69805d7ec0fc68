"""What a team lays before those above, because it cannot solve it itself, and what they answer."""

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.models import Department, Organisation
from igm_portal.followup.models.agreement import Agreement


class Addressee(models.TextChoices):
    HEAD = "head", _("The head of the department")
    HR = "hr", _("The HR adviser")


def within_sentence(addressee: Addressee) -> str:
    """Its name as it stands in the middle of a sentence."""
    label = str(addressee.label)
    return label[:1].lower() + label[1:]


class AnswerKind(models.TextChoices):
    SEEN = "seen", _("Seen")
    YES = "yes", _("Yes, as from a date")
    NO = "no", _("No, because")
    LATER = "later", _("Later: you hear from me before a date")
    ELSEWHERE = "elsewhere", _("Not mine to decide: I lay it before somebody else")


ENDS = (AnswerKind.YES, AnswerKind.NO)
"""After any other answer the team still waits for one."""


class ReferralQuerySet(models.QuerySet["Referral"]):
    def before(
        self, organisation_id: UUID, addressee: Addressee, departments: frozenset[UUID]
    ) -> "ReferralQuerySet":
        """Those for the heads of these departments, or for HR, which has no department."""
        mine = self.filter(organisation_id=organisation_id, addressee=addressee)
        return mine if addressee == Addressee.HR else mine.filter(department__in=departments)

    def waiting(self) -> "ReferralQuerySet":
        """Without a yes or a no yet, oldest first."""
        final_answers = ReferralAnswer.objects.filter(referral=OuterRef("pk"), kind__in=ENDS)
        return self.filter(~Exists(final_answers)).order_by("laid_on", "id")


class Referral(models.Model):
    """One agreement before one addressee; the words are those of the team, with its name alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="referrals")
    addressee = models.CharField(max_length=5, choices=Addressee.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=300)
    laid_on = models.DateField()
    answer_by = models.DateField()

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["laid_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "addressee"], name="referral_once_per_addressee"
            )
        ]

    def __str__(self) -> str:
        """What the audit log shows: the team, never its words."""
        return self.agreement.place.team_name

    @property
    def reader(self) -> str:
        """Before whom it lies, within a sentence."""
        return within_sentence(Addressee(self.addressee))


class ReferralAnswer(models.Model):
    """One answer; several may follow each other, and none is ever changed."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10, choices=AnswerKind.choices)
    words = models.CharField(max_length=300, blank=True)
    by_date = models.DateField(null=True, blank=True)
    given_on = models.DateField()

    class Meta:
        ordering = ["given_on", "id"]

    def __str__(self) -> str:
        return self.referral.agreement.place.team_name
