"""A second step: asked of two roles, set up once, shown at every sign-in, taken away by another."""

import re
from collections.abc import Iterator
from datetime import time, timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from igm_portal.accounts import sealing
from igm_portal.accounts.models import EmailChange, User
from igm_portal.accounts.open_sessions import recognisable
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from igm_portal.worker.nightly import nightly
from tests.second_steps import code_of, give_app, sign_in, stop_the_clock
from tests.world import PASSWORD, World

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _required(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.IGM_SECOND_STEP_REQUIRED = True
    stop_the_clock(monkeypatch)
    cache.clear()
    yield
    cache.clear()


def start(world: World) -> str:
    return reverse("start", args=[world.slug])


def set_up(client: Client) -> str:
    """Set the app up on the page, as a person does; returns its key."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="igm-secret">([A-Z2-7]+)<', page)
    assert secret, page
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return secret[1]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HR_ADVISER])
def test_who_must_have_a_second_step_gets_nowhere_without(world: World, role: Role) -> None:
    """And goes on where it began, once it is there."""
    person, client = world.give("iemand", role), Client()
    sign_in(client, person)
    answer = client.get(start(world))
    needed = reverse("account_second_step")
    assert answer.headers["Location"] == f"{needed}?next=%2F{world.slug}%2F"
    page = client.get(answer.headers["Location"]).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert client.get(reverse("my_data", args=[world.slug])).status_code == 302
    set_up(client)
    assert client.get(answer.headers["Location"]).headers["Location"] == start(world)
    assert client.get(start(world)).status_code == 200


def test_everybody_else_comes_in_by_a_password(world: World) -> None:
    team = world.team("Noord", 1)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    for name in ("Noord-1", "manager-Noord", "head"):
        client = Client()
        sign_in(client, world.people[name])
        assert client.get(start(world)).status_code == 200, name


def test_the_page_leads_nowhere_else(world: World) -> None:
    person, client = world.give("iemand", Role.HR_ADVISER), Client()
    give_app(person)
    sign_in(client, person)
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/"):
        answer = client.get(reverse("account_second_step"), {"next": elsewhere})
        assert answer.headers["Location"] == "/"


def test_the_code_of_the_app_is_asked_at_every_sign_in(world: World) -> None:
    person, client = world.give("iemand", Role.HR_ADVISER), Client()
    give_app(person)
    form = {"login": person.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), form)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(start(world)).status_code == 302  # the password alone is not enough
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Deze code klopt niet" in wrong.content.decode()
    right = client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert right.status_code == 302
    assert client.get(start(world)).status_code == 200
    assert events() == ["second_step.failed"]


def test_a_code_works_once(world: World) -> None:
    person = world.give("iemand", Role.HR_ADVISER)
    give_app(person)
    answers = []
    for _attempt in range(2):
        client = Client()
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        answers.append(client.post(reverse("mfa_authenticate"), {"code": code_of()}).status_code)
    assert answers == [302, 200]


def test_a_recovery_code_works_in_its_place_and_once(world: World) -> None:
    person = world.give("iemand", Role.HR_ADVISER)
    code = give_app(person)[0]
    client = Client()
    assert sign_in(client, person, code).status_code == 302
    assert client.get(start(world)).status_code == 200
    assert sign_in(Client(), person, code).status_code == 200


def test_guessing_codes_stops_after_five(world: World) -> None:
    person, client = world.give("iemand", Role.HR_ADVISER), Client()
    give_app(person)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    for _attempt in range(6):
        answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "vijf minuten" in answer.content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of()}).status_code == 200


def test_setting_it_up_ends_every_other_session(world: World) -> None:
    """Of whoever else knows the password, and was in before the second step was there."""
    person, other, own = world.give("iemand", Role.HR_ADVISER), Client(), Client()
    sign_in(other, person)
    sign_in(own, person)
    set_up(own)
    assert other.get(start(world)).headers["Location"].startswith(reverse("account_login"))
    assert own.get(start(world)).status_code == 200


def test_a_session_from_before_the_second_step_is_not_enough(world: World) -> None:
    """Also one that is in no list, as from before this rule."""
    person, old = world.give("iemand", Role.HR_ADVISER), Client()
    old.force_login(person)
    give_app(person)
    answer = old.get(start(world))
    assert answer.headers["Location"].startswith(reverse("account_second_step"))
    again = reverse("mfa_reauthenticate")
    assert again in old.get(answer.headers["Location"]).content.decode()
    answer = old.post(again, {"code": code_of(), "next": start(world)})
    assert answer.headers["Location"] == start(world)
    assert old.get(start(world)).status_code == 200


def test_secrets_are_sealed_in_the_database(world: World, settings: Settings) -> None:
    person = world.give("iemand", Role.HR_ADVISER)
    client = Client()
    sign_in(client, person)
    secret = set_up(client)
    stored = {one.type: one.data for one in Authenticator.objects.filter(user=person)}
    assert secret not in str(stored)
    assert sealing.unseal(stored["totp"]["secret"]) == secret
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert sealing.unseal(stored["totp"]["secret"]) == secret


def test_no_moment_of_signing_in_is_kept(world: World) -> None:
    person = world.give("iemand", Role.HR_ADVISER)
    give_app(person)
    sign_in(Client(), person)
    for one in Authenticator.objects.all():
        assert (one.last_used_at, timezone.localtime(one.created_at).time()) == (None, time.min)


def test_what_happens_is_on_record_but_not_of_employees(world: World) -> None:
    world.team("Noord", 1)
    world.give("hr", Role.HR_ADVISER)
    for name in ("Noord-1", "hr"):
        client = Client()
        sign_in(client, world.people[name])
        set_up(client)
        client.post(reverse("mfa_deactivate_totp"))
    assert [(e.action, e.actor) for e in AuditEvent.objects.filter(action__startswith="second")][
        ::-1
    ] == [
        ("second_step.added", "hr@zandstad.example"),
        ("second_step.removed", "hr@zandstad.example"),
    ]


def test_without_the_app_the_recovery_codes_go_too(world: World) -> None:
    person, client = world.give("iemand", Role.HR_ADVISER), Client()
    sign_in(client, person)
    set_up(client)
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_care_is_asked_for_again_after_five_minutes(world: World) -> None:
    person, client = world.give("iemand", Role.HR_ADVISER), Client()
    give_app(person)
    sign_in(client, person)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    answer = client.get(reverse("mfa_view_recovery_codes"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    form = {"password": PASSWORD, "next": reverse("mfa_view_recovery_codes")}
    assert client.post(reverse("account_reauthenticate"), form).status_code == 302
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_the_codes_can_be_saved_and_renewed(world: World) -> None:
    person, client = world.give("iemand", Role.HR_ADVISER), Client()
    codes = give_app(person)
    sign_in(client, person)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert all(code in page and code in file.content.decode() for code in codes)
    assert "no-store" in file.headers["Cache-Control"]
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in page for code in codes)


# --- taken away by another ------------------------------------------------------------------------


def administrators(world: World) -> tuple[Client, User]:
    """A browser of one administrator, and another administrator who lost the phone."""
    first, second = (world.give(name, Role.ADMINISTRATOR) for name in ("een", "twee"))
    give_app(first)
    give_app(second)
    client = Client()
    sign_in(client, first)
    return client, second


def reset(client: Client, world: World, person: User) -> str:
    url = reverse("reset_second_step", args=[world.slug, person.pk])
    return client.post(url, follow=True).content.decode()


def test_an_administrator_takes_it_away_from_who_lost_the_phone(world: World) -> None:
    client, lost = administrators(world)
    theirs = Client()
    sign_in(theirs, lost)
    page = client.get(reverse("person", args=[world.slug, lost.pk])).content.decode()
    assert "Tweede stap weghalen" in page
    assert "overal afgemeld" in reset(client, world, lost)
    assert not Authenticator.objects.filter(user=lost).exists()
    assert theirs.get(start(world)).headers["Location"].startswith(reverse("account_login"))
    assert Mail.objects.get(recipient=lost.email).subject.startswith("Je tweede stap")
    event = AuditEvent.objects.get(action="second_step.reset")
    assert (event.actor, event.object_label) == ("een@zandstad.example", lost.email)
    assert "heeft geen tweede stap" in reset(client, world, lost)


def test_not_of_oneself(world: World) -> None:
    client, _lost = administrators(world)
    own = world.people["een"]
    assert "Vraag het een andere beheerder" in reset(client, world, own)
    assert Authenticator.objects.filter(user=own).exists()


def test_not_while_a_new_address_is_unconfirmed(world: World) -> None:
    """One administrator could otherwise come in as a colleague: by mail, and without the phone."""
    client, lost = administrators(world)
    EmailChange.objects.create(
        person=lost,
        organisation=world.organisation,
        old_email="vroeger@zandstad.example",
        changed_by=world.people["een"],
        changed_on=timezone.localdate(),
    )
    assert "nieuwe e-mailadres" in reset(client, world, lost)
    assert Authenticator.objects.filter(user=lost).exists()


def test_the_operator_does_it_for_the_only_administrator(world: World) -> None:
    person = world.give("iemand", Role.ADMINISTRATOR)
    with pytest.raises(CommandError, match="geen tweede stap"):
        call_command("reset_second_step", person.email)
    give_app(person)
    out = StringIO()
    call_command("reset_second_step", person.email.upper(), stdout=out)
    assert person.email in out.getvalue()
    assert AuditEvent.objects.get(action="second_step.reset").actor == "systeem"
    with pytest.raises(CommandError, match="niemand"):
        call_command("reset_second_step", "niemand@zandstad.example")


# --- where somebody is signed in, and for how long ------------------------------------------------


def test_the_list_of_sessions_holds_no_address(world: World) -> None:
    world.team("Noord", 1)
    person, client = world.people["Noord-1"], Client(headers={"User-Agent": FIREFOX})
    sign_in(client, person)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Firefox, Windows" in page
    row = UserSession.objects.get(user=person)
    assert (row.ip, row.user_agent) == ("0.0.0.0", "Firefox, Windows")  # noqa: S104


@pytest.mark.parametrize("user_agent", ["", "curl/8", "x" * 300])
def test_an_unknown_browser_has_no_name(user_agent: str) -> None:
    assert recognisable(user_agent) == ""


def test_signing_out_everywhere_else(world: World) -> None:
    world.team("Noord", 1)
    person, here, elsewhere = world.people["Noord-1"], Client(), Client()
    sign_in(here, person)
    sign_in(elsewhere, person)
    page = here.post(reverse("usersessions_list"), follow=True).content.decode()
    assert "overal elders afgemeld" in page
    assert here.get(start(world)).status_code == 200
    assert elsewhere.get(start(world)).status_code == 302


def test_a_row_goes_with_its_session(world: World) -> None:
    world.team("Noord", 1)
    person, client = world.people["Noord-1"], Client()
    sign_in(client, person)
    client.post(reverse("account_logout"))
    assert not UserSession.objects.exists()
    sign_in(client, person)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    nightly(timezone.now())
    assert not UserSession.objects.exists()


def test_who_does_nothing_for_an_hour_is_signed_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.team("Noord", 1)
    client, now = Client(), timezone.now().timestamp()
    sign_in(client, world.people["Noord-1"])
    for minutes, status in ((59, 200), (118, 200), (179, 302)):
        monkeypatch.setattr("igm_portal.accounts.idle.time.time", lambda m=minutes: now + m * 60)
        answer = client.get(start(world))
        assert answer.status_code == status, minutes
    assert "een tijd niets gebeurde" in client.get(answer.headers["Location"]).content.decode()


def test_without_the_cookie_the_moment_of_signing_in_counts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.team("Noord", 1)
    client, now = Client(), timezone.now().timestamp()
    sign_in(client, world.people["Noord-1"])
    monkeypatch.setattr("igm_portal.accounts.idle.time.time", lambda: now + 50 * 60)
    assert client.get(start(world)).status_code == 200
    monkeypatch.setattr("igm_portal.accounts.idle.time.time", lambda: now + 70 * 60)
    cookie = client.cookies.pop("igm_bezig")
    for forged in ("", "9999999999", cookie.value.replace(cookie.value[0], "9", 1)):
        client.cookies["igm_bezig"] = forged
        assert client.get(start(world)).status_code == 302


def test_the_time_can_be_switched_off(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IGM_IDLE_MINUTES = 0
    world.team("Noord", 1)
    client, now = Client(), timezone.now().timestamp()
    sign_in(client, world.people["Noord-1"])
    monkeypatch.setattr("igm_portal.accounts.idle.time.time", lambda: now + 20 * 3600)
    assert client.get(start(world)).status_code == 200
    assert "igm_bezig" not in client.cookies


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True)[1:])


def test_what_an_old_tab_sends_is_said_not_to_be_saved(world: World) -> None:
    """A form that stood open in a session from before the second step."""
    world.give("beheer", Role.ADMINISTRATOR)
    client = Client()
    client.force_login(world.people["beheer"])
    address = reverse("new_department", args=[world.slug])
    page = client.post(address, {"name": "Zorg"}, follow=True).content.decode()
    assert "niet bewaard" in page
    assert not world.organisation.departments.filter(name="Zorg").exists()


def test_another_secret_key_after_resealing_opens_all_by_itself(
    world: World, settings: Settings
) -> None:
    person = world.give("beheer", Role.ADMINISTRATOR)
    give_app(person)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "nieuw" * 12
    with pytest.raises(CommandError, match="IGM_OLD_SECRET_KEYS"):
        call_command("reseal", verbosity=0)
    settings.SECRET_KEY_FALLBACKS = [old]
    call_command("reseal", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = []
    client = Client()
    sign_in(client, person, code_of())
    assert client.get(start(world)).status_code == 200
