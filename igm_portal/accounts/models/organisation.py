"""The tree that people work in: organisation with its logo, department, team."""

import re
from base64 import b64encode
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models

from igm_portal.local_words import OwnWords

# First words of addresses that belong to the site itself.
RESERVED_SLUGS = frozenset(
    {
        *("account", "adviezen", "casus", "demo", "gezond", "meedoen", "over-dit-model", "static"),
        "taal",
    }
)

# What an administrator fills in about who helps; shown in every footer and on paper.
HELP_FIELDS = (
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_hours",
    "accessibility_address",
    "accessibility_text",
    "privacy_address",
    "feedback_address",
)


def not_reserved(slug: str) -> None:
    """Raises ValidationError for a name that the site itself uses in its addresses."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"De naam '{slug}' is al in gebruik voor het webadres van de site.")


class Organisation(models.Model):
    """A municipality or regional service; everything else carries its id.

    Who helps, and where its statements stand, are fields of it: every page shows them, and whoever
    has the organisation has these without another query.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True, validators=[not_reserved])
    logo = models.CharField(max_length=16, blank=True, default="")  # which one; empty: none

    contact_name = models.CharField(max_length=120, blank=True, default="")
    contact_phone = models.CharField(max_length=40, blank=True, default="")
    contact_email = models.EmailField(blank=True, default="")
    contact_hours = models.CharField(max_length=120, blank=True, default="")
    accessibility_address = models.URLField(max_length=500, blank=True, default="")
    accessibility_text = models.TextField(max_length=10_000, blank=True, default="")
    privacy_address = models.URLField(max_length=500, blank=True, default="")
    feedback_address = models.CharField(max_length=500, blank=True, default="")

    # What is called otherwise here: by key of `local_words.KEYS`; empty for the standard words.
    own_words = models.JSONField(default=dict, blank=True)

    # Of an organisation from before there were terms: nothing goes before this day (ADR 76).
    terms_from = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> OwnWords:
        """Its own words, as texts are shown in (ADR 58)."""
        return tuple(sorted(self.own_words.items()))

    @property
    def has_contact(self) -> bool:
        """Whether anybody can be reached here for help."""
        return bool(self.contact_phone or self.contact_email)

    @property
    def phone_link(self) -> str:
        """The telephone number as an address (RFC 3966)."""
        return "tel:" + re.sub("[^+0-9]", "", self.contact_phone)

    @property
    def feedback_link(self) -> str:
        """Where to say what does not work, as an address; empty where it is not filled in."""
        mail = self.feedback_address and "://" not in self.feedback_address
        return f"mailto:{self.feedback_address}" if mail else self.feedback_address

    @property
    def help(self) -> tuple[str, ...]:
        """All that is filled in about help and statements, as far as a page depends on it."""
        return tuple(str(getattr(self, name)) for name in HELP_FIELDS)


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
