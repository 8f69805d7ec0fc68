"""Signing in at the organisation's own provider: a real one, started here."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from igm_portal.accounts.models import EmailChange, LinkRequest, SignInProvider, User
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.providers import forget_old_requests, set_provider
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from tests.second_steps import give_app, sign_in, stop_the_clock
from tests.world import World, settle

# The provider runs in this process, and the library under it warns about itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SECRET = "geheim-van-het-portaal"  # noqa: S105  of an invented client


@dataclass
class Provider:
    """The provider, and what it says of the account `subject`."""

    url: str
    subject: str = "0a1b2c"

    def says(self, subject: str = "0a1b2c", **claims: Any) -> None:
        self.subject = subject
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def come_in(self, client: Client, address: str = "") -> Any:
        """The whole way: to the provider, there as `subject`, and back; the portal's answer."""
        away = client.get(address or reverse("openid_connect_login", args=["zandstad"]))
        assert away.status_code == 302, away.content
        to = away.headers["Location"]
        assert to.startswith(f"{self.url}/oauth2/authorize")
        back = requests.post(to, data={"sub": self.subject}, timeout=10, allow_redirects=False)
        parts = urlsplit(back.headers["Location"])
        return client.get(f"{parts.path}?{parts.query}")


@contextmanager
def running() -> Iterator[Provider]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield Provider(f"http://localhost:{server.server_port}")


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(server: Provider, world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The provider of Zandstad, where `a-1` has an account with a checked address."""
    cache.clear()
    stop_the_clock(monkeypatch)
    world.team("a", 2)
    settle_provider(world, server)
    server.says(email="a-1@zandstad.example", email_verified=True)
    yield server
    cache.clear()


def settle_provider(world: World, provider: Provider, **changes: Any) -> int:
    values = {"issuer": provider.url, "client_id": "igm-portaal", "secret": SECRET} | changes
    return set_provider(organisation=world.organisation, **values)


def is_in(client: Client, world: World) -> bool:
    return client.get(reverse("start", args=[world.slug])).status_code == 200


def linked() -> list[tuple[str, str, str]]:
    rows = SocialAccount.objects.order_by("pk").values_list("user__email", "provider", "uid")
    return list(rows)


# --- coming in ------------------------------------------------------------------------------------


def test_a_checked_address_links_once_and_then_the_account_counts(
    world: World, provider: Provider
) -> None:
    client = Client()
    assert provider.come_in(client).status_code == 302
    assert is_in(client, world)
    assert linked() == [("a-1@zandstad.example", "zandstad", "0a1b2c")]
    provider.says(email="anders@elders.example")  # another address there changes nothing
    again = Client()
    provider.come_in(again)
    assert is_in(again, world)
    provider.says("another", email="a-1@zandstad.example", email_verified=True)
    stranger = Client()
    answer = provider.come_in(stranger)
    assert answer.status_code == 403
    assert not is_in(stranger, world)
    assert len(linked()) == 1


def test_the_sign_in_page_leads_there_and_back_where_it_was_going(
    world: World, provider: Provider
) -> None:
    client, aim = Client(), reverse("my_data", args=[world.slug])
    page = client.get(aim, follow=True).content.decode()
    link = re.search(r'href="(/account/werkaccount/zandstad/[^"]*)"', page)
    assert link
    assert "Aanmelden met je werkaccount van Zandstad" in page
    assert provider.come_in(client, link[1]).headers["Location"] == aim


def test_pkce_and_state_are_used(world: World, provider: Provider) -> None:
    away = Client().get(reverse("openid_connect_login", args=["zandstad"]))
    asked = parse_qs(urlsplit(away.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"]
    assert asked["state"]
    assert asked["response_type"] == ["code"]


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(
    world: World, provider: Provider
) -> None:
    away = Client().get(reverse("openid_connect_login", args=["zandstad"]))
    back = requests.post(
        away.headers["Location"], data={"sub": "0a1b2c"}, timeout=10, allow_redirects=False
    )
    parts = urlsplit(back.headers["Location"])
    another = Client()
    answer = another.get(f"{parts.path}?{parts.query}")
    assert "Aanmelden lukte niet" in answer.content.decode()
    assert not is_in(another, world)


def test_stopping_at_the_provider_is_said(world: World, provider: Provider) -> None:
    client = Client()
    away = client.get(reverse("openid_connect_login", args=["zandstad"]))
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    stopped = {"error": "access_denied", "state": state}
    answer = client.get(reverse("openid_connect_callback", args=["zandstad"]), stopped)
    assert answer.headers["Location"] == reverse("socialaccount_login_cancelled")
    page = Client().get(answer.headers["Location"]).content.decode()
    assert "Je stopte met aanmelden" in page


def test_a_provider_that_is_away_is_said(world: World, provider: Provider) -> None:
    SignInProvider.objects.update(issuer="http://localhost:9")
    answer = Client().get(reverse("openid_connect_login", args=["zandstad"]))
    assert "Aanmelden lukte niet" in answer.content.decode()


def test_nothing_but_the_link_is_kept(world: World, provider: Provider) -> None:
    provider.says(email="a-1@zandstad.example", email_verified=True, phone_number="0612345678")
    for _time in range(2):
        provider.come_in(Client())
    row = SocialAccount.objects.get()
    assert (row.extra_data, row.last_login) == ({}, row.date_joined)
    assert timezone.localtime(row.date_joined).time() == time.min
    assert SignInProvider.objects.get().sealed_secret != SECRET
    assert SignInProvider.objects.get().secret == SECRET


# --- who is not linked by an address --------------------------------------------------------------


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "a-1@zandstad.example"},
        {"email": "a-1@zandstad.example", "email_verified": False},
        {"email": "a-1@zandstad.example", "email_verified": "true"},
        {"email": "a-1@zandstad.example", "xms_edov": False},
        {"email": "niemand@zandstad.example", "email_verified": True},
        {"email": "geen adres", "email_verified": True},
        {"email_verified": True},
    ],
)
def test_no_other_address_links(world: World, provider: Provider, claims: dict[str, Any]) -> None:
    provider.says(**claims)
    client = Client()
    answer = provider.come_in(client)
    assert answer.status_code == 403
    assert LinkRequest.objects.get().code in answer.content.decode()
    assert not is_in(client, world)
    assert not linked()


def test_entra_id_says_otherwise_that_an_address_was_checked(
    world: World, provider: Provider
) -> None:
    provider.says(email="A-1@Zandstad.example", xms_edov=True)
    client = Client()
    provider.come_in(client)
    assert is_in(client, world)


def test_somebody_of_another_organisation_is_not_linked(world: World, provider: Provider) -> None:
    elsewhere = settle("duinen", "Duinen")
    outsider = elsewhere.give("hr", Role.HR_ADVISER)
    provider.says(email=outsider.email, email_verified=True)
    assert provider.come_in(Client()).status_code == 403
    assert not linked()


def test_an_address_that_nobody_vouched_for_yet_is_not_linked(
    world: World, provider: Provider
) -> None:
    EmailChange.objects.create(
        person=world.people["a-1"],
        organisation=world.organisation,
        old_email="vroeger@zandstad.example",
        changed_by=world.people["a-2"],
        changed_on=timezone.localdate(),
    )
    assert provider.come_in(Client()).status_code == 403
    assert not linked()


def test_another_issuer_or_tenant_is_not_believed(world: World, provider: Provider) -> None:
    provider.says(email="a-1@zandstad.example", email_verified=True, tid="vreemd")
    SignInProvider.objects.update(tenant="eigen")
    assert provider.come_in(Client()).status_code == 403
    SignInProvider.objects.update(tenant="vreemd")
    with running() as another:
        SignInProvider.objects.update(issuer=f"{another.url}")
        another.says(email="a-1@zandstad.example", email_verified=True, tid="vreemd")
        assert another.come_in(Client()).status_code == 302
        claims = {"iss": provider.url, "sub": "0a1b2c", "tid": "vreemd"}
        assert not SignInProvider.objects.get().is_source_of(claims)


def test_a_token_for_another_client_is_refused(
    world: World, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    decode = jwt.decode

    def for_another(*args: Any, **options: Any) -> Any:
        return decode(*args, **(options | {"audience": "another"}))

    monkeypatch.setattr(jwt, "decode", for_another)
    assert "Aanmelden lukte niet" in provider.come_in(Client()).content.decode()
    assert not linked()


def test_nobody_links_from_inside(world: World, provider: Provider) -> None:
    """Who is signed in as another cannot hang an account of the own on it."""
    client = Client()
    client.force_login(world.people["a-2"])
    address = reverse("openid_connect_login", args=["zandstad"]) + "?process=connect"
    assert provider.come_in(client, address).status_code == 403
    assert not linked()


# --- linked by an administrator -------------------------------------------------------------------


def code_for(provider: Provider) -> str:
    provider.says("unknown", email="iets@anders.example")
    provider.come_in(Client())
    return LinkRequest.objects.get(subject="unknown").code


def type_code(world: World, who: str, code: str, by: str = "beheer") -> str:
    client = Client()
    client.force_login(world.people[by])
    url = reverse("link_work_account", args=[world.slug, world.people[who].pk])
    assert client.get(url).status_code == 200
    return client.post(url, {"code": code}, follow=True).content.decode()


def test_an_administrator_links_and_the_person_confirms(world: World, provider: Provider) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    code = code_for(provider)
    assert "We kennen deze code niet" in type_code(world, "a-1", "22222222")
    assert "mail onderweg" in type_code(world, "a-1", f" {code[:4].lower()} {code[4:]}")
    assert not linked()
    mail = Mail.objects.get(recipient="a-1@zandstad.example")
    link = re.search(r"http://testserver(/\S+)", mail.body)
    assert link
    assert code in Client().get(link[1]).content.decode()
    assert not linked()
    assert Client().post(link[1]).status_code == 302
    assert linked() == [("a-1@zandstad.example", "zandstad", "unknown")]
    client = Client()
    provider.come_in(client)
    assert is_in(client, world)
    assert Client().post(link[1]).status_code == 200  # dealt with
    actions = AuditEvent.objects.filter(action__startswith="link.").order_by("id")
    assert list(actions.values_list("action", "actor")) == [
        ("link.proposed", "beheer@zandstad.example"),
        ("link.confirmed", "systeem"),
    ]


def test_an_administrator_does_not_link_himself_or_who_is_linked(
    world: World, provider: Provider
) -> None:
    world.give("beheer", Role.ADMINISTRATOR)
    provider.come_in(Client())
    code = code_for(provider)
    assert "niet voor jezelf" in type_code(world, "beheer", code)
    assert "heeft al een werkaccount" in type_code(world, "a-1", code)


def test_a_mail_for_one_person_does_not_serve_another(world: World, provider: Provider) -> None:
    """The administrator took the code for somebody else meanwhile."""
    world.give("beheer", Role.ADMINISTRATOR)
    code = code_for(provider)
    type_code(world, "a-1", code)
    type_code(world, "a-2", code)
    first = Mail.objects.get(recipient="a-1@zandstad.example")
    link = re.search(r"http://testserver(/\S+)", first.body)
    assert link
    Client().post(link[1])
    assert not linked()


def test_a_code_is_forgotten_after_a_week(world: World, provider: Provider) -> None:
    code = code_for(provider)
    today = timezone.localdate()
    forget_old_requests(today + timedelta(days=7))
    assert code_for(provider) == code
    forget_old_requests(today + timedelta(days=8))
    assert not LinkRequest.objects.exists()


# --- the second step, and the only way in ---------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "enough"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"acr": "silver"}, True),
        ({"acr": "bronze"}, False),
        ({}, False),
    ],
)
def test_a_second_step_at_the_provider_is_enough_when_it_says_so(
    world: World, provider: Provider, settings: Settings, claims: dict[str, Any], enough: bool
) -> None:
    settings.IGM_SECOND_STEP_REQUIRED = True
    person = world.give("hr", Role.HR_ADVISER)
    settle_provider(world, provider, strong_acr="silver gold")
    provider.says(email=person.email, email_verified=True, **claims)
    client = Client()
    provider.come_in(client)
    assert is_in(client, world) == enough


def test_whoever_has_a_second_step_here_shows_it_too(world: World, provider: Provider) -> None:
    give_app(world.people["a-1"])
    client = Client()
    answer = provider.come_in(client)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client, world)


def test_the_only_way_in_but_for_one_account(world: World, provider: Provider) -> None:
    emergency = world.give("nood", Role.ADMINISTRATOR)
    world.give("beheer", Role.ADMINISTRATOR)
    give_app(emergency)
    settle_provider(world, provider, emergency_account=emergency)
    for name in ("a-1", "beheer"):
        client = Client()
        answer = sign_in(client, world.people[name])
        page = client.get(answer.headers["Location"]).content.decode()
        assert "alleen met je werkaccount" in page
        assert not is_in(client, world)
    client = Client()
    sign_in(client, emergency)
    assert is_in(client, world)
    client = Client()
    provider.come_in(client)
    assert is_in(client, world)


@pytest.mark.parametrize("lacks", ["role", "password", "second step"])
def test_the_emergency_account_must_be_able_to_come_in(
    world: World, provider: Provider, lacks: str
) -> None:
    person = world.give("nood", Role.HR_ADVISER if lacks == "role" else Role.ADMINISTRATOR)
    if lacks == "password":
        person.set_unusable_password()
        person.save()
    if lacks != "second step":
        give_app(person)
    with pytest.raises(Refused):
        settle_provider(world, provider, emergency_account=person)
    assert not SignInProvider.objects.get().only_way


# --- signing out ----------------------------------------------------------------------------------


def test_signing_out_offers_to_sign_out_there_too(world: World, provider: Provider) -> None:
    client = Client()
    provider.come_in(client)
    page = client.post(reverse("account_logout"), follow=True)
    assert not is_in(client, world)
    (address,) = re.findall(r'href="(http://localhost:[^"]+)"', page.content.decode())
    there = requests.get(html.unescape(address), timeout=10)
    assert there.status_code == 200
    query = parse_qs(urlsplit(html.unescape(address)).query)
    assert query == {
        "client_id": ["igm-portaal"],
        "post_logout_redirect_uri": ["http://testserver/account/aanmelden/"],
    }


@contextmanager
def answering(configuration: object) -> Iterator[str]:
    """The address of an issuer that answers everything with this."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(configuration).encode())

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("localhost", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "configuration",
    [{}, [], {"end_session_endpoint": 7}]
    + [{"end_session_endpoint": end} for end in ("javascript:alert(1)", "http://elders.example/")],
)
def test_a_provider_without_a_safe_way_out_is_not_linked_to(
    world: World, provider: Provider, configuration: object
) -> None:
    client = Client()
    provider.come_in(client)
    with answering(configuration) as issuer:
        SignInProvider.objects.update(issuer=issuer)
        page = client.post(reverse("account_logout"), follow=True).content.decode()
    assert "meld je daar dan ook af of sluit de browser" in page
    assert "Ook afmelden" not in page


def test_who_came_in_by_password_just_signs_out(world: World, provider: Provider) -> None:
    client = Client()
    sign_in(client, world.people["a-1"])
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Location"] == reverse("account_login")


# --- setting up -----------------------------------------------------------------------------------


def test_another_issuer_or_client_ends_the_links(world: World, provider: Provider) -> None:
    provider.come_in(Client())
    assert settle_provider(world, provider, secret="nieuw") == 0  # noqa: S106
    assert settle_provider(world, provider, client_id="ander") == 1
    assert not linked()


def test_an_issuer_must_be_reached_safely(world: World, provider: Provider) -> None:
    for issuer in ("http://login.example", f"{provider.url}/realms/x", f"{provider.url}#"):
        with pytest.raises(Refused):
            settle_provider(world, provider, issuer=issuer)


def test_an_issuer_with_a_certificate_of_an_unknown_authority_is_named_as_such(
    world: World, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise requests.exceptions.SSLError("CERTIFICATE_VERIFY_FAILED")

    monkeypatch.setattr(requests, "get", refuse)
    with pytest.raises(Refused) as refusal:
        settle_provider(world, provider, issuer="https://login.example")
    assert "REQUESTS_CA_BUNDLE" in str(refusal.value.message)


def test_an_issuer_for_everybody_is_refused(
    world: World, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the one of Entra ID for all tenants, which names none in particular."""
    named = "https://login.example/{tenantid}/v2.0"
    answer = requests.Response()
    answer.status_code, answer._content = 200, json.dumps({"issuer": named}).encode()
    monkeypatch.setattr(requests, "get", lambda *_args, **_options: answer)
    with pytest.raises(Refused, match="tenantid"):
        settle_provider(world, provider, issuer="https://login.example/common/v2.0")


def test_the_operator_sets_it_up_and_takes_it_away(
    world: World, server: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("zandstad", "--issuer", f"{server.url}/", "--client-id", "igm-portaal")
    with pytest.raises(CommandError, match="IGM_PROVIDER_SECRET"):
        call_command("set_provider", *given)
    monkeypatch.setenv("IGM_PROVIDER_SECRET", SECRET)
    with pytest.raises(CommandError, match="niet"):
        call_command("set_provider", "nergens", *given[1:])
    with pytest.raises(CommandError, match="niemand"):
        call_command("set_provider", *given, "--only", "niemand@zandstad.example")
    out = StringIO()
    call_command("set_provider", *given, stdout=out)
    assert "/account/werkaccount/zandstad/terug/" in out.getvalue()
    assert "Aanmelden met een wachtwoord kan ook" in out.getvalue()
    assert SignInProvider.objects.get().secret == SECRET
    call_command("set_provider", "zandstad", "--remove", stdout=StringIO())
    assert not SignInProvider.objects.exists()
    with pytest.raises(CommandError):
        call_command("set_provider", "zandstad", "--remove")
    assert User.objects.filter(pk=world.person("iemand").pk).exists()


def test_the_operator_unlinks_one_person(world: World, provider: Provider) -> None:
    client = Client()
    provider.come_in(client)
    assert is_in(client, world)
    call_command("unlink_work_account", "a-1@zandstad.example", stdout=StringIO())
    assert linked() == []
    assert not is_in(client, world)
    assert AuditEvent.objects.filter(action="link.removed").count() == 1
    with pytest.raises(CommandError):
        call_command("unlink_work_account", "a-1@zandstad.example")
    with pytest.raises(CommandError):
        call_command("unlink_work_account", "niemand@zandstad.example")
