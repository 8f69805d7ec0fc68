"""Organisations: a new one with its first administrator, who helps in it, and its own words."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, User
from igm_portal.accounts.models.organisation import HELP_FIELDS
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.people import give_role
from igm_portal.audit.services import record
from igm_portal.plain_text import is_line
from igm_portal.spelling import name as spelled_name


@transaction.atomic
def found_organisation(
    *, name: str, slug: str, administrator_email: str, administrator_name: str, today: date
) -> Organisation:
    """A new organisation with one administrator, who sets a password through the reset mail.

    Raises ValidationError when the slug is taken or a value is not acceptable.
    """
    name, administrator_name = spelled_name(name), spelled_name(administrator_name)
    if not (is_line(name) and is_line(administrator_name)):
        raise ValidationError("Er staan onzichtbare tekens in de naam.")
    if Organisation.objects.filter(slug=slug).exists():
        raise ValidationError(f"Er is al een organisatie met {slug} in haar webadres.")
    organisation = Organisation(name=name, slug=slug)
    organisation.full_clean()
    organisation.save()
    administrator = User.objects.create_user(organisation, administrator_email, administrator_name)
    record("organisation.founded", organisation, by=None, organisation_id=organisation.id)
    give_role(
        by=None,
        person=administrator,
        organisation=organisation,
        role=Role.ADMINISTRATOR,
        start=today,
    )
    return organisation


@transaction.atomic
def set_own_words(*, access: Access, own_words: dict[str, str]) -> None:
    """From now on pages, mails and papers say these; waves that were launched keep the words they
    were asked in (ADR 58). On record is that it changed: everybody can read what it says.
    """
    organisation = access.organisation
    organisation.own_words = own_words
    organisation.save(update_fields=["own_words"])
    here = organisation.id
    record("organisation.words_changed", organisation, by=access.user, organisation_id=here)


@transaction.atomic
def set_help(*, access: Access, **values: str) -> None:
    """On record is that it changed, and not what it says: everybody can read that."""
    organisation = access.organisation
    for name in HELP_FIELDS:
        setattr(organisation, name, values[name])
    organisation.save(update_fields=HELP_FIELDS)
    here = organisation.id
    record("organisation.help_changed", organisation, by=access.user, organisation_id=here)
