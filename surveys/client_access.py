"""How a client comes back without an account: a cookie that only their own browser keeps.

The cookie carries the personal code, signed, for a day. It is no session of ours: the database
knows the fingerprint of the code and nothing that leads to a browser (ADR 20, 5).
"""

from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import pgettext_lazy

from igm_portal.accounts.access import View
from igm_portal.local_words import activate
from surveys import start_values
from surveys.codes.code import Code, CodeKind, Mistyped, read
from surveys.identity import MissingKey
from surveys.models import Wave, WaveState
from surveys.participant import ClientParticipant
from surveys.participant_marks import require_mark

CLIENT_COOKIE = "meedoen"
CLIENT_SALT = "surveys.client"
COOKIE_SECONDS = 24 * 60 * 60
SHARING_STOPPED = pgettext_lazy(
    "client",
    "You had stopped on this device. What you just sent was not saved. Type your "
    "own code and send it again.",
)


class ClientRequest(HttpRequest):
    """A request of a client who holds a code."""

    participant: ClientParticipant


def public(view: View) -> View:
    """Open to everyone, kept by no cache, and telling no other page the address it came from."""

    @wraps(view)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        response = view(request, **kwargs)
        keep_nowhere(response)
        return response

    return login_not_required(opened)


def keep_nowhere(response: HttpResponseBase, client: bool = True) -> None:
    """Whoever presses Back on this device sees nothing of the person before."""
    add_never_cache_headers(response)
    if client:
        # Not `no-referrer`: forms then send `Origin: null`, which no CSRF check accepts.
        response["Referrer-Policy"] = "strict-origin"


def with_code(view: View) -> View:
    """Opens a view to a client whose browser holds a code; anyone else is asked for one. Raises
    OtherParticipant when the page that asks is of another client.
    """

    @wraps(view)
    def with_participant(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        participant = participant_of(request)
        if participant is None:
            if request.method == "POST" and request.accepts("text/html"):  # a script says it itself
                messages.warning(request, str(SHARING_STOPPED))
            return redirect("client_entry")
        cast(ClientRequest, request).participant = participant
        require_mark(request, participant.mark)
        return view(request, **kwargs)

    return public(with_participant)


def remember(
    request: HttpRequest,
    response: HttpResponse,
    participant: ClientParticipant,
    card: Code | None = None,
) -> None:
    """Let this browser go on for a day, or until the client stops on it. With `card`, the code that
    this participant began with, *Begin* can be repeated for a while.
    """
    before = participant_of(request)
    if card is None or (before is not None and before.code != participant.code):
        start_values.drop(request, response, but=card)
    response.set_signed_cookie(
        CLIENT_COOKIE,
        f"{participant.wave.pk.hex}.{participant.code.symbols}",
        salt=CLIENT_SALT,
        max_age=COOKIE_SECONDS,
        path=reverse("client_entry"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Leave nothing on this device."""
    start_values.drop(request, response)
    response.delete_cookie(CLIENT_COOKIE, path=reverse("client_entry"), samesite="Lax")


def participant_of(request: HttpRequest) -> ClientParticipant | None:
    """The participant in this browser; None without a cookie, or with a stale or forged one. From
    then on the page speaks in the words of the organisation that asks.
    """
    value = (
        request.get_signed_cookie(
            CLIENT_COOKIE, default="", salt=CLIENT_SALT, max_age=COOKIE_SECONDS
        )
        or ""
    )
    key, _dot, symbols = value.partition(".")
    try:
        code, wave_id = read(symbols), UUID(key)
    except (Mistyped, ValueError):
        return None
    wave = (
        Wave.objects.filter(pk=wave_id)
        .exclude(state=WaveState.WITHDRAWN)
        .select_related("instrument", "organisation")
        .first()
    )
    if wave is None or code.kind is not CodeKind.RESUME:
        return None
    activate(wave.organisation.words)
    return ClientParticipant(wave, code)


def reachable_participant(request: HttpRequest) -> ClientParticipant | None:
    """As `participant_of`, for a page that is open to everyone too: None when the key is gone."""
    participant = participant_of(request)
    try:
        return participant if participant is not None and participant.mark else None
    except MissingKey:
        return None
