"""The addresses of the product with empty pages for what is refused, where only the status counts.

A matrix of roles and addresses is mostly refusals, and each would set a whole page.
"""

from django.http import HttpRequest, HttpResponse

from igm_portal.demo.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=404)
