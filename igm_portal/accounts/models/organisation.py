"""The tree that people work in: organisation, department, team."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models

# First words of addresses that belong to the site itself.
RESERVED = frozenset({"account", "demo", "gezond", "meedoen", "over-dit-model", "static", "taal"})


def not_reserved(slug: str) -> None:
    """Raises ValidationError for a name that the site itself uses in its addresses."""
    if slug in RESERVED:
        raise ValidationError(f"De naam '{slug}' is al in gebruik voor het webadres van de site.")


class Organisation(models.Model):
    """A municipality or regional service; everything else carries its id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True, validators=[not_reserved])
    logo = models.CharField(max_length=16, blank=True, default="")  # which one; empty: none

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="departments"
    )
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="department_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")
        ]

    def __str__(self) -> str:
        return self.name
