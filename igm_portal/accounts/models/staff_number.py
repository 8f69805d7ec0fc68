"""By which number an organisation knows a person."""

from django.db import models

from igm_portal.accounts.models.organisation import Organisation
from igm_portal.accounts.models.user import User


class StaffNumber(models.Model):
    """A personeelsnummer: given out by one organisation, so not a property of the person."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="staff_numbers"
    )
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff_numbers")
    number = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="staff_number_once"),
            models.UniqueConstraint(
                fields=["organisation", "person"], name="staff_number_one_per_person"
            ),
            models.CheckConstraint(condition=~models.Q(number=""), name="staff_number_not_empty"),
        ]

    def __str__(self) -> str:
        return self.number
