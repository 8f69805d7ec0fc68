"""What the administration keeps about one person in one organisation, for that person."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import EmailChange, User
from igm_portal.accounts.selectors import roles_of, staff_number_of
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.selectors import delivered_to, undelivered_to, waiting_for

KINDS = {"totp": "app", "webauthn": "passkey", "recovery_codes": "recovery_codes"}


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role that somebody has, had or will have; `end` None is without end."""

    role: str
    place: str
    function: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """Something in the audit log that this person did, or that was done to this person."""

    at: datetime
    actor: str
    action: str
    about: str


@dataclass(frozen=True, slots=True)
class OwnMail:
    """A mail that waits to be sent; of mail that was sent nothing is kept."""

    subject: str
    not_before: datetime


@dataclass(frozen=True, slots=True)
class OwnSecondStep:
    """A way of showing that it is really this person; its secret is sealed and not told."""

    kind: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnWorkAccount:
    """The account at the provider of the organisation with which this person comes in."""

    subject: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OwnUndelivered:
    """An invitation that did not arrive, and the code or kind of fault of the mail server."""

    ended_at: datetime
    reply: str


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """Name, addresses, roles, mail that waits or did not arrive, and the audit log."""

    name: str
    email: str
    other_addresses: tuple[str, ...]
    staff_number: str
    roles: tuple[OwnRole, ...]
    mail: tuple[OwnMail, ...]
    invited: tuple[datetime, ...]
    undelivered: tuple[OwnUndelivered, ...]
    second_steps: tuple[OwnSecondStep, ...]
    work_accounts: tuple[OwnWorkAccount, ...]
    events: tuple[OwnEvent, ...]


def own_account(access: Access) -> OwnAccount:
    """Everything the administration of this organisation keeps about the person who asks."""
    person = access.user
    roles = tuple(
        OwnRole(
            str(membership.get_role_display()),
            str(membership.team or membership.department or ""),
            str(membership.get_function_display()) if membership.function else "",
            membership.start,
            membership.end,
        )
        for membership in roles_of(person, access.organisation)
    )
    return OwnAccount(
        name=person.name,
        email=person.email,
        other_addresses=_other_addresses(person),
        staff_number=staff_number_of(person, access.organisation),
        roles=roles,
        mail=tuple(OwnMail(mail.subject, mail.not_before) for mail in waiting_for(person.email)),
        invited=tuple(mail.ended_at for mail in delivered_to(person.pk) if mail.ended_at),
        undelivered=tuple(
            OwnUndelivered(mail.ended_at, mail.reply or mail.fault)
            for mail in undelivered_to(person.pk)
            if mail.ended_at
        ),
        second_steps=tuple(
            OwnSecondStep(KINDS[step.type], step.data.get("name", ""), step.created_at)
            for step in Authenticator.objects.filter(user=person).order_by("pk")
        ),
        work_accounts=tuple(
            OwnWorkAccount(link.uid, link.date_joined)
            for link in SocialAccount.objects.filter(user=person).order_by("pk")
        ),
        events=tuple(
            OwnEvent(event.at, event.actor, event.action, event.object_label)
            for event in _events(access)
        ),
    )


def _other_addresses(person: User) -> tuple[str, ...]:
    """Addresses known from signing in, and the one before a change that is still open."""
    sign_in_addresses = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    old_addresses = EmailChange.objects.filter(person=person).values_list("old_email", flat=True)
    return tuple(sorted({*sign_in_addresses, *old_addresses} - {person.email}))


def _events(access: Access) -> QuerySet[AuditEvent]:
    person = access.user
    return AuditEvent.objects.filter(
        Q(actor_id=person.pk)
        | Q(object_id=str(person.pk))
        | Q(object_label__istartswith=person.email)
        | Q(actor__iexact=person.email),
        organisation_id=access.organisation.pk,
    )
