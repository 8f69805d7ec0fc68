"""What a page says when somebody's own answers cannot be reached."""

from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from surveys.client_access import keep_nowhere
from surveys.identity import MissingKey
from surveys.models import DestroyedKey
from surveys.seat_marks import OtherSeat
from surveys.selectors import ResultsLocked
from surveys.views.other_seat import other_seat

Get = Callable[[HttpRequest], HttpResponseBase]


class Reason(StrEnum):
    """Destroyed on purpose is no fault; a lost key is ours; locked ends when somebody vouches."""

    ANONYMOUS = "anonymous"
    NO_KEY = "no_key"
    LOCKED = "locked"


STATUS = {
    Reason.ANONYMOUS: HTTPStatus.GONE,
    Reason.NO_KEY: HTTPStatus.SERVICE_UNAVAILABLE,
    Reason.LOCKED: HTTPStatus.FORBIDDEN,
}


class OutOfReach:
    """Answers for every page at once, so that no page has to think of it."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OtherSeat):
            return other_seat(request)
        reason = _reason(exception)
        if reason is None:
            return None
        client = hasattr(request, "seat")  # who came in with a code has no account to go to
        context = {
            "reason": reason,
            "base_template": "surveys/client/base.html" if client else "base.html",
            "away": reverse("client_entry" if client else "home"),
        }
        response = render(request, "surveys/out_of_reach.html", context, status=STATUS[reason])
        keep_nowhere(response, client)
        return response


def _reason(exception: Exception) -> Reason | None:
    if isinstance(exception, ResultsLocked):
        return Reason.LOCKED
    if not isinstance(exception, MissingKey):
        return None
    destroyed = DestroyedKey.objects.filter(generation=exception.generation).exists()
    return Reason.ANONYMOUS if destroyed else Reason.NO_KEY
