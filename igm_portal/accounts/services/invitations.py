"""Inviting people to choose a password; nobody sets one for another (ADR 21)."""

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import User
from igm_portal.accounts.services.mail import send
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record, record_all


@transaction.atomic
def invite(*, access: Access, person: User, site: str) -> None:
    """Mail a link to choose the first password. Raises Refused for who has one already."""
    if person.has_usable_password():
        raise Refused(_("This person has chosen a password already and can ask for a new one."))
    _mail(access, person, site)
    record("person.invited", person, by=access.user, organisation_id=access.organisation.id)


@transaction.atomic
def invite_all(*, access: Access, people: Iterable[User], site: str) -> int:
    """Invite each of these; returns how many."""
    invited = [person for person in people if not person.has_usable_password()]
    for person in invited:
        _mail(access, person, site)
    record_all(
        "person.invited",
        [(person, {}) for person in invited],
        by=access.user,
        organisation_id=access.organisation.id,
    )
    return len(invited)


def _mail(access: Access, person: User, site: str) -> None:
    valid = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    key = default_token_generator.make_token(person)
    link = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    send(
        person.email,
        "invitation",
        lasts=valid,
        person=person,
        organisation=access.organisation,
        link=site + link,
        forgotten=site + reverse("account_reset_password"),
        days=valid.days,
    )
