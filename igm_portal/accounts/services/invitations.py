"""Inviting people to choose a password; nobody sets one for another (ADR 21)."""

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Organisation, User
from igm_portal.accounts.services.mail import written
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record, record_all
from igm_portal.outbox.services import Letter, enqueue_all, forget_unsent

HAS_PASSWORD = _("This person has chosen a password already and can ask for a new one.")


def invite(*, access: Access, person: User, site: str) -> None:
    """Mail a link to choose the first password. Raises Refused for who has one already."""
    if not invite_all(access=access, people=[person], site=site):
        raise Refused(HAS_PASSWORD)


@transaction.atomic
def invite_all(*, access: Access, people: Iterable[User], site: str) -> int:
    """Invite each of these without a password, in a few statements; returns how many.

    An organisation is the batch of its invitations: it is known whom the last one did not reach.
    """
    organisation = access.organisation
    waiting = [person for person in people if not person.has_usable_password()]
    forget_unsent(organisation.pk, [person.pk for person in waiting])
    enqueue_all(
        [_letter(organisation, person, site) for person in waiting],
        batch=organisation.pk,
        expires_at=timezone.now() + _valid(),
    )
    record_all(
        "person.invited",
        [(person, {}) for person in waiting],
        by=access.user,
        organisation_id=organisation.pk,
    )
    return len(waiting)


def link_without_mail(*, person: User, site: str) -> str:
    """The link of an invitation, for the operator to hand over; on record like a mail.

    Raises Refused for who has a password: nobody gets into another one's account.
    """
    if person.has_usable_password():
        raise Refused(HAS_PASSWORD)
    record("person.invited", person, by=None, organisation_id=person.organisation_id)
    return _link(person, site)


def _letter(organisation: Organisation, person: User, site: str) -> Letter:
    subject, body = written(
        "invitation",
        person=person,
        organisation=organisation,
        link=_link(person, site),
        forgotten=site + reverse("account_reset_password"),
        days=_valid().days,
    )
    return Letter(person.email, subject, body, person.pk)


def _link(person: User, site: str) -> str:
    key = default_token_generator.make_token(person)
    return site + reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def _valid() -> timedelta:
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
