"""Faults that have a page of their own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Reads nothing of the request. Django's own view looks for a CSRF token in it, which cannot be
    read either: the answer would be a fault of the server.
    """
    return HttpResponseBadRequest(render_to_string("400.html"))


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or cookies are off; what was saved before is still there."""
    return render(request, "accounts/csrf_failure.html", status=403)
