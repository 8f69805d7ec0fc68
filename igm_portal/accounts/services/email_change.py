"""Another e-mail address for a person, and who vouches for it (ADR 21)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.independence import is_independent
from igm_portal.accounts.models import EmailChange, Organisation, User
from igm_portal.accounts.models.user import ADDRESS_TAKEN
from igm_portal.accounts.services.mail import written
from igm_portal.accounts.services.people import ADDRESS_RESERVED, ROWS_AT_ONCE
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record, record_all
from igm_portal.outbox.services import Letter, enqueue_all
from igm_portal.spelling import address_key

LINK_SALT = "igm_portal.accounts.email_change"
RESTORE_TERM = timedelta(days=7)


def change_email(*, access: Access, person: User, email: str, today: date, site: str) -> None:
    """The same as `change_emails`, for one person."""
    change_emails(access=access, emails={person.pk: email}, today=today, site=site)


@transaction.atomic
def change_emails(*, access: Access, emails: Mapping[UUID, str], today: date, site: str) -> None:
    """Give each of these people another address, in a few statements per some hundreds.

    Sign-in goes by the new address at once; both addresses hear of it; until the old one or a
    second administrator agrees, own results of earlier waves are locked.

    Going back to the address that was vouched for undoes a change that is still open. Either way
    the password goes, and with it every session: whoever read the mail of one address must not
    stay in under the next. `site` is the address of this installation. Raises Refused, and changes
    nobody, when an address is taken in this organisation.
    """
    changes = sorted((key, address_key(email)) for key, email in emails.items())
    for begin in range(0, len(changes), ROWS_AT_ONCE):
        _change_some(access, dict(changes[begin : begin + ROWS_AT_ONCE]), today, site)


def _change_some(access: Access, emails: dict[UUID, str], today: date, site: str) -> None:
    """As many as fit in one statement of any database."""
    here = User.objects.filter(organisation=access.organisation, pk__in=emails)
    rows = here.select_for_update().order_by("pk")
    people = [person for person in rows if person.email != emails[person.pk]]
    earlier_changes = EmailChange.objects.filter(
        organisation=access.organisation, old_email__in=[emails[p.pk] for p in people]
    )
    if any(change.old_email != emails.get(change.person_id) for change in earlier_changes):
        raise Refused(ADDRESS_RESERVED)
    pending = EmailChange.objects.select_for_update().filter(person__in=people)
    vouched_emails = dict(pending.values_list("person_id", "old_email"))
    pending.delete()
    passed_by = {person.pk: person.email for person in people}
    _set_emails(access.organisation, people, emails)
    restored_people = [p for p in people if p.email == vouched_emails.get(p.pk)]
    changes = [
        EmailChange(
            person=person,
            organisation=access.organisation,
            old_email=vouched_emails.get(person.pk, passed_by[person.pk]),
            changed_by=access.user,
            changed_on=today,
        )
        for person in people
        if person.email != vouched_emails.get(person.pk)
    ]
    EmailChange.objects.bulk_create(changes)
    _record_all("email.restored", restored_people, access)
    _record_all("email.changed", [change.person for change in changes], access)
    letters = [letter for change in changes for letter in _letters(change, site)]
    for person in restored_people:
        values = {"organisation": access.organisation, "passed_by": passed_by[person.pk]}
        letters.append(Letter(person.email, *written("email_restored", person=person, **values)))
    enqueue_all(letters, batch=None, expires_at=timezone.now() + RESTORE_TERM)


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
    _set_emails(change.organisation, [change.person], {change.person.pk: change.old_email})
    record("email.undone", change.person, by=None, organisation_id=change.organisation_id)


def _open(change: EmailChange) -> EmailChange:
    """The change under a lock, and first the person, in the order of every change of address."""
    User.objects.select_for_update().get(pk=change.person_id)
    row = EmailChange.objects.select_for_update().filter(pk=change.pk).first()
    if row is None:
        raise Refused(NOTHING_OPEN)
    return row


def _set_emails(
    organisation: Organisation, people: Sequence[User], emails: Mapping[UUID, str]
) -> None:
    """Another address for each, and nobody of them is signed in any more.

    Raises Refused for what is no address and for one that somebody has here.
    """
    owners = User.objects.filter(
        organisation=organisation, email__in=[emails[person.pk] for person in people]
    )
    if owners.exists() or len({emails[person.pk] for person in people}) < len(people):
        raise Refused(ADDRESS_TAKEN)
    for person in people:
        person.email = emails[person.pk]
        person.set_unusable_password()
        try:
            person.clean_fields(exclude=["organisation"])
        except ValidationError as fault:
            raise Refused(" ".join(fault.messages)) from fault
    User.objects.bulk_update(people, ["email", "password"])
    # Nothing adds to the list of the sign-in library, which would let in by the old address.
    EmailAddress.objects.filter(user__in=people).delete()


def _letters(change: EmailChange, site: str) -> Iterator[Letter]:
    """What both addresses hear; only the old one can confirm."""
    token = signing.dumps(str(change.pk), salt=LINK_SALT)
    link = site + reverse("confirm_email", args=[token])
    values = {"change": change, "person": change.person, "link": link}
    yield Letter(change.old_email, *written("email_changed_old", **values))
    yield Letter(change.person.email, *written("email_changed_new", **values))


def _record_all(action: str, people: Sequence[User], access: Access) -> None:
    record_all(
        action,
        [(person, {}) for person in people],
        by=access.user,
        organisation_id=access.organisation.id,
    )


NOTHING_OPEN = _("This change has been dealt with already.")
