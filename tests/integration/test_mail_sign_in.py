"""Signing in at the mail server over TLS: by password, and by a token as Exchange Online wants."""

import logging
import runpy
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from igm_portal import environment
from igm_portal.outbox.models import Mail, MailState
from igm_portal.outbox.selectors import stoppage
from igm_portal.outbox.sending import send_due
from igm_portal.outbox.services import enqueue
from igm_portal.outbox.tokens import MARGIN, TOKENS
from igm_portal.settings import base
from tests import post_office, token_server
from tests.environment.certificate import CERTIFICATE
from tests.environment.processes import free_port
from tests.post_office import ACCOUNT, PASSWORD, PostOffice, Tls
from tests.token_server import CLIENT, SECRET, TokenServer, refusal

pytestmark = pytest.mark.django_db
LONG = "eyJ0eXAiOiJKV1QiLCJub25jZSI6Ik" * 70  # those of Entra ID have about two thousand signs
OTHER = "eyJ-een-ander-token"
NOT_ASCII = {"EMAIL_HOST_PASSWORD": "wachtwoord-é"}
OAUTH = "igm_portal.outbox.smtp.XOAuth2Backend"


@pytest.fixture(autouse=True)
def _trusting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    TOKENS.forget()
    yield
    TOKENS.forget()


@pytest.fixture(params=[Tls.START, Tls.IMPLICIT])
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    """With a password, by either way of TLS."""
    account = {"EMAIL_HOST_USER": ACCOUNT, "EMAIL_HOST_PASSWORD": PASSWORD}
    with post_office.opened(request.param, **account) as opened:
        yield opened


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    with token_server.opened(LONG) as opened:
        yield opened


@pytest.fixture(params=[Tls.START, Tls.IMPLICIT])
def exchange(request: pytest.FixtureRequest, tokens: TokenServer) -> Iterator[PostOffice]:
    """With a token, by either way of TLS."""
    with post_office.opened(request.param, **by_token(tokens.url)) as opened:
        opened.tokens = {LONG}
        yield opened


def by_token(url: str, secret: str = SECRET) -> dict[str, str]:
    return {
        "EMAIL_BACKEND": OAUTH,
        "EMAIL_HOST_USER": ACCOUNT,
        "IGM_MAIL_OAUTH_URL": url,
        "IGM_MAIL_OAUTH_CLIENT": CLIENT,
        "IGM_MAIL_OAUTH_SECRET": secret,
    }


def put(*names: str) -> None:
    for name in names:
        enqueue(to=f"{name}@zandstad.example", subject="Dag", body="Beste")


def send() -> dict[str, int]:
    return dict(send_due(timezone.now))


def assert_waits(code: str) -> None:
    """Nothing went, nothing was burned, and the code is where HR and the administrator look."""
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.WAITING, 0)}
    stop = stoppage()
    assert stop is not None
    assert stop.fault == code


def test_mail_goes_over_tls_with_a_password(office: PostOffice) -> None:
    put("ans", "bas")
    assert send() == {"sent": 2}
    assert office.addresses == ["ans@zandstad.example", "bas@zandstad.example"]


def test_a_wrong_password_stops_the_mail_and_burns_none(office: PostOffice) -> None:
    office.account = ACCOUNT, "een ander"
    put("ans")
    assert send() == {}
    assert_waits("SMTPAuthenticationError 535 5.7.3")


