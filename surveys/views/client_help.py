"""Help for clients: a page, and addresses on cards as some scanners write them."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from igm_portal.accounts.selectors import with_statement
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


@require_safe
@public
def client_accessibility(request: HttpRequest, organisation: str) -> HttpResponse:
    """The accessibility statement of this organisation, within the pages for clients: nothing on it
    leads to where somebody signs in.
    """
    publisher = with_statement(organisation)
    if publisher is None:
        raise Http404("No such statement.")
    participant = reachable_participant(request)
    context = {"helper": publisher, "wave": participant.wave if participant else None}
    return render(request, "accounts/accessibility.html", context)


@require_safe
@login_not_required
def client_address(request: HttpRequest, rest: str) -> HttpResponse:
    """To the page that was meant: some scanners write capitals, or more slashes."""
    parts = [part for part in rest.lower().split("/") if part]
    path = reverse("client_entry") + "".join(f"{part}/" for part in parts)
    if path == request.path:
        raise Http404("No such page for clients.")
    destination, query = quote(path), request.META.get("QUERY_STRING", "")
    return redirect(f"{destination}?{query}" if query else destination)
