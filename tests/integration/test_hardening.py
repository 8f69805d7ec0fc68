"""Requests that no browser sends, and what a production installation never does."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from pytest_django import Settings

from igm_portal.accounts.checks import the_demo_is_off
from igm_portal.logs import JsonLineFormatter, SecretRedactingFormatter, without_secrets
from igm_portal.outbox.checks import mail_is_configured
from igm_portal.outbox.sending import send_due
from tests.world import World

ROOT = Path(settings.BASE_DIR)
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"


@pytest.mark.parametrize("kind", [FORM, PARTS])
@pytest.mark.parametrize("charset", ["utf-16", "idna", "hex", "rot13", "undefined", "no-such"])
def test_another_encoding_is_refused_in_words(world: World, kind: str, charset: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\nabc\r\n--x--\r\n'
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.get(reverse("client_entry"))  # with the cookie of a form, as browsers have
    for method in ("POST", "GET"):
        answer = client.generic(
            method, reverse("client_entry"), body, content_type=f"{kind}; charset={charset}"
        )
        assert answer.status_code == 400
        assert gettext("We cannot read this request") in answer.content.decode()
        assert answer.headers["Content-Security-Policy"]


def test_a_form_in_pieces_without_a_boundary_is_refused_in_words(world: World) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.get(reverse("client_entry"))
    answer = client.generic(
        "POST", reverse("client_entry"), b"x", content_type="multipart/form-data"
    )
    assert answer.status_code in {400, 403}
    client = Client(raise_request_exception=False)
    answer = client.generic(
        "POST", reverse("client_entry"), b"x", content_type="multipart/form-data"
    )
    assert answer.status_code == 400
    assert gettext("We cannot read this request") in answer.content.decode()


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf8_is_welcome(world: World, charset: str) -> None:
    body, kind = b"code=abc", f"{FORM}; charset={charset}"
    answer = Client().generic("POST", reverse("client_entry"), body, content_type=kind)
    assert answer.status_code == 422  # a code that is too short


@pytest.mark.parametrize(
    "address",
    [
        "/meedoen/XR4-97K-C2M/",
        "/account/e-mail/IjEyMyI6MXRhYmM6ZGVm/",
        "/account/wachtwoord/vergeten/1-c8x-abcdef/",
        "/account/aanmelden/?next=/meedoen/XR4-97K-C2M/",
    ],
)
def test_the_log_holds_no_address_that_opens_something(address: str) -> None:
    secret = address.strip("/").split("/")[-1]
    line = without_secrets(f'"GET {address} HTTP/1.1" 404 12')
    assert secret not in line
    assert line.endswith('HTTP/1.1" 404 12')


def test_a_traceback_in_the_log_holds_none_either() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s", ("/meedoen/A/",), None)
    try:
        raise ValueError("/account/e-mail/geheim/ failed")
    except ValueError:
        record.exc_info = sys.exc_info()
    text = SecretRedactingFormatter("%(message)s").format(record)
    assert "geheim" not in text
    assert "/meedoen/A/" not in text
    assert "ValueError" in text


def test_a_request_without_database_is_one_line_in_the_log() -> None:
    """The rest of the log would be gone after a minute of hundreds a second."""
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "%s: %s", ("Service Unavailable", "/a/"), None
    )
    record.status_code = 503
    try:
        raise OperationalError("connection refused\n\tat port 5432")
    except OperationalError:
        record.exc_info = sys.exc_info()
    formatter = SecretRedactingFormatter("%(message)s")
    line = "Service Unavailable: /a/ (OperationalError: connection refused)"
    assert formatter.format(record) == line
    record.status_code = 500
    assert "Traceback" in formatter.format(record)


def test_no_line_holds_a_mail_address_or_a_person() -> None:
    refused = 'Key (email)=(a-1@zandstad.example) already exists. "Eva <eva@zandstad.example>"'
    assert without_secrets(refused) == 'Key (email)=(...@...) already exists. "Eva <...@...>"'
    person = "/zandstad/mensen/6f9619ff-8b86-d011-b42d-00c04fc964ff/"
    assert without_secrets(f"Not Found: {person}") == "Not Found: /zandstad/mensen/..."


def json_line(record: logging.LogRecord) -> dict[str, object]:
    line = JsonLineFormatter().format(record)
    assert "\n" not in line
    values: dict[str, object] = json.loads(line)
    return values


def test_a_line_as_json_holds_these_fields_and_no_other() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 1, "%s: %s", ("Not Found", "/account/geheim/"), None
    )
    record.status_code, record.request = 404, RequestFactory().get("/account/geheim/")
    record.user = "eva@zandstad.example"
    values = json_line(record)
    assert values.pop("time")
    assert values == {
        "level": "WARNING",
        "logger": "django.request",
        "message": "Not Found: /account/...",
        "status": 404,
    }


def test_a_traceback_as_json_holds_no_secret() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), None)
    try:
        raise ValueError("/account/e-mail/geheim/ of eva@zandstad.example")
    except ValueError:
        record.exc_info = sys.exc_info()
    traceback = str(json_line(record)["traceback"])
    assert "ValueError: /account/... of ...@..." in traceback


@pytest.mark.django_db
def test_the_lines_of_a_request_have_its_id(
    caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    caplog.handler.setFormatter(JsonLineFormatter())
    given = {"X-Request-ID": "van-de-proxy-1"}
    answer = Client(headers=given).get("/nergens/hier/")
    own = answer.headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", own)
    assert {json.loads(line)["request_id"] for line in caplog.text.splitlines()} == {own}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert Client(headers=given).get("/gezond/leeft/").headers["X-Request-ID"] == "van-de-proxy-1"
    wrong = {"X-Request-ID": "kort"}
    assert Client(headers=wrong).get("/gezond/leeft/").headers["X-Request-ID"] != "kort"


def test_every_line_of_django_goes_through_the_discreet_formatter() -> None:
    for name in ("django.request", "django.server", "django.security", "django", ""):
        logger: logging.Logger | None = logging.getLogger(name)
        found = []
        while logger is not None:
            found += [one for one in logger.handlers if "pytest" not in type(one).__module__]
            logger = logger.parent if logger.propagate else None
        assert found, name
        assert all(isinstance(handler.formatter, SecretRedactingFormatter) for handler in found), (
            name
        )


def test_the_addresses_of_the_demo_do_not_exist_without_it() -> None:
    script = "import django; django.setup(); import igm_portal.demo.urls"
    with pytest.raises(ImproperlyConfigured, match="alleen bij de demo"):
        raise_again(live(script))


def test_a_server_with_the_demo_fails_its_deployment_check() -> None:
    assert [fault.id for fault in the_demo_is_off(None)] == ["accounts.E001"]
    with override_settings(IGM_DEMO=False, ROOT_URLCONF="igm_portal.urls"):
        assert the_demo_is_off(None)  # the app is still installed


SHOW = """
import json
from django.conf import settings
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
         "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "DEBUG")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.mark.parametrize(
    ("proxies", "believed"), [("0", None), ("1", ["HTTP_X_FORWARDED_PROTO", "https"])]
)
def test_production_has_safe_cookies_and_believes_no_header_without_a_proxy(
    proxies: str, believed: list[str] | None
) -> None:
    found = live(SHOW, IGM_PROXIES=proxies)
    assert json.loads(found.stdout) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_PROXY_SSL_HEADER": believed,
        "DEBUG": False,
    }


