"""Faults that have a page of their own."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Reads nothing of the request. Django's own view looks for a CSRF token in it, which cannot be
    read either: the answer would be a fault of the server.
    """
    return HttpResponseBadRequest(render_to_string("400.html"))
