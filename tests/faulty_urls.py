"""The addresses of the product and some that break, also among those for clients."""

from typing import Never

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from igm_portal.error_pages import too_many_requests
from igm_portal.urls import handler400, handler500
from igm_portal.urls import urlpatterns as addresses
from surveys.client_access import public

__all__ = ["handler400", "handler500", "urlpatterns"]


@public
def broken(request: HttpRequest) -> Never:
    raise RuntimeError("broken on purpose")


@public
def unreadable(request: HttpRequest) -> Never:
    raise BadRequest("unreadable on purpose")


@public
def refused(request: HttpRequest) -> Never:
    raise PermissionDenied("refused on purpose")


@public
def crowded(request: HttpRequest) -> HttpResponse:
    return too_many_requests(request)


@public
def away(request: HttpRequest) -> Never:
    raise OperationalError("the database is away, on purpose")


urlpatterns = [
    path("stuk/", broken),
    path("meedoen/stuk/", broken),
    path("meedoen/onleesbaar/", unreadable),
    path("meedoen/geweigerd/", refused),
    path("meedoen/druk/", crowded),
    path("meedoen/weg/", away),
    *addresses,
]
