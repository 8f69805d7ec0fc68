"""What happens when somebody comes back from the provider of the organisation (ADR 62)."""

from typing import Any, NoReturn

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from igm_portal.accounts.models import SignInProvider, User
from igm_portal.accounts.services.providers import ask_for_link, may_come_in, person_of_address
from igm_portal.accounts.services.sign_in import day_of, record_of_roles

KIND = "openid_connect"


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """What the operator set up, one per organisation; nothing of allauth's own table."""
        rows = SignInProvider.objects.select_related("organisation")
        if provider not in (None, KIND):
            rows = rows.filter(organisation__slug=provider)
        return [_app(row) for row in rows if client_id in (None, row.client_id)]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whoever is linked, link a checked address once, or show a code."""
        slug = sociallogin.account.provider
        provider = SignInProvider.objects.select_related("organisation").get(
            organisation__slug=slug
        )
        claims = sociallogin.account.extra_data.get("id_token") or {}
        login = sociallogin.state.get("process") == AuthProcess.LOGIN
        if not login or not provider.is_source_of(claims):
            _refuse(request)
        if sociallogin.is_existing:
            if not may_come_in(provider, sociallogin.user):
                _refuse(request)
            return
        person = person_of_address(provider, claims)
        if person is None:
            link_request = ask_for_link(provider, sociallogin.account.uid, timezone.localdate())
            _refuse(request, code=link_request.code, organisation_name=provider.organisation.name)
        sociallogin.connect(request, person)
        record_of_roles("link.made", person, by=person)


@receiver(post_save, sender=SocialAccount)
def keep_the_link_alone(instance: SocialAccount, **kwargs: Any) -> None:
    """allauth would keep all that the provider tells, and when somebody came in (ADR 20)."""
    day = day_of(instance.date_joined)
    rows = SocialAccount.objects.filter(pk=instance.pk)
    rows.update(extra_data={}, date_joined=day, last_login=day)


@receiver(user_logged_in)
def count_second_step(
    request: HttpRequest, user: User, sociallogin: SocialLogin | None = None, **kwargs: Any
) -> None:
    if sociallogin is None:
        return
    slug = sociallogin.account.provider
    provider = SignInProvider.objects.filter(organisation__slug=slug).first()
    claims = sociallogin.account.extra_data.get("id_token") or {}
    if provider and provider.saw_second_step(claims):
        record_authentication(request, user, "provider", second_step=True)


def _app(row: SignInProvider) -> SocialApp:
    return SocialApp(
        provider=KIND,
        provider_id=row.organisation.slug,
        name=row.organisation.name[:40],
        client_id=row.client_id,
        secret=row.secret,
        # The claims come from the signed token alone: what another address says of the account
        # could be about somebody else.
        settings={
            "server_url": row.issuer,
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "uid_field": "sub",
        },
    )


def _refuse(request: HttpRequest, **context: str) -> NoReturn:
    page = render(request, "account/provider_refused.html", context, status=403)
    raise ImmediateHttpResponse(page)
