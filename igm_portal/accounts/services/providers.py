"""Setting up the provider of an organisation, and linking accounts there to people (ADR 62)."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import (
    EmailChange,
    LinkRequest,
    Membership,
    Organisation,
    SignInProvider,
    User,
)
from igm_portal.accounts.roles import Role
from igm_portal.accounts.sealing import seal
from igm_portal.accounts.selectors import roles_of
from igm_portal.accounts.services.mail import send
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record
from igm_portal.spelling import Misspelt, address_key

REQUEST_TERM = timedelta(days=7)
LINK_SALT = "igm_portal.accounts.link_request"
SYMBOLS = "23456789BCDFGHJKMNPQRSTVWXZ"  # none that looks like another
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PATIENCE = 10  # seconds for the provider to answer


@transaction.atomic
def set_provider(
    *,
    organisation: Organisation,
    issuer: str,
    client_id: str,
    secret: str,
    tenant: str = "",
    strong_acr: str = "",
    emergency_account: User | None = None,
) -> int:
    """Set up or change the provider; returns how many links went because it is another one.

    With an emergency account the provider becomes the only way in. Raises Refused when the issuer
    does not answer as itself, or when that account could not come in by itself.
    """
    _check_issuer(issuer)
    if emergency_account is not None:
        _check_emergency_account(organisation, emergency_account)
    current = SignInProvider.objects.filter(organisation=organisation).first()
    link_count = 0
    if current and (current.issuer, current.tenant, current.client_id) != (
        issuer,
        tenant,
        client_id,
    ):
        link_count = _forget_links(organisation)
    values = {
        "issuer": issuer,
        "tenant": tenant,
        "client_id": client_id,
        "sealed_secret": seal(secret),
        "strong_acr": strong_acr,
        "only_way": emergency_account is not None,
        "emergency_account": emergency_account,
    }
    SignInProvider.objects.update_or_create(organisation=organisation, defaults=values)
    record("provider.set", organisation, by=None, organisation_id=organisation.pk)
    return link_count


@transaction.atomic
def remove_provider(*, organisation: Organisation) -> None:
    """Back to passwords; with it go all links."""
    if not SignInProvider.objects.filter(organisation=organisation).delete()[0]:
        raise Refused(_("This organisation has no provider."))
    _forget_links(organisation)
    record("provider.removed", organisation, by=None, organisation_id=organisation.pk)


@transaction.atomic
def unlink(*, person: User) -> None:
    """On the machine itself: the account at the provider is not of this person, or no longer. Every
    session ends. Raises Refused for who has no link.
    """
    if not SocialAccount.objects.filter(user=person).delete()[0]:
        raise Refused(_("This person has no linked work account."))
    for session in UserSession.objects.filter(user=person):
        session.end()
    record("link.removed", person, by=None, organisation_id=person.organisation_id)


def must_use_provider(person: User) -> bool:
    """Whether the provider is the only way in for this person: not after leaving, when there is no
    account at the provider any more.
    """
    today = Membership.objects.on(timezone.localdate()).filter(user=person)
    provider = SignInProvider.objects.filter(only_way=True, organisation__memberships__in=today)
    return provider.exclude(emergency_account=person).exists()


def may_come_in(provider: SignInProvider, person: User) -> bool:
    """Whether this is somebody of the organisation of this provider, also from before."""
    return roles_of(person, provider.organisation).exists()


def person_of_address(provider: SignInProvider, claims: Mapping[str, Any]) -> User | None:
    """Whom the provider means by a mail address that it checked: somebody of this organisation,
    never linked to an account there, whose address here is not in doubt. Entra ID says
    `xms_edov` where others say `email_verified`.
    """
    if claims.get("email_verified") is not True and claims.get("xms_edov") not in (True, "1", 1):
        return None
    try:
        email = address_key(str(claims.get("email", "")))
    except Misspelt:
        return None
    here = User.objects.filter(organisation=provider.organisation, is_active=True)
    person = here.filter(email=email).first()
    if person is None or not may_come_in(provider, person) or _has_link(provider, person):
        return None
    return None if EmailChange.objects.filter(person=person).exists() else person


def ask_for_link(provider: SignInProvider, subject: str, today: date) -> LinkRequest:
    """A code for somebody at the provider whom we do not know; the same one for a week."""
    values = {"code": "".join(secrets.choice(SYMBOLS) for _symbol in range(8)), "asked_on": today}
    request, _is_new = LinkRequest.objects.get_or_create(
        organisation=provider.organisation, subject=subject, defaults=values
    )
    return request


@transaction.atomic
def propose_link(*, access: Access, person: User, code: str, site: str) -> None:
    """An administrator takes whoever showed this code for this person, who hears of it by mail and
    has the last word. Raises Refused.
    """
    organisation = access.organisation
    provider = SignInProvider.objects.filter(organisation=organisation).first()
    plain_code = "".join(code.split()).upper()
    request = LinkRequest.objects.filter(organisation=organisation, code=plain_code).first()
    if provider is None or request is None:
        raise Refused(_("We do not know this code. A code lasts for a week."))
    if person.pk == access.user.pk:
        raise Refused(_("You cannot do this for yourself. Ask another administrator."))
    if _has_link(provider, person):
        raise Refused(_("This person has a work account already."))
    if EmailChange.objects.filter(person=person).exists():
        raise Refused(_("First somebody must confirm the new e-mail address."))
    request.person = person
    request.save(update_fields=["person"])
    record("link.proposed", person, by=access.user, organisation_id=organisation.pk)
    token = signing.dumps([str(request.pk), str(person.pk)], salt=LINK_SALT)
    link = site + reverse("confirm_link", args=[token])
    values = {"person": person, "organisation": organisation, "link": link}
    send(person.email, "confirm_link", lasts=REQUEST_TERM, **values)


def request_of(token: str) -> LinkRequest | None:
    """The open request that the link in a mail is about."""
    try:
        key, person = signing.loads(token, salt=LINK_SALT, max_age=REQUEST_TERM)
    except signing.BadSignature:
        return None
    rows = LinkRequest.objects.select_related("person", "organisation")
    return rows.filter(pk=key, person=person).first()


@transaction.atomic
def confirm_link(*, link_request: LinkRequest) -> None:
    """The person agrees. Raises Refused when it cannot be any more."""
    provider = SignInProvider.objects.filter(organisation=link_request.organisation).first()
    person = link_request.person
    if provider is None or person is None or not may_come_in(provider, person):
        raise Refused(_("This link no longer works."))
    if _has_link(provider, person):
        raise Refused(_("This person has a work account already."))
    slug = link_request.organisation.slug
    SocialAccount.objects.create(user=person, provider=slug, uid=link_request.subject)
    link_request.delete()
    record("link.confirmed", person, by=None, organisation_id=provider.pk)


def sign_out_address(provider: SignInProvider, back: str) -> str:
    """Where a browser signs out at the provider (OpenID Connect RP-Initiated Logout 1.0 §2) and
    from where it comes `back`; empty if the provider names no such place or does not answer. No
    token of the sign-in is kept (ADR 20), so the provider may ask whether it is meant.
    """
    try:
        end = _configuration(provider.issuer).get("end_session_endpoint", "")
    except (requests.RequestException, ValueError, AttributeError):
        return ""
    if not isinstance(end, str) or not _is_safe(end):
        return ""
    values = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{end}{'&' if '?' in end else '?'}{values}"


def forget_old_requests(today: date) -> None:
    """Every night."""
    LinkRequest.objects.filter(asked_on__lt=today - REQUEST_TERM).delete()


def _has_link(provider: SignInProvider, person: User) -> bool:
    slug = provider.organisation.slug
    has_link: bool = SocialAccount.objects.filter(user=person, provider=slug).exists()
    return has_link


def _forget_links(organisation: Organisation) -> int:
    LinkRequest.objects.filter(organisation=organisation).delete()
    links = SocialAccount.objects.filter(provider=organisation.slug)
    number: int = links.count()
    links.delete()
    return number


def _check_issuer(issuer: str) -> None:
    """That it is reached safely, and says that it is who we asked (OpenID Connect Discovery §4.3):
    otherwise one tenant of many, or none in particular, would be believed.
    """
    if not _is_safe(issuer):
        raise Refused(_("The issuer must begin with https://."))
    try:
        name = _configuration(issuer).get("issuer")
    except requests.exceptions.SSLError:
        raise Refused(
            _(
                "The certificate of this issuer is not valid for this name, or comes from an "
                "authority that the portal does not know. Is that one of your own, name its list "
                "in REQUESTS_CA_BUNDLE (docs/beheer.md)."
            )
        ) from None
    except (requests.RequestException, ValueError, AttributeError):
        raise Refused(_("This issuer does not answer with its configuration.")) from None
    if name != issuer:
        raise Refused(_("This issuer calls itself otherwise: %(name)s") % {"name": name})


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _configuration(issuer: str) -> dict[str, Any]:
    """Raises RequestException, or ValueError for what is no JSON."""
    answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=PATIENCE)
    answer.raise_for_status()
    configuration: dict[str, Any] = answer.json()
    return configuration


def _check_emergency_account(organisation: Organisation, person: User) -> None:
    roles = Membership.objects.on(timezone.localdate())
    administers = roles.filter(user=person, organisation=organisation, role=Role.ADMINISTRATOR)
    if not administers.exists() or not person.has_usable_password():
        raise Refused(_("The emergency account must be an administrator with a password."))
    if not Authenticator.objects.filter(user=person).exists():
        raise Refused(_("The emergency account has no second step yet."))
