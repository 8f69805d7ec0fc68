"""A new e-mail address that nobody but the administrator has vouched for yet."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Lower

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.models.user import User


class EmailChange(models.Model):
    """As long as this row stands, own results of earlier waves are locked (ADR 21).

    The person signs in with the new address already. `old_email` is the last address that was
    vouched for: a second change before confirmation keeps it. The row goes when the change is
    confirmed from the old address, approved by a second administrator, or undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="email_change")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    old_email = models.CharField(max_length=254)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("old_email"), name="email_change_old_any_case")
        ]

    def __str__(self) -> str:
        return str(self.person)
