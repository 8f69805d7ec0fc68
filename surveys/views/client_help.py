"""Help for clients: whom to ask, and what to do when a code does not work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys.client_access import public, reachable_participant
from surveys.reader_language import interface_choices


@require_safe
@public
def client_help(request: HttpRequest) -> HttpResponse:
    """Open to everyone; who is busy here reads whom the own organisation has for it."""
    participant = reachable_participant(request)
    context = {
        "wave": participant.wave if participant else None,
        "participant": participant,
        "languages": interface_choices(),
    }
    return render(request, "surveys/client/help.html", context)
