"""Signing in: by password, with limits, with a reset by a mail that really travels."""

import re
from collections import Counter
from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from pytest_django import Settings

from igm_portal.accounts.models import User
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from tests import post_office
from tests.environment.processes import free_port
from tests.post_office import BACKEND, PostOffice
from tests.world import PASSWORD, World

LOGIN = "/account/aanmelden/"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, email: str, password: str, *, address: str = "192.0.2.1") -> int:
    form = {"login": email, "password": password}
    return client.post(LOGIN, form, REMOTE_ADDR=address).status_code


def test_the_right_password_opens_and_a_wrong_one_does_not(world: World) -> None:
    world.person("iemand")
    client = Client()
    assert sign_in(client, "iemand@zandstad.example", "verkeerd") == 200
    assert client.get("/").headers["Location"] == LOGIN
    assert sign_in(client, "Iemand@Zandstad.example", PASSWORD) == 302
    assert client.get("/").status_code == 200  # signed in, without a role: a page that says so


def test_after_many_wrong_tries_the_right_password_waits_too(world: World) -> None:
    world.person("iemand")
    client = Client()
    for _attempt in range(12):
        sign_in(client, "iemand@zandstad.example", "verkeerd")
    assert sign_in(client, "iemand@zandstad.example", PASSWORD) == 200
    assert client.get("/").headers["Location"] == LOGIN


def test_a_stranger_elsewhere_keeps_nobody_out(world: World) -> None:
    world.person("iemand")
    for _attempt in range(12):
        sign_in(Client(), "iemand@zandstad.example", "verkeerd", address="203.0.113.9")
    refused = sign_in(Client(), "iemand@zandstad.example", PASSWORD, address="203.0.113.9")
    assert refused == 200
    assert sign_in(Client(), "iemand@zandstad.example", PASSWORD, address="192.0.2.1") == 302


def test_another_forwarded_address_gives_no_new_tries(world: World) -> None:
    """Without a proxy of one's own, whatever the header says is made up."""
    world.person("iemand")
    for number in range(12):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        form = {"login": "iemand@zandstad.example", "password": "verkeerd"}
        Client(headers=headers).post(LOGIN, form)
    headers = {"X-Forwarded-For": "198.51.100.99"}
    form = {"login": "iemand@zandstad.example", "password": PASSWORD}
    assert Client(headers=headers).post(LOGIN, form).status_code == 200


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_a_stranger_who_names_the_address_of_the_office_keeps_nobody_out(world: World) -> None:
    """A header of the visitor's own comes before what our proxy adds, and is not believed."""
    administrator = world.give("beheer", Role.ADMINISTRATOR)
    form = {"login": administrator.email, "password": "verkeerd"}
    for _attempt in range(12):
        Client(headers={"X-Forwarded-For": "192.0.2.1, 203.0.113.9"}).post(LOGIN, form)
    office = Client(headers={"X-Forwarded-For": "192.0.2.1"})
    assert office.post(LOGIN, form | {"password": PASSWORD}).status_code == 302


def test_many_strangers_who_guess_for_a_day_keep_nobody_out(world: World) -> None:
    """From a dozen addresses, as long as each of them may, and more often than one of them may in a
    day; the owner comes in at the first try, and also after a mistake of the own.
    """
    administrator = world.give("beheer", Role.ADMINISTRATOR)
    for number in range(12):
        for _attempt in range(6):
            sign_in(Client(), administrator.email, "verkeerd", address=f"203.0.113.{number}")
    assert sign_in(Client(), administrator.email, "verkeerd", address="192.0.2.1") == 200
    assert sign_in(Client(), administrator.email, PASSWORD, address="192.0.2.1") == 302
    assert events("sign_in.locked") == [administrator.email]


def test_an_address_of_ipv6_is_its_network(world: World) -> None:
    """Somebody has many of them: a next one gives no new tries, and no lock for other networks."""
    administrator = world.give("beheer", Role.ADMINISTRATOR)
    for number in range(8):
        sign_in(Client(), administrator.email, "verkeerd", address=f"2001:db8:1:1::{number}")
    email = administrator.email
    assert sign_in(Client(), email, PASSWORD, address="2001:db8:1:1::ffff") == 200
    assert sign_in(Client(), email, PASSWORD, address="2001:db8:1:2::1") == 302


