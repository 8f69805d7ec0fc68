"""One-time values of the pages behind a start code: what makes *Begin* repeatable.

A start code is used up at once, and the reply that carries the own code may get lost. So the page
of a code carries a random value, which this browser keeps in a cookie too. The same code with the
same value leads to the same own code (`surveys.services.client_answering.begin`); the code alone
leads nowhere any more. Nobody else stores the value (docs/adr/0015-starting-is-repeatable.md).
"""

import secrets

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from surveys.codes.code import Code

START_FIELD = "value"
BEGIN_WITHIN = 15 * 60  # seconds after the page was shown
REPEAT_WITHIN = BEGIN_WITHIN + 15 * 60  # at least 15 minutes after beginning
_COOKIE_PREFIX = "beginnen-"
_SIGNER = TimestampSigner(salt="surveys.start")


def page_value(request: HttpRequest, code: Code) -> str:
    """The signed value for the page of this code: that of this browser already, or a new one."""
    earlier = _read(request.COOKIES.get(_cookie(code), ""), REPEAT_WITHIN)
    return _SIGNER.sign(earlier or secrets.token_urlsafe(16))


def values_for_begin(request: HttpRequest, code: Code) -> tuple[str | None, tuple[str, ...]]:
    """The value to begin with, None when the page has been open for too long; and all values with
    which this browser may have begun just now.
    """
    texts = request.POST.get(START_FIELD, ""), request.COOKIES.get(_cookie(code), "")
    fresh = [value for text in texts if (value := _read(text, BEGIN_WITHIN))]
    recent = [value for text in texts if (value := _read(text, REPEAT_WITHIN))]
    return next(iter(fresh), None), tuple(recent)


def keep(response: HttpResponse, code: Code, value: str) -> None:
    """Let this browser repeat *Begin*, also after going back to the page of the code."""
    response.set_cookie(
        _cookie(code),
        value,
        max_age=REPEAT_WITHIN,
        path=reverse("client_entry"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop(request: HttpRequest, response: HttpResponse, but: Code | None = None) -> None:
    """Somebody else may sit down here: nobody begins again with a code of before."""
    stays = _cookie(but) if but else ""
    for name in request.COOKIES:
        if name.startswith(_COOKIE_PREFIX) and name != stays:
            response.delete_cookie(name, path=reverse("client_entry"), samesite="Lax")


def _cookie(code: Code) -> str:
    """A name per code, in which the code cannot be read."""
    digest = salted_hmac("surveys.start", code.symbols, algorithm="sha256").hexdigest()
    return _COOKIE_PREFIX + digest[:16]


def _read(value: str, seconds: int) -> str:
    """The value, empty when it is not ours or too old."""
    try:
        return _SIGNER.unsign(value, max_age=seconds)
    except BadSignature:
        return ""
