"""The tree that people work in: organisation with its logo, department, team."""

from base64 import b64encode
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models

# First words of addresses that belong to the site itself.
RESERVED_SLUGS = frozenset(
    {"account", "demo", "gezond", "meedoen", "over-dit-model", "static", "taal"}
)


def not_reserved(slug: str) -> None:
    """Raises ValidationError for a name that the site itself uses in its addresses."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"De naam '{slug}' is al in gebruik voor het webadres van de site.")


class Organisation(models.Model):
    """A municipality or regional service; everything else carries its id."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True, validators=[not_reserved])
    logo = models.CharField(max_length=16, blank=True, default="")  # which one; empty: none

    def __str__(self) -> str:
        return self.name


class Logo(models.Model):
    """A PNG that `pictures.read_logo` made; `Organisation.logo` is the mark of its content.

    It stands apart from the organisation, because only who shows it reads it.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return str(self.organisation_id)

    @property
    def drawing(self) -> str:
        """An SVG that holds the picture, for paper."""
        png = bytes(self.content)
        width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}"><image width="{width}" height="{height}" '
            f'href="data:image/png;base64,{b64encode(png).decode()}"/></svg>'
        )


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
