"""Where somebody is signed in, as allauth's list has it, and no more than that (ADR 61).

No network address, which would tell who works at home, and of the browser only what its owner
recognises. A row goes with its session.
"""

import re
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

NO_ADDRESS = "0.0.0.0"  # noqa: S104  the column may not be empty
# Browsers call themselves by each other's names too: the first that fits is the one.
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
NAMES = {"Edg": "Edge", "OPR": "Opera", "Mac OS": "macOS"}


def recognisable(user_agent: str) -> str:
    """Browser and system in two words, such as `Firefox, Windows`; empty when neither is known."""
    words = [
        next((name for name in names if re.search(name, user_agent)), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(NAMES.get(word, word) for word in words if word)


@receiver(pre_save, sender=UserSession)
def keep_little(instance: UserSession, **kwargs: Any) -> None:
    instance.ip = NO_ADDRESS
    instance.user_agent = recognisable(instance.user_agent)


@receiver(user_logged_out)
def forget_signed_out(request: HttpRequest, **kwargs: Any) -> None:
    UserSession.objects.filter(session_key=request.session.session_key).delete()


def forget_ended() -> None:
    """Every night: rows of which the session is gone."""
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