def test_a_certificate_of_somebody_else_is_not_trusted(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    put("ans")
    assert send() == {}
    assert_waits("SSLCertVerificationError")


def test_a_password_that_no_server_can_be_told_stops_the_mail(office: PostOffice) -> None:
    put("ans")
    with override_settings(**NOT_ASCII):
        assert send() == {}
    assert_waits("UnicodeEncodeError")


# --- by a token -----------------------------------------------------------------------------------


def test_one_token_serves_many_mails_and_rounds(exchange: PostOffice, tokens: TokenServer) -> None:
    put("ans", "bas")
    assert send() == {"sent": 2}
    put("cas")
    assert send() == {"sent": 1}
    assert tokens.requests == [
        {
            "grant_type": "client_credentials",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "scope": "https://outlook.office365.com/.default",
        }
    ]


def test_a_token_that_was_withdrawn_is_asked_anew(
    exchange: PostOffice, tokens: TokenServer
) -> None:
    put("ans")
    send()
    exchange.tokens, tokens.tokens = {OTHER}, [OTHER]
    put("bas")
    assert send() == {"sent": 1}
    assert len(tokens.requests) == 2
    assert exchange.tokens_refused == 1


def test_a_token_near_its_end_is_not_used_again(exchange: PostOffice, tokens: TokenServer) -> None:
    tokens.seconds = MARGIN
    put("ans")
    send()
    exchange.tokens, tokens.tokens = {OTHER}, [OTHER]
    put("bas")
    assert send() == {"sent": 1}
    assert len(tokens.requests) == 2
    assert exchange.tokens_refused == 0


def test_a_mailbox_that_does_not_let_us_in_burns_no_mail(exchange: PostOffice) -> None:
    exchange.tokens = set()
    put("ans")
    assert send() == {}
    assert_waits("SMTPAuthenticationError 535 5.7.3")
    exchange.refusal = "454 4.7.0 Temporary authentication failure"
    assert send() == {}
    assert_waits("SMTPAuthenticationError 454 4.7.0")


FAULTS = [
    ((401, refusal("invalid_client", 7000222)), "TokenFault 401 invalid_client AADSTS7000222"),
    ((400, b'{"error": "invalid_scope"}'), "TokenFault 400 invalid_scope"),
    ((503, b"<h1>Busy</h1>"), "TokenFault 503"),
    ((400, b'{"error": ["x"], "error_codes": {"a": 1}}'), "TokenFault 400"),
    ((400, b'["x"]'), "TokenFault 400"),
    ((200, b"<h1>Welcome to our wifi</h1>"), "TokenFault no token"),
    ((200, b'{"access_token": 3}'), "TokenFault no token"),
    ((200, b'{"access_token": ""}'), "TokenFault no token"),
    ((200, b'{"access_token": "a\\u0001b", "expires_in": 9}'), "TokenFault no token"),
    ((200, b'{"access_token": "a", "expires_in": "soon"}'), "TokenFault no token"),
    ((307, b""), "TokenFault 307"),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_without_a_token_the_mail_waits(
    tokens: TokenServer, fault: tuple[int, bytes], code: str
) -> None:
    with post_office.opened(Tls.START, **by_token(tokens.url)) as office:
        office.tokens, tokens.fault = {LONG}, fault
        put("ans")
        assert send() == {}
        assert_waits(code)
        tokens.fault = None
        assert send() == {"sent": 1}
    assert stoppage() is None


def test_a_token_server_that_is_away_or_not_to_be_trusted_burns_no_mail(
    tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("ans")
    away = f"https://127.0.0.1:{free_port()}/token"
    with post_office.opened(Tls.START, **by_token(away)):
        assert send() == {}
        assert_waits("TokenFault ConnectionRefusedError")
    monkeypatch.delenv("SSL_CERT_FILE")
    with post_office.opened(Tls.START, **by_token(tokens.url)):
        assert send() == {}
        assert_waits("TokenFault SSLCertVerificationError")
    assert tokens.requests == []


def test_a_server_without_tokens_is_not_sent_one(tokens: TokenServer) -> None:
    put("ans")
    with post_office.opened(Tls.NONE, **by_token(tokens.url)):
        assert send() == {}
    assert_waits("SMTPNotSupportedError")


def test_no_secret_and_no_token_reaches_the_log_or_the_database(
    exchange: PostOffice, tokens: TokenServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    put("ans")
    exchange.tokens = set()
    send()
    TOKENS.forget()
    tokens.fault = 401, refusal("invalid_client", 7000215)
    send()
    ours = " ".join(r.getMessage() for r in caplog.records if not r.name.startswith("mail."))
    assert "TokenFault 401 invalid_client AADSTS7000215" in ours
    for text in (ours, str(stoppage())):
        assert SECRET not in text
        assert LONG[:20] not in text


# --- trying it out --------------------------------------------------------------------------------


def tried() -> str:
    """What `test_mail` says on the screen, or why it fails."""
    screen = StringIO()
    try:
        call_command("test_mail", "beheer@zandstad.example", stdout=screen)
    except CommandError as refusal:
        return str(refusal)
    return screen.getvalue()


def test_trying_it_out_by_password(office: PostOffice) -> None:
    assert "heeft de mail aangenomen" in tried()
    assert office.addresses == ["beheer@zandstad.example"]
    office.answers["beheer@zandstad.example"] = ["550 5.7.1 Unable to relay"]
    assert "geeft hij geen mail van ons door" in tried()
    assert "5.7.1 Unable to relay" in tried()
    office.sender = "530 5.7.57 Client not authenticated"
    assert "IGM_MAIL_FROM" in tried()
    office.account = ACCOUNT, "een ander"
    assert "IGM_MAIL_PASSWORD" in tried()
    office.refusal = "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant"
    assert "SmtpClientAuthenticationDisabled" in tried()


def test_trying_it_out_by_token(exchange: PostOffice, tokens: TokenServer) -> None:
    assert "heeft de mail aangenomen" in tried()
    exchange.tokens = set()
    assert "SMTP.SendAsApp" in tried()
    TOKENS.forget()
    tokens.fault = 401, refusal("invalid_client", 7000222)
    words = tried()
    assert "Het clientgeheim is verlopen" in words
    assert SECRET not in words


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"EMAIL_PORT": free_port()}, "Op deze poort luistert niets"),
        ({"EMAIL_HOST": "mail.invalid"}, "Deze naam bestaat niet"),
        (NOT_ASCII, "tekens die niet kunnen"),
        ({"EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}, "poort 465 hoort bij IGM_MAIL_SSL"),
    ],
)
def test_trying_it_out_with_a_wrong_setting(settings: dict[str, object], words: str) -> None:
    account = {"EMAIL_HOST_USER": ACCOUNT, "EMAIL_HOST_PASSWORD": PASSWORD}
    with post_office.opened(Tls.START, **account), override_settings(**settings):
        text = tried()
    assert words in text
    assert "wachtwoord-é" not in text


def test_trying_it_out_on_no_address() -> None:
    with pytest.raises(CommandError, match="geen e-mailadres"):
        call_command("test_mail", "geen adres")


# --- settings -------------------------------------------------------------------------------------

COMPLETE = {
    "IGM_MAIL_TLS": "ja",
    "IGM_MAIL_USER": ACCOUNT,
    "IGM_MAIL_OAUTH_CLIENT": CLIENT,
    "IGM_MAIL_OAUTH_SECRET": SECRET,
    "IGM_MAIL_OAUTH_TENANT": "zandstad.example",
}


@pytest.fixture
def settings_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[dict[str, str]], dict[str, Any]]:
    """The settings of production with these variables."""
    monkeypatch.setattr(environment, "VARIABLES", {})

    def read(values: dict[str, str]) -> dict[str, Any]:
        for name, value in ({"IGM_KEY_DIR": str(tmp_path)} | values).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(base.__file__))

    return read


