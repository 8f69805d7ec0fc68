"""What a browser keeps that answers about a fictional case: a random text, for at most a day.

It belongs to no person and no account, not even where somebody is signed in (ADR 43).
"""

import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

ROOM_COOKIE: Final = "casus"
ROOM_SALT: Final = "followup.room"
LASTS: Final = timedelta(hours=24)


def browser_of(request: HttpRequest) -> str:
    """The random text of this browser; empty for one that has none, and for a forged one."""
    value: str | None = request.get_signed_cookie(
        ROOM_COOKIE, default="", salt=ROOM_SALT, max_age=LASTS
    )
    return value or ""


def remember_browser(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser its random text before it answers: so two presses at once are one answer."""
    if not browser_of(request):
        response.set_signed_cookie(
            ROOM_COOKIE,
            secrets.token_urlsafe(16),
            salt=ROOM_SALT,
            max_age=LASTS,
            path=reverse("case_entry"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
