"""Signing out by itself who does nothing for a while (ADR 61).

The last moment stands in a signed cookie of the browser, and not in the database: there it would
say minute by minute who was answering. Without that cookie the moment of signing in counts, so
that leaving it out gains nothing.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.signing import BadSignature, Signer
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "igm_bezig"
SIGNED_IN_AT = "signed_in_at"  # in the session, seconds since 1970
PRECISION = 60  # seconds; no new cookie with every request


@receiver(user_logged_in)
def remember_sign_in(request: HttpRequest, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = int(time.time())


def is_idle(request: HttpRequest) -> bool:
    """Whether this session did nothing for too long; a session that began before this rule did."""
    longest = settings.IGM_IDLE_MINUTES * 60
    return longest > 0 and time.time() - _last_moment(request) > longest


def note_activity(request: HttpRequest, response: HttpResponseBase) -> None:
    """Renew the cookie, at most once in `PRECISION` seconds."""
    if settings.IGM_IDLE_MINUTES and time.time() - _last_moment(request) > PRECISION:
        response.set_cookie(
            COOKIE,
            _signer(request).sign(str(int(time.time()))),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _last_moment(request: HttpRequest) -> float:
    signed_in_at: int = request.session.get(SIGNED_IN_AT, 0)
    try:
        moment = int(_signer(request).unsign(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, ValueError):
        return signed_in_at
    return max(signed_in_at, moment)


def _signer(request: HttpRequest) -> Signer:
    """For this session alone: a cookie of an earlier one says nothing."""
    return Signer(salt=f"{__name__}:{request.session.session_key}")