def live(script: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """A Python program under the settings of a server."""
    environment = {name: value for name, value in os.environ.items() if name[:4] != "IGM_"} | {
        "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
        "IGM_SECRET_KEY": "k" * 60,
        "IGM_HOSTS": "portaal.example.org",
        "IGM_DATABASE_URL": "sqlite://:memory:",
        "IGM_KEY_DIR": "/nonexistent",
    }
    return subprocess.run(  # noqa: S603  our own Python
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment | more,
        capture_output=True,
        text=True,
        check=False,
    )


def raise_again(done: "subprocess.CompletedProcess[str]") -> None:
    last = (done.stderr.strip().splitlines() or [""])[-1]
    if done.returncode and "ImproperlyConfigured" in last:
        raise ImproperlyConfigured(last)


def test_who_asks_for_a_new_password_learns_not_who_works_here(world: World) -> None:
    """Known, without a password, gone or a stranger: one page and one mail each."""
    cache.clear()
    world.person("bekend")
    world.person("nieuw").set_unusable_password()
    pages = []
    for email in ("bekend@zandstad.example", "nieuw@zandstad.example", "vreemd@elders.example"):
        answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        pages.append((answer.redirect_chain, answer.content.decode().replace(email, "")))
    assert pages[0] == pages[1] == pages[2]
    send_due(timezone.now)
    assert [letter.to[0] for letter in mail.outbox] == [
        "bekend@zandstad.example",
        "nieuw@zandstad.example",
        "vreemd@elders.example",
    ]
    assert "/vergeten/" not in mail.outbox[2].body


class Counting(PBKDF2PasswordHasher):
    """Counts how often a password is worked out, which is what takes the time."""

    iterations = 1
    worked_out = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        type(self).worked_out += 1
        return super().encode(password, salt, iterations)


@override_settings(PASSWORD_HASHERS=[f"{__name__}.Counting"])
def test_a_wrong_password_and_an_unknown_address_take_the_same_work(world: World) -> None:
    world.person("bekend")
    empty = world.person("nieuw")
    empty.set_unusable_password()
    empty.save()
    work = []
    for email in ("bekend@zandstad.example", "nieuw@zandstad.example", "vreemd@elders.example"):
        cache.clear()
        Counting.worked_out = 0
        answer = Client().post(
            reverse("account_login"), {"login": email, "password": "helemaal-niet-goed-1"}
        )
        assert answer.status_code == 200
        work.append(Counting.worked_out)
    assert work[0] == work[1] == work[2] > 0


@pytest.mark.parametrize(
    ("host", "sender", "faults"),
    [
        ("localhost", "IGM-portaal <noreply@localhost>", ["outbox.E001", "outbox.E002"]),
        ("127.0.0.1", "portaal@machine.localdomain", ["outbox.E002"]),
        ("mail.zandstad.nl", "IGM <portaal@zandstad.nl>", []),
    ],
)
def test_mail_that_goes_nowhere_is_refused(host: str, sender: str, faults: list[str]) -> None:
    with override_settings(EMAIL_HOST=host, DEFAULT_FROM_EMAIL=sender):
        assert [fault.id for fault in mail_is_configured(None)] == faults


def test_hsts_of_names_below_can_be_switched_off() -> None:
    show = (
        "import json; from django.conf import settings; print(json.dumps([settings."
        "SECURE_HSTS_SECONDS > 0, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, "
        "settings.SECURE_HSTS_PRELOAD]))"
    )
    assert json.loads(live(show).stdout) == [True, True, True]
    assert json.loads(live(show, IGM_HSTS_SUBDOMAINS="nee").stdout) == [True, False, False]
