"""What a page says when somebody's own answers cannot be reached."""

from enum import StrEnum
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from surveys.client_access import keep_nowhere
from surveys.identity import MissingKey
from surveys.models import DestroyedKey
from surveys.participant_marks import OtherParticipant
from surveys.selectors import ResultsLocked
from surveys.views.other_participant import other_participant


class UnreachableReason(StrEnum):
    """Destroyed on purpose is no fault; a lost key is ours; locked ends when somebody vouches."""

    ANONYMOUS = "anonymous"
    NO_KEY = "no_key"
    LOCKED = "locked"


STATUS = {
    UnreachableReason.ANONYMOUS: HTTPStatus.GONE,
    UnreachableReason.NO_KEY: HTTPStatus.SERVICE_UNAVAILABLE,
    UnreachableReason.LOCKED: HTTPStatus.FORBIDDEN,
}


def page_for(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page that explains this exception; None when it is about something else."""
    if isinstance(exception, OtherParticipant):
        return other_participant(request)
    reason = _reason(exception)
    if reason is None:
        return None
    client = hasattr(request, "participant")  # who came in with a code has no account to go to
    context = {
        "reason": reason,
        "base_template": "surveys/client/base.html" if client else "base.html",
        "away": reverse("client_entry" if client else "home"),
    }
    response = render(request, "surveys/out_of_reach.html", context, status=STATUS[reason])
    keep_nowhere(response, client)
    return response


def _reason(exception: Exception) -> UnreachableReason | None:
    if isinstance(exception, ResultsLocked):
        return UnreachableReason.LOCKED
    if not isinstance(exception, MissingKey):
        return None
    is_destroyed = DestroyedKey.objects.filter(generation=exception.generation).exists()
    return UnreachableReason.ANONYMOUS if is_destroyed else UnreachableReason.NO_KEY