def test_a_whole_municipality_comes_in_behind_one_address(world: World) -> None:
    """On the morning of an invitation: typing errors of many are not a lock for the next."""
    people = [world.person(f"mens-{number}") for number in range(40)]
    for person in people:
        assert sign_in(Client(), person.email, "verkeerd") == 200
        assert sign_in(Client(), person.email, PASSWORD) == 302


def test_one_address_tries_no_long_list_of_accounts(world: World) -> None:
    world.person("iemand")
    for number in range(60):
        sign_in(Client(), f"mens-{number}@zandstad.example", "verkeerd")
    assert sign_in(Client(), "iemand@zandstad.example", PASSWORD) == 200
    assert sign_in(Client(), "iemand@zandstad.example", PASSWORD, address="192.0.2.7") == 302


def test_who_is_kept_out_comes_in_by_a_new_password(world: World, office: PostOffice) -> None:
    world.person("iemand")
    for _attempt in range(12):
        sign_in(Client(), "iemand@zandstad.example", "verkeerd", address="127.0.0.1")
    new = renew(office, "iemand@zandstad.example")
    assert sign_in(Client(), "iemand@zandstad.example", new, address="127.0.0.1") == 302


def test_a_forgotten_password_is_renewed_by_mail(world: World, office: PostOffice) -> None:
    world.person("iemand")
    new = renew(office, "iemand@zandstad.example")
    assert office.mails[0]["To"] == "iemand@zandstad.example"
    assert "nieuw wachtwoord" in office.mails[0].get_content()
    assert sign_in(Client(), "iemand@zandstad.example", new) == 302


def renew(office: PostOffice, address: str) -> str:
    """Ask for a mail, follow the link in it, and choose a password; the new password."""
    client = Client()
    client.post(reverse("account_reset_password"), {"email": address})
    call_command("run_tasks")
    (mail,) = office.mails
    link = re.search(r"https?://[^/]+(/\S+)", mail.get_content())
    assert link, mail
    form = client.get(link[1], follow=True)
    new = "nog-een-lang-wachtwoord-2026"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    return new


def test_a_mailbox_gets_five_mails_a_minute_and_its_owner_is_not_kept_out(
    world: World, office: PostOffice
) -> None:
    """Counted per mailbox, from wherever; every mail that a stranger asked for holds a link."""
    person = world.person("iemand")
    asked = [
        Client().post(
            reverse("account_reset_password"),
            {"email": person.email},
            REMOTE_ADDR=f"192.0.2.{number}",
        )
        for number in range(7)
    ]
    assert [answer.status_code for answer in asked] == [302] * 5 + [429] * 2
    other = {"email": "ander@zandstad.example"}
    assert Client().post(reverse("account_reset_password"), other).status_code == 302
    call_command("run_tasks")
    links = [
        found[1]
        for mail in office.mails
        if (found := re.search(r"https?://[^/]+(/\S+/vergeten/\S+)", mail.get_content()))
    ]
    assert len(links) == 5
    for link in links:
        assert b"password1" in Client().get(link, follow=True).content


def test_an_unknown_address_gets_the_same_answer_and_no_account(world: World) -> None:
    world.person("iemand")
    known, unknown = ask_anew("iemand"), ask_anew("niemand")
    assert known == unknown
    assert User.objects.count() == 1


def test_with_the_mail_server_down_the_answer_is_the_same_and_the_mail_waits(
    world: World,
) -> None:
    world.person("iemand")
    with override_settings(EMAIL_BACKEND=BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port()):
        known, unknown = ask_anew("iemand"), ask_anew("niemand")
        call_command("run_tasks")
    assert known == unknown
    assert known[0] == 200
    assert sorted(Mail.objects.waiting().values_list("recipient", flat=True)) == [
        "iemand@zandstad.example",
        "niemand@zandstad.example",
    ]
    with post_office.opened() as office:
        call_command("run_tasks")
    assert len(office.mails) == 2


def ask_anew(name: str) -> tuple[int, list[tuple[str, int]], str]:
    """What somebody sees who asks for a new password; the page may name the address."""
    address = f"{name}@zandstad.example"
    answer = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
    page = answer.content.decode().replace(address, "")
    return answer.status_code, answer.redirect_chain, page