def test_tokens_come_from_microsoft_or_from_elsewhere(
    settings_with: Callable[[dict[str, str]], dict[str, Any]],
) -> None:
    assert settings_with({"IGM_MAIL_USER": ACCOUNT})["EMAIL_BACKEND"] == post_office.BACKEND
    values = settings_with(COMPLETE)
    microsoft = "https://login.microsoftonline.com/zandstad.example/oauth2/v2.0/token"
    assert (values["EMAIL_BACKEND"], values["IGM_MAIL_OAUTH_URL"]) == (OAUTH, microsoft)
    elsewhere = {"IGM_MAIL_OAUTH_URL": "https://login.example/token", "IGM_MAIL_OAUTH_TENANT": ""}
    values = settings_with(COMPLETE | elsewhere)
    assert values["IGM_MAIL_OAUTH_URL"] == "https://login.example/token"


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"IGM_MAIL_SSL": "ja"}, "IGM_MAIL_SSL"),
        ({"IGM_MAIL_TLS": "nee"}, "IGM_MAIL_TLS"),
        ({"IGM_MAIL_USER": ""}, "IGM_MAIL_USER"),
        ({"IGM_MAIL_OAUTH_SECRET": ""}, "IGM_MAIL_OAUTH_SECRET"),
        ({"IGM_MAIL_OAUTH_TENANT": ""}, "IGM_MAIL_OAUTH_TENANT"),
        ({"IGM_MAIL_OAUTH_URL": "http://login.example/token"}, "IGM_MAIL_OAUTH_URL"),
    ],
)
def test_settings_that_cannot_be_meant_stop_the_start(
    settings_with: Callable[[dict[str, str]], dict[str, Any]], values: dict[str, str], name: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=name) as refusal:
        settings_with(COMPLETE | values)
    assert SECRET not in str(refusal.value)
