"""Addresses on cards as some scanners write them: in capitals, or with more slashes."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def client_address(request: HttpRequest, rest: str) -> HttpResponse:
    """To the page that was meant. Codes are read in small letters as well as in capitals."""
    parts = [part for part in rest.lower().split("/") if part]
    path = reverse("client_entry") + "".join(f"{part}/" for part in parts)
    if path == request.path:
        raise Http404("No such page for clients.")
    destination, query = quote(path), request.META.get("QUERY_STRING", "")
    return redirect(f"{destination}?{query}" if query else destination)
