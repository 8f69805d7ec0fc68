"""Taking away the second step of somebody who lost the phone and the recovery codes."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import EmailChange, User
from igm_portal.accounts.services.mail import send
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record

LASTS = timedelta(days=3)


def reset_second_step(*, access: Access, person: User) -> None:
    """By an administrator. Raises Refused for oneself, and while a new e-mail address is
    unconfirmed: with both, one administrator could sign in as somebody else.
    """
    if person.pk == access.user.pk:
        raise Refused(_("You cannot do this for yourself. Ask another administrator."))
    if EmailChange.objects.filter(person=person).exists():
        raise Refused(_("First somebody must confirm the new e-mail address."))
    _reset(person, by=access.user)


def reset_by_operator(*, person: User) -> None:
    """On the machine itself, for an administrator who has no colleague."""
    _reset(person, by=None)


@transaction.atomic
def _reset(person: User, *, by: User | None) -> None:
    """The mail tells the person, in case somebody else asked for it."""
    count, _models = Authenticator.objects.filter(user=person).delete()
    if not count:
        raise Refused(_("This person has no second step."))
    for session in UserSession.objects.filter(user=person):
        session.end()
    record("second_step.reset", person, by=by, organisation_id=person.organisation_id)
    send(person.email, "second_step_reset", lasts=LASTS, person=person, by_administrator=by)
