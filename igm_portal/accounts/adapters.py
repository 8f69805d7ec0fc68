"""How allauth behaves here: people are registered by their organisation, nobody signs up."""

import secrets
import time
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.signals import password_reset
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.backend import SeveralAccounts
from igm_portal.accounts.models import User
from igm_portal.accounts.services.providers import must_use_provider
from igm_portal.accounts.services.sign_in import record_lock_out, record_wrong_password
from igm_portal.outbox.services import enqueue

ONLY_PROVIDER = _("Your organisation lets you in with your work account alone.")
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of the app"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}
PROOF_SECONDS = 5 * 60  # so long a sign-in proves who it is for what asks extra care


class OrganisationAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The adapter of allauth for accounts that an organisation gives out."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many wrong passwords for this account from here. Wait five minutes, or choose a"
            " new password: that lets you in at once."
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Nothing where the next page says it itself: whose it is, or that a password was saved."""
        place = request.resolver_match.url_name if request.resolver_match else ""
        if place not in {"account_login", "account_reset_password_from_key"}:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail in the outbox: a mail server that is down is no fault of who asks, and the
        page answers the same, in the same time, whether the address is known or not.
        """
        message = self.render_mail(template_prefix, email, context | {"email": email})
        enqueue(
            to=email,
            subject=message.subject,
            body=str(message.body) + "\n",
            lasts=timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords per account *and* address.

        allauth counts per account alone; then a stranger who knows an e-mail address keeps its
        owner out from anywhere, by five wrong tries every five minutes.
        """
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{truncate_ip(address_of(request))}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits per address count by. An office network counts as a thousand of
        them, since everybody there shares one. Limits per account and per mailbox stay.
        """
        address = address_of(request)
        if any(ip_address(address) in network for network in settings.IGM_OFFICE_NETWORKS):
            return f"{address}-{secrets.randbelow(1000)}"
        return address

    def pre_login(
        self, request: HttpRequest, user: User, *, signal_kwargs: Any, **kwargs: Any
    ) -> Any:
        """No password and no passkey for who must come in by the provider."""
        by_provider = "sociallogin" in (signal_kwargs or {})
        if not by_provider and must_use_provider(user):
            clear_login(request)
            messages.warning(request, ONLY_PROVIDER)
            return redirect("account_login")
        return super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Whoever came in by a provider is asked about signing out there. By a link on a page and
        not at once: Chrome holds that provider against `form-action`, as at signing in.
        """
        records = get_authentication_records(request, request.user)
        slugs = [one["provider"] for one in records if one["method"] == "socialaccount"]
        usual: str = super().get_logout_redirect_url(request)
        return reverse("provider_sign_out", args=[slugs[-1]]) if slugs else usual

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of who signed in a moment ago: that is the same proof once more."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest > PROOF_SECONDS)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """In the words of this site."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": WAYS[method["id"]]} for method in methods]

    def reauthenticate(self, user: User, password: str) -> bool:
        """By the address of the person: allauth has a list of its own, which may lack it. Of this
        account alone, where the address has one in another organisation too.
        """
        credentials = {
            "email": user.email,
            "password": password,
            "organisation": user.organisation_id,
        }
        return bool(self.authenticate(context.request, **credentials) == user)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A password that opens more than one account is no wrong one."""
        try:
            user: User | None = super().authenticate(request, **credentials)
        except SeveralAccounts:
            self._rollback_login_failed_rl_usage()
            raise
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record_lock_out(credentials["email"])
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record_wrong_password(credentials["email"])


@receiver(password_reset)
def lift_lock_out(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Let in at once who chose a new password. allauth does so only for addresses of its own
    list, where nobody stands who never signed in.
    """
    get_adapter()._delete_login_attempts_cached_email(request, email=user.email)


def address_of(request: HttpRequest) -> str:
    """The network address of the visitor, own proxies left out.

    A server that listens on IPv6 may write an IPv4 address in that form (`::ffff:192.0.2.1`);
    all of those would be one subscriber for what counts by the first 64 bits.
    """
    address: str | None = get_client_ip(request)
    if address is None:
        raise PermissionDenied("No network address.")
    ipv4_address = getattr(ip_address(address), "ipv4_mapped", None)
    return str(ipv4_address or address)
