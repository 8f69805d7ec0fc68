"""What a page says when a request cannot be answered; the addresses of clients speak to clients."""

import sys
from http import HTTPStatus

from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from igm_portal.audit.security_stream import tell_without_person
from igm_portal.navigation import helper_at_hand, is_for_clients

ROOM = "room-for-counters"
# The page above these is a form of its own, for something else.
BUTTON_PAGES = {
    "approve_email": "person",
    "end_conversation": "followup_team",
    "withdraw_remeasurement": "assignment",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Reads nothing of the request but its address. Django's own view looks for a CSRF token in it,
    which cannot be read either: the answer would be a fault of the server.
    """
    return HttpResponseBadRequest(_without_context(request, "400.html"))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """All limits that end here are per minute (ACCOUNT_RATE_LIMITS). When the database has no room
    for what they count, they refuse everybody: that is no crowd, but our fault.
    """
    cache.set(ROOM, True, timeout=5)
    if cache.get(ROOM) is None:
        return _unavailable(request)
    tell_without_person("limit.reached")
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault: 500, and 503 as long as the database does not answer. A page with questions keeps
    its answers then, and tries again by itself (`save-on-change.js`). Asks nothing of the database.
    """
    fault = sys.exc_info()[1]
    cut_off = (
        type(fault) is DatabaseError
    )  # what psycopg2 calls a connection that breaks in a query
    if not (cut_off or isinstance(fault, (OperationalError, InterfaceError))):
        page = _without_context(request, "500.html")
        return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    return _unavailable(request)


def _unavailable(request: HttpRequest) -> HttpResponse:
    page = _without_context(request, "500.html")
    unavailable = HTTPStatus.SERVICE_UNAVAILABLE
    return HttpResponse(page, status=unavailable, headers={"Retry-After": "10"})


def method_not_allowed(request: HttpRequest, refusal: HttpResponseBase) -> HttpResponse:
    """The address of a button, opened as a page: from history, or after signing in again halfway.

    Points to the page with the button: the nearest one above it, but for those in `BUTTON_PAGES`.
    """
    match = request.resolver_match
    if match and match.url_name in BUTTON_PAGES:
        page = reverse(BUTTON_PAGES[match.url_name], kwargs=match.kwargs)
    else:
        page = _page_above(request.path_info)
    response = render(request, "405.html", {"page": page}, status=HTTPStatus.METHOD_NOT_ALLOWED)
    response["Allow"] = refusal["Allow"]
    return response


def _page_above(path: str) -> str:
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        break
    return path


def _without_context(request: HttpRequest, template: str) -> str:
    context = {"client": is_for_clients(request), "helper": helper_at_hand(request)}
    return render_to_string(template, context)
