"""Another e-mail address for a person, and who vouches for it (ADR 21)."""

from datetime import date, timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.independence import is_independent
from igm_portal.accounts.models import EmailChange, User
from igm_portal.accounts.selectors import works_elsewhere
from igm_portal.accounts.services.mail import send
from igm_portal.accounts.services.people import ADDRESS_RESERVED
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record
from igm_portal.spelling import address_key

LINK_SALT = "igm_portal.accounts.email_change"
RESTORE_TERM = timedelta(days=7)


@transaction.atomic
def change_email(*, access: Access, person: User, email: str, today: date, site: str) -> None:
    """Sign-in goes by the new address at once; both addresses hear of it; until the old one or a
    second administrator agrees, own results of earlier waves are locked.

    Going back to the address that was vouched for undoes a change that is still open. Either way
    the password goes, and with it every session: whoever read the mail of one address must not
    stay in under the next. `site` is the address of this installation. Raises Refused when the
    address is taken, or the person works for another organisation too, where this administrator
    has no say.
    """
    email = address_key(email)
    person = User.objects.select_for_update().get(pk=person.pk)
    if email == person.email:
        return
    if works_elsewhere(person, access.organisation):
        raise Refused(WORKS_ELSEWHERE)
    pending = EmailChange.objects.filter(person=person).first()
    vouched_email = pending.old_email if pending else person.email
    if EmailChange.objects.filter(old_email=email).exclude(person=person).exists():
        raise Refused(ADDRESS_RESERVED)
    if pending:
        pending.delete()
    passed_by = person.email
    _set_email(person, email)
    action = "email.changed" if email != vouched_email else "email.restored"
    record(action, person, by=access.user, organisation_id=access.organisation.id)
    if email == vouched_email:
        values = {"person": person, "organisation": access.organisation, "passed_by": passed_by}
        send(person.email, "email_restored", lasts=RESTORE_TERM, **values)
    else:
        change = EmailChange.objects.create(
            person=person,
            organisation=access.organisation,
            old_email=vouched_email,
            changed_by=access.user,
            changed_on=today,
        )
        _tell_both(change, site)


@transaction.atomic
def approve_email(*, access: Access, person: User) -> None:
    """A second administrator vouches for the new address. Raises Refused for the one who made the
    change, for the person, and when nothing is open."""
    change = (
        EmailChange.objects.select_for_update()
        .filter(person=person, organisation=access.organisation)
        .first()
    )
    if change is None:
        raise Refused(NOTHING_OPEN)
    if access.user.id == person.id or not is_independent(access.user, change):
        raise Refused(_("Somebody else must agree: another administrator, or the old address."))
    change.delete()
    record("email.approved", person, by=access.user, organisation_id=access.organisation.id)


def change_of(token: str) -> EmailChange | None:
    """The open change that a link from the mail to the old address is about."""
    try:
        key = signing.loads(token, salt=LINK_SALT)
    except signing.BadSignature:
        return None
    return EmailChange.objects.select_related("person", "organisation").filter(pk=key).first()


@transaction.atomic
def confirm_email(*, change: EmailChange) -> None:
    """The old address agrees. Raises Refused when the change is no longer open."""
    change = _open(change)
    change.delete()
    record("email.confirmed", change.person, by=None, organisation_id=change.organisation_id)


@transaction.atomic
def undo_email(*, change: EmailChange) -> None:
    """The old address does not agree and comes back; whoever came in by the new one is out."""
    change = _open(change)
    change.delete()
    _set_email(change.person, change.old_email)
    record("email.undone", change.person, by=None, organisation_id=change.organisation_id)


def _open(change: EmailChange) -> EmailChange:
    row = EmailChange.objects.select_for_update().filter(pk=change.pk).first()
    if row is None:
        raise Refused(NOTHING_OPEN)
    return row


def _set_email(person: User, email: str) -> None:
    """Another address, and nobody is signed in any more."""
    person.email = email
    try:
        person.full_clean()
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    person.set_unusable_password()
    person.save(update_fields=["email", "password"])


def _tell_both(change: EmailChange, site: str) -> None:
    token = signing.dumps(str(change.pk), salt=LINK_SALT)
    link = site + reverse("confirm_email", args=[token])
    values = {"change": change, "person": change.person, "link": link}
    send(change.old_email, "email_changed_old", lasts=RESTORE_TERM, **values)
    send(change.person.email, "email_changed_new", lasts=RESTORE_TERM, **values)


NOTHING_OPEN = _("This change has been dealt with already.")
WORKS_ELSEWHERE = _(
    "This person works for another organisation here too, so the address cannot be changed by one "
    "administrator. Add the new address as a new person, or ask who runs this installation."
)
