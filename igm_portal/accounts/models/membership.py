"""Who belongs where: in which role, from when until when, and by which number."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from igm_portal.accounts.models.organisation import Department, Organisation, Team
from igm_portal.accounts.models.user import User
from igm_portal.accounts.roles import Function, Place, Role, roles_at

TEAM_ROLES = roles_at(Place.TEAM)
DEPARTMENT_ROLES = roles_at(Place.DEPARTMENT)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships that hold on this day; the last day still counts."""
        return self.filter(Q(end=None) | Q(end__gte=day), start__lte=day, user__is_active=True)


class Membership(models.Model):
    """One role of one person in one organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    function = models.CharField(max_length=20, choices=Function.choices, blank=True, default="")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=TEAM_ROLES, team__isnull=False)
                | (~Q(role__in=TEAM_ROLES) & Q(team__isnull=True)),
                name="membership_team_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(role__in=DEPARTMENT_ROLES, department__isnull=False)
                | (~Q(role__in=DEPARTMENT_ROLES) & Q(department__isnull=True)),
                name="membership_department_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "team", "start"],
                condition=Q(team__isnull=False),
                name="membership_in_team_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "organisation", "start"],
                condition=Q(team__isnull=True, department__isnull=True),
                name="membership_in_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department", "start"],
                condition=Q(department__isnull=False),
                name="membership_in_department_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    def holds_on(self, day: date) -> bool:
        """As `MembershipQuerySet.on`, for a row that was read; it does not look at the user."""
        return self.start <= day and (self.end is None or day <= self.end)


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
