"""How allauth behaves here: people are registered by their organisation, nobody signs up."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpRequest

from igm_portal.outbox.services import enqueue


class OrganisationAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The adapter of allauth for accounts that an organisation gives out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

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
        return f"{account}:{get_ip(request)}"
