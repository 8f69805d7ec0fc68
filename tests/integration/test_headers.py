"""Headers that internet.nl and a CISO look for, on every kind of answer; and security.txt."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from igm_portal.accounts.roles import Role
from tests.world import World

ADDRESSES = (
    *("/gezond/leeft/", "/over-dit-model/", "/zandstad/", "/bestaat-niet/"),
    "/static/css/igm.css",
)
EXPECTED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def employee(world: World) -> Client:
    world.team("a", 1)
    client = Client(raise_request_exception=False)
    client.force_login(world.people["a-1"])
    return client


def administrator(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.give("beheer", Role.ADMINISTRATOR))
    return client


def stranger(world: World) -> Client:
    return Client(raise_request_exception=False)


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("igm_portal.accounts.views.public.access_at_hand", fail)


Who = Callable[[World], Client]
ANSWERS: list[tuple[int, Who, str, dict[str, Any]]] = [
    (200, stranger, "/account/aanmelden/", {}),
    (200, employee, "/zandstad/", {}),
    (200, stranger, "/gezond/leeft/", {}),
    (200, stranger, "/static/css/igm.css", {}),
    (200, stranger, "/static/img/favicon.svg", {}),
    (200, administrator, "/zandstad/mensen/importeren/voorbeeld/", {}),  # a file
    (200, employee, "/zandstad/mijn-gegevens/json/", {}),
    (302, stranger, "/zandstad/", {}),
    (301, stranger, "/account/aanmelden", {}),  # a slash is missing
    (400, stranger, "/", {"HTTP_HOST": "elders.example"}),
    (400, stranger, "/", {"CONTENT_TYPE": "text/plain; charset=utf-16"}),
    (403, employee, "/zandstad/mensen/", {}),
    (404, employee, "/duinen/", {}),
    (404, stranger, "/static/nergens.css", {}),
    (404, stranger, "/.well-known/security.txt", {}),
    (405, administrator, "/zandstad/mensen/indeling/beeldmerk/weg/", {}),
    (500, employee, "/", {}),
]


@pytest.mark.parametrize(("status", "who", "address", "asked"), ANSWERS)
def test_every_kind_of_answer_has_them(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    who: Who,
    address: str,
    asked: dict[str, Any],
) -> None:
    client = who(world)
    if status == 500:
        broken(monkeypatch)
    answer = client.get(address, secure=True, **asked)
    assert answer.status_code == status
    assert EXPECTED.items() <= dict(answer.headers).items()
    policy = answer.headers["Content-Security-Policy"]
    for directive in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy
    assert "form-action" in policy
    assert "unsafe" not in policy
    permissions = answer.headers["Permissions-Policy"]
    assert "camera=()" in permissions
    assert "publickey-credentials-get=(self)" in permissions
    answer.close()  # a file stays open until it is read
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000;")


def test_on_the_way_to_https_too(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/account/aanmelden/")
    assert answer.status_code == 301
    assert EXPECTED.items() <= dict(answer.headers).items()


@pytest.mark.django_db
def test_too_many_requests_and_not_now_have_them_too(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client = Client(REMOTE_ADDR="198.51.100.7")
    for _time in range(3):
        answer = client.post(reverse("account_login"), {"login": "a@b.example", "password": "x"})
    assert answer.status_code == 429
    assert EXPECTED.items() <= dict(answer.headers).items()
    monkeypatch.setattr("igm_portal.health.style_faults", lambda: iter(["kapot"]))
    answer = client.get("/gezond/")
    assert answer.status_code == 503
    assert EXPECTED.items() <= dict(answer.headers).items()


def test_security_txt(settings: Settings) -> None:
    settings.IGM_SECURITY_CONTACTS = ["meldpunt@zandstad.nl", "https://www.zandstad.nl/lek"]
    settings.IGM_SECURITY_POLICY = "https://www.zandstad.nl/beleid"
    settings.IGM_SITE_URL = "https://portaal.zandstad.nl"
    answer = Client().get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines()[1:])
    assert answer.content.decode().startswith("Contact: mailto:meldpunt@zandstad.nl\n")
    assert lines["Contact"] == "https://www.zandstad.nl/lek"
    assert lines["Canonical"] == "https://portaal.zandstad.nl/.well-known/security.txt"
    assert lines["Policy"] == "https://www.zandstad.nl/beleid"
    left = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert timedelta(days=178) < left < timedelta(days=182)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_to_head_has_no_body_and_the_headers_of_the_page(
    world: World, address: str
) -> None:
    """As an application server gets it: Django's own client would take the body away itself."""
    application = get_wsgi_application()

    def start(status: str, headers: list[tuple[str, str]], fault: Any = None, /) -> Any:
        return None

    def ask(method: str) -> tuple[int, str, bytes]:
        answer = application(RequestFactory().generic(method, address).environ, start)
        body = b"".join(answer)
        answer.close()
        return answer.status_code, answer.headers.get("Content-Length", ""), body

    status, length, body = ask("GET")
    assert body or status == 302
    assert ask("HEAD") == (status, length or str(len(body)), b"")
