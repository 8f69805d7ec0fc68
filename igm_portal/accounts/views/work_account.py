"""To the provider of an organisation and back: allauth's views, also while the provider is away."""

from collections.abc import Callable
from functools import wraps

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from igm_portal.accounts.models import SignInProvider
from igm_portal.accounts.services.providers import sign_out_address

View = Callable[..., HttpResponse]


def _said_when_away(view: View) -> View:
    """allauth asks the provider for its addresses first, where it lets a fault pass."""

    @never_cache
    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id=provider_id)
        except requests.RequestException as fault:
            provider = get_adapter().get_provider(request, provider_id)
            page: HttpResponse = render_authentication_error(request, provider, exception=fault)
            return page

    return answered


@require_safe
@never_cache
@login_not_required
def sign_out(request: HttpRequest, provider_id: str) -> HttpResponse:
    """After signing out here: the way to sign out at the provider, where it has one."""
    provider = get_object_or_404(SignInProvider, organisation__slug=provider_id)
    back = request.build_absolute_uri(reverse("account_login"))
    context = {"address": sign_out_address(provider, back)}
    return render(request, "account/provider_sign_out.html", context)


leave = _said_when_away(views.login)
come_back = _said_when_away(views.callback)
