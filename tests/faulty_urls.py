"""The addresses of the product and two that break, one of them among those for clients."""

from typing import Never

from django.http import HttpRequest
from django.urls import path

from igm_portal.urls import handler500
from igm_portal.urls import urlpatterns as addresses
from surveys.client_access import public

__all__ = ["handler500", "urlpatterns"]


@public
def broken(request: HttpRequest) -> Never:
    raise RuntimeError("broken on purpose")


urlpatterns = [path("stuk/", broken), path("meedoen/stuk/", broken), *addresses]
