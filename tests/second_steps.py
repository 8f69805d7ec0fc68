"""An authenticator app and a sign-in with it, as a person has them."""

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.models import User
from tests.world import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  of invented people


PERIOD = 60_000_000  # of thirty seconds since 1970


def stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the codes alone: a test that types one must not cross into the next half minute."""
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([PERIOD]))


def code_of(secret: str = SECRET) -> str:
    """What the app shows while the clock stands still."""
    code: str = format_hotp_value(hotp_value(secret, PERIOD))
    return code


def give_app(person: User) -> list[str]:
    """Set up an app for this person; returns the recovery codes."""
    TOTP.activate(person, SECRET)
    codes: list[str] = RecoveryCodes.activate(person).generate_codes()
    return codes


def sign_in(client: Client, person: User, code: str = "") -> Any:
    """With the password, and with the code when one is asked; returns the last answer."""
    form = {"login": person.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), form)
    if answer.headers.get("Location") == reverse("mfa_authenticate"):
        cache.clear()  # a code works once; tests are quicker than people
        answer = client.post(reverse("mfa_authenticate"), {"code": code or code_of()})
    return answer
