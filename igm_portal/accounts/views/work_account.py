"""To the provider of an organisation and back: allauth's views, also while the provider is away."""

from collections.abc import Callable
from functools import wraps

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

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


leave = _said_when_away(views.login)
come_back = _said_when_away(views.callback)