def test_nobody_signs_up(world: World) -> None:
    answer = Client().post(
        reverse("account_signup"),
        {"email": "nieuw@zandstad.example", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert answer.status_code == 200
    assert not User.objects.filter(email="nieuw@zandstad.example").exists()


def test_every_page_of_the_sign_in_answers(world: World) -> None:
    for name in (
        "account_login",
        "account_signup",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ):
        assert Client().get(reverse(name)).status_code == 200, name
    client = Client()
    client.force_login(world.person("iemand"))
    for name in ("account_logout", "account_change_password", "account_reauthenticate"):
        assert client.get(reverse(name)).status_code in {200, 302}, name


def test_a_person_without_a_role_any_more_sees_no_organisation(world: World) -> None:
    team = world.team("a", 1)
    client = Client()
    client.force_login(world.people["a-1"])
    assert client.get(f"/{world.slug}/").status_code == 200
    team.memberships.all().delete()
    assert client.get(f"/{world.slug}/").status_code == 404


def choose_password(person: User, password: str) -> int:
    """Follow the link of an invitation and choose; the status of the last answer."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    link = reverse("account_reset_password_from_key", args=key_of(person))
    form = client.get(link, follow=True)
    form_data = {"password1": password, "password2": password}
    return client.post(form.request["PATH_INFO"], form_data).status_code


def key_of(person: User) -> tuple[str, str]:
    return user_pk_to_url_str(person), default_token_generator.make_token(person)


def test_hundreds_choose_a_password_within_a_minute_behind_one_address(world: World) -> None:
    people = [world.person(f"mens-{number}") for number in range(250)]
    statuses = Counter(choose_password(person, "nog-een-lang-wachtwoord-2026") for person in people)
    assert statuses == {302: 250}


def test_too_many_requests_get_a_page_that_says_how_long_to_wait(
    world: World, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    answers = [
        Client().post(LOGIN, {"login": "x@zandstad.example", "password": "verkeerd"})
        for _attempt in range(3)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert "Wacht een minuut" in answers[2].content.decode()


def test_a_process_that_was_killed_while_it_counted_keeps_nobody_out(world: World) -> None:
    """It held the lock of this address, which nobody gives back."""
    request = RequestFactory().post(LOGIN, REMOTE_ADDR="192.0.2.1")
    rate = ratelimit.parse_rate(settings.ACCOUNT_RATE_LIMITS["login"])
    key = ratelimit.get_cache_key(request, app="allauth.account", action="login", rate=rate)
    with ratelimit.cache_lock(key) as locked:
        assert locked
        assert sign_in(Client(), world.person("iemand").email, PASSWORD) == 302


def test_inside_an_office_network_only_limits_per_account_hold(
    world: World, settings: Settings
) -> None:
    settings.IGM_OFFICE_NETWORKS = [ip_network("192.0.2.0/24")]
    world.person("iemand")
    for number in range(70):  # 60 are the limit of one address
        sign_in(Client(), f"mens-{number}@zandstad.example", "verkeerd")
    assert sign_in(Client(), "iemand@zandstad.example", PASSWORD) == 302
    for _attempt in range(6):
        sign_in(Client(), "iemand@zandstad.example", "verkeerd")
    assert sign_in(Client(), "iemand@zandstad.example", PASSWORD) == 200


def events(action: str) -> list[str]:
    return list(AuditEvent.objects.filter(action=action).values_list("object_label", flat=True))


def test_wrong_passwords_and_lock_outs_are_on_record(world: World) -> None:
    hr = world.give("hr", Role.HR_ADVISER)
    for _attempt in range(9):
        sign_in(Client(), hr.email, "verkeerd")
    sign_in(Client(), "niemand@zandstad.example", "verkeerd")
    assert events("sign_in.failed") == [hr.email] * 5
    assert events("sign_in.locked") == [hr.email]


def test_of_employees_only_a_lock_out_is_on_record(world: World) -> None:
    """When one of them tries to come in tells who is about to answer."""
    world.team("a", 1)
    person = world.people["a-1"]
    sign_in(Client(), person.email, "verkeerd")
    assert events("sign_in.failed") == []
    for _attempt in range(6):
        sign_in(Client(), person.email, "verkeerd")
    assert events("sign_in.failed") == []
    assert events("sign_in.locked") == [person.email]


@pytest.mark.django_db
def test_the_page_of_signing_in_says_what_this_is_and_where_codes_go() -> None:
    page = Client().get(reverse("home"), headers={"accept-language": "nl"}, follow=True)
    text = page.content.decode()
    assert "willen en kunnen" in text
    door = re.search(r'<a href="([^"]+)">Ik heb een code</a>', text)
    example = re.search(r'<a href="([^"#]+)#lezen">', text)
    assert door
    assert example
    assert Client().get(door[1]).status_code == 200
    assert 'id="lezen"' in Client().get(example[1]).content.decode()
