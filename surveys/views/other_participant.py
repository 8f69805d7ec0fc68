"""What a page says when somebody else sat down at this browser since it was opened."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from igm_portal.accounts.access import access_of
from surveys.client_access import keep_nowhere, reachable_participant
from surveys.identity import MissingKey
from surveys.models import Invitation
from surveys.participant_marks import MARK_FIELD, OtherParticipant, person_mark, require_mark
from surveys.selectors import ResultsLocked, invitation_for


def other_participant(request: HttpRequest) -> HttpResponse:
    """Nothing was saved, sent, shown or erased; a script is told so in one sentence."""
    client = _is_for_clients(request)
    response: HttpResponse
    if request.accepts("text/html"):
        participant = reachable_participant(request) if client else None
        context = {
            "base_template": "surveys/client/base.html" if client else "base.html",
            "client": client,
            "participant_mark": participant.mark if participant else "",
        }
        response = render(
            request, "surveys/other_participant.html", context, status=HTTPStatus.CONFLICT
        )
    else:
        message = (
            pgettext("client", "Somebody else is busy on this device now. This was not saved.")
            if client
            else _("Somebody else is busy on this device now. This was not saved.")
        )
        content = {"saved": False, "other": True, "message": message}
        response = JsonResponse(content, status=HTTPStatus.CONFLICT)
    keep_nowhere(response, client)
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signing in renews the token of every form, so a page of the person before ends up here too.

    Otherwise the form was open too long or cookies are off; what was saved is still there.
    """
    if MARK_FIELD in request.POST and _of_other_participant(request):
        return other_participant(request)
    client = _is_for_clients(request)
    context = {
        "client": client,
        "base_template": "surveys/client/base.html" if client else "base.html",
    }
    response = render(request, "surveys/csrf_failure.html", context, status=HTTPStatus.FORBIDDEN)
    keep_nowhere(response, client)
    return response


def _is_for_clients(request: HttpRequest) -> bool:
    """Whether whoever asks has no account; choosing a language happens at an address for all."""
    place, entry = request.POST.get("here", request.path), reverse("client_entry")
    return request.path.startswith(entry) or place.startswith(entry)


def _of_other_participant(request: HttpRequest) -> bool:
    """Whether this form is of another participant than that of whoever sits here now."""
    try:
        mark = _mark_here(request)
        if mark is not None:
            require_mark(request, mark)
    except (OtherParticipant, Invitation.DoesNotExist):
        return True
    except (MissingKey, ResultsLocked):
        return False
    return False


def _mark_here(request: HttpRequest) -> str | None:
    """The mark with which this address would be opened now; None for nobody."""
    if _is_for_clients(request):
        participant = reachable_participant(request)
        return participant.mark if participant else None
    if not request.user.is_authenticated or request.resolver_match is None:
        return None
    place, user = request.resolver_match.kwargs, request.user
    slug = place.get("organisation", "")
    if "wave_id" not in place:
        return person_mark(user.pk, slug)
    access = access_of(user, slug)
    if access is None:
        raise OtherParticipant
    return invitation_for(access, place["wave_id"]).mark
