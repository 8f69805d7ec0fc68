"""The administrator of one organisation tries to learn something of another beside it, or to change
something there, by an address that somebody has in both (ADR 81).
"""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Membership, SignInProvider, User
from igm_portal.accounts.people_import.plan import ImportChoices
from igm_portal.accounts.people_import.prepare import prepare_import
from igm_portal.accounts.roles import Role
from igm_portal.accounts.sealing import seal
from igm_portal.accounts.services.email_change import change_email
from igm_portal.accounts.services.invitations import invite
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from igm_portal.outbox.services import enqueue
from igm_portal.retention.destroying import destroy_due
from surveys.services.erasure import erase_person
from tests.second_steps import give_app
from tests.world import PASSWORD, World, settle

pytestmark = pytest.mark.attack
KNOWN = "bekend@duinen.example"
UNKNOWN = "nieuw@duinen.example"
HEADER = "personeelsnummer;e-mail;naam;afdeling;team;rol;functie;vanaf;tot"
SITE = "https://portaal.example"


@pytest.fixture
def elsewhere(world: World) -> World:
    """Another organisation, with somebody whose address the attacker guesses: a password, a second
    step, a linked work account, and the provider as the only way in.
    """
    cache.clear()
    world.give("administrator", Role.ADMINISTRATOR)
    other = settle("duinen", "Duinen")
    known = other.give("bekend", Role.HR_ADVISER)
    give_app(known)
    emergency = other.give("nood", Role.ADMINISTRATOR)
    SignInProvider.objects.create(
        organisation=other.organisation,
        issuer="https://login.example",
        client_id="portaal",
        sealed_secret=seal("geheim"),
        only_way=True,
        emergency_account=emergency,
    )
    SocialAccount.objects.create(user=known, provider="duinen", uid="42")
    return other


def browser(world: World) -> Client:
    client = Client()
    client.force_login(world.people["administrator"])
    return client


def without_marks(text: str) -> str:
    """A page without what differs at every request, and without the address that was typed."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r"/rol/\d+/", "/rol/ID/", text)
    return text.replace(KNOWN, UNKNOWN)


def add(client: Client, world: World, email: str) -> tuple[int, str, str]:
    values = {"name": "Iemand Anders", "email": email, "role": Role.HR_ADVISER}
    values |= {"start": timezone.localdate().isoformat()}
    answer: Any = client.post(reverse("new_person", args=[world.slug]), values)
    notes = "".join(str(one) for one in client.get(answer.headers["Location"]).context["messages"])
    return answer.status_code, answer.headers["Location"], without_marks(notes)


def account(world: World, email: str = KNOWN) -> User:
    return User.objects.get(organisation=world.organisation, email=email)


def state_of(world: World) -> list[object]:
    """All that an organisation has of the person whose address it is."""
    person = User.objects.get(pk=world.people["bekend"].pk)
    here = {"organisation_id": world.organisation.pk}
    return [
        (person.email, person.name, person.password, person.is_active, person.organisation_id),
        list(Membership.objects.filter(user=person).values_list("role", "start", "end")),
        list(Authenticator.objects.filter(user=person).values_list("pk", flat=True)),
        list(SocialAccount.objects.filter(user=person).values_list("uid", flat=True)),
        list(AuditEvent.objects.filter(**here).values_list("pk", flat=True)),
        Mail.objects.filter(recipient=KNOWN, subject="Van Duinen").count(),
    ]


def test_adding_somebody_known_elsewhere_answers_the_same(world: World, elsewhere: World) -> None:
    client = browser(world)
    before = Mail.objects.count()
    assert add(client, world, KNOWN) == add(client, world, UNKNOWN)
    assert Mail.objects.count() == before
    assert account(world).name == "Iemand Anders"


PERSON_PAGES = (
    *("person", "edit_person", "edit_email", "new_role", "link_work_account", "erase_person"),
)
LISTS = ("people", "invite_people", "audit_log", "structure", "retention", "start")


def pages(world: World, email: str) -> dict[str, str]:
    """Everything an administrator can open after adding this address."""
    client = browser(world)
    add(client, world, email)
    one = [world.slug, account(world, email).pk]
    texts = {name: client.get(reverse(name, args=one)) for name in PERSON_PAGES}
    texts |= {name: client.get(reverse(name, args=[world.slug])) for name in LISTS}
    search = {"q": "iemand"}
    texts["search"] = client.get(reverse("people", args=[world.slug]), search)
    texts["invite"] = client.post(
        reverse("invite_people", args=[world.slug]), {"to": "all"}, follow=True
    )
    texts["invited"] = client.get(reverse("person", args=one))
    texts["renamed"] = client.post(
        reverse("edit_person", args=one), {"name": "Een Ander", "staff_number": "7"}, follow=True
    )
    texts["no_step"] = client.post(reverse("reset_second_step", args=one), follow=True)
    texts["moved"] = client.post(
        reverse("edit_email", args=one), {"email": "verhuisd@zandstad.example"}, follow=True
    )
    return {name: without_marks(text.content.decode()) for name, text in texts.items()}


def test_every_page_and_act_afterwards_is_the_same(world: World, elsewhere: World) -> None:
    before = state_of(elsewhere)
    shown = pages(world, KNOWN)
    assert state_of(elsewhere) == before
    erase_person(
        by=None,
        organisation=world.organisation,
        person=account(world, "verhuisd@zandstad.example"),
    )
    earlier = AuditEvent.objects.filter(organisation_id=world.organisation.pk)
    of_others = pages(world, UNKNOWN)
    lengthy = {"audit_log", "retention"}  # they hold what was done the first time
    for name, text in shown.items():
        if name not in lengthy:
            assert text == of_others[name], name
    assert earlier.count()
    assert "Bekend" not in "".join(shown.values())


def test_a_file_with_somebody_known_elsewhere_is_previewed_the_same(
    world: World, elsewhere: World
) -> None:
    def preview(email: str) -> tuple[str, tuple[object, ...]]:
        today = timezone.localdate()
        made, faults = prepare_import(
            access=world.access("administrator"),
            content=f"{HEADER}\n7;{email};Iemand Anders;Werk;;afdelingshoofd;;;\n".encode(),
            choices=ImportChoices(today, None),
            now=timezone.now(),
            today=today,
        )
        assert made, faults
        page = browser(world).get(reverse("import_preview", args=[world.slug, made.pk]))
        return without_marks(page.content.decode()), faults

    assert preview(KNOWN) == preview(UNKNOWN)


def test_a_reset_of_a_password_answers_the_same_whoever_it_is_of(elsewhere: World) -> None:
    """By anybody, of any organisation."""

    def ask(email: str) -> str:
        page = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        return without_marks(page.content.decode())

    assert ask(KNOWN) == ask(UNKNOWN)


def come_in(email: str, password: str, organisation: World | None = None) -> Client:
    client = Client()
    data = {"login": email, "password": password}
    data |= {"organisation": str(organisation.organisation.pk)} if organisation else {}
    client.post(reverse("account_login"), data)
    return client


def status(client: Client, world: World) -> int:
    return client.get(reverse("my_data", args=[world.slug])).status_code


def choose_password(person: User, password: str) -> None:
    person.set_password(password)
    person.save()


def test_an_address_in_two_organisations_undoes_no_rule_of_either(
    world: World, elsewhere: World
) -> None:
    """Only the provider lets in here, and the password chosen there opens nothing here."""
    add(browser(world), world, KNOWN)
    other_password = "een-ander-lang-wachtwoord"  # noqa: S105  of an invented person
    choose_password(account(world), other_password)
    assert status(come_in(KNOWN, PASSWORD), elsewhere) == 302  # not signed in
    client = come_in(KNOWN, other_password)
    assert status(client, world) == 200
    assert status(client, elsewhere) == 404


def test_a_password_that_opens_two_accounts_asks_which(world: World, elsewhere: World) -> None:
    SignInProvider.objects.all().delete()
    Authenticator.objects.all().delete()
    add(browser(world), world, KNOWN)
    choose_password(account(world), PASSWORD)
    data = {"login": KNOWN, "password": PASSWORD}
    for _try in range(7):  # no wrong password: it shuts nothing
        page = Client().post(reverse("account_login"), data).content.decode()
    assert "account bij meer dan één organisatie. Kies er een" in page
    assert "hoeft niet" not in page
    assert 'value="" selected>Kies een organisatie</option>' in page  # none is chosen beforehand
    assert {"Duinen", "Zandstad"} <= set(re.findall(r">(\w+)</option>", page))
    for mine, other in ((world, elsewhere), (elsewhere, world)):
        client = come_in(KNOWN, PASSWORD, mine)
        assert status(client, mine) == 200
        assert status(client, other) == 404
    assert status(come_in(KNOWN, "verkeerd", world), world) == 302


def test_a_wrong_password_takes_as_long_whatever_accounts_there_are(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many passwords are worked out for an address of nobody, of one account and of two."""
    number = 0
    encode = MD5PasswordHasher.encode

    def counted(*args: Any) -> str:
        nonlocal number
        number += 1
        return encode(*args)

    def tries(email: str) -> int:
        nonlocal number
        number = 0
        come_in(email, "verkeerd")
        return number

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    nobody, one = tries("niemand@duinen.example"), tries(KNOWN)
    add(browser(world), world, KNOWN)
    assert tries(KNOWN) == one == nobody == 2


def test_the_log_says_nothing_of_who_signs_in_elsewhere(world: World, elsewhere: World) -> None:
    add(browser(world), world, KNOWN)
    here = AuditEvent.objects.filter(organisation_id=world.organisation.pk)
    before = here.count()
    for _try in range(7):
        come_in(KNOWN, "verkeerd")
    assert here.count() == before
    there = AuditEvent.objects.filter(organisation_id=elsewhere.organisation.pk)
    assert set(there.values_list("action", flat=True)) >= {"sign_in.failed", "sign_in.locked"}


ACTS: dict[str, Callable[[World], object]] = {
    "invite": lambda w: invite(access=w.access("administrator"), person=account(w), site=SITE),
    "change": lambda w: change_email(
        access=w.access("administrator"),
        person=account(w),
        email="verhuisd@zandstad.example",
        today=timezone.localdate(),
        site=SITE,
    ),
    "erase": lambda w: erase_person(by=None, organisation=w.organisation, person=account(w)),
    "end": lambda w: account(w).memberships.update(end=timezone.localdate()),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_to_one_account_leaves_the_other(
    world: World, elsewhere: World, act: str
) -> None:
    add(browser(world), world, KNOWN)
    enqueue(to=KNOWN, subject="Van Duinen", body="")
    session = Client()
    session.force_login(elsewhere.people["bekend"])
    before = state_of(elsewhere)
    ACTS[act](world)
    assert state_of(elsewhere) == before
    assert session.get("/").headers["Location"] == "/duinen/"


def test_an_address_that_is_in_doubt_elsewhere_is_free_here(world: World, elsewhere: World) -> None:
    """Neither the page nor a file says that somebody had it there until yesterday."""
    change_email(
        access=elsewhere.access("nood"),
        person=elsewhere.people["bekend"],
        email="verhuisd@duinen.example",
        today=timezone.localdate(),
        site=SITE,
    )
    client = browser(world)
    assert add(client, world, KNOWN) == add(client, world, UNKNOWN)


def test_a_nightly_import_answers_the_same_and_keeps_the_names_apart(
    world: World, elsewhere: World, tmp_path: Path
) -> None:
    def report(email: str) -> str:
        file, out = tmp_path / "mensen.csv", StringIO()
        file.write_text(f"{HEADER}\n;{email};Iemand Anders;Werk;Oost;;;;\n", encoding="utf-8")
        who = world.people["administrator"].email
        call_command("import_people", world.slug, str(file), "--by", who, stdout=out)
        return out.getvalue()

    report("eerst@zandstad.example")
    before = state_of(elsewhere)
    assert report(KNOWN) == report(UNKNOWN)
    assert state_of(elsewhere) == before
    assert account(world).name == "Iemand Anders"


def test_who_left_both_goes_from_each_by_its_own_term(world: World, elsewhere: World) -> None:
    """Also while the other organisation goes on employing that person."""
    add(browser(world), world, KNOWN)
    left = account(world)
    long_ago = timezone.localdate() - timedelta(days=3000)
    left.memberships.update(start=long_ago, end=long_ago)
    before = state_of(elsewhere)
    destroy_due(timezone.localdate())
    assert not User.objects.filter(pk=left.pk).exists()
    assert state_of(elsewhere) == before


PAGES = (
    *("people", "structure", "audit_log", "audit_chain", "retention", "destructions", "dossier"),
    *("edit_terms", "new_hold"),
)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_names_the_other_organisation(world: World, elsewhere: World, name: str) -> None:
    text = browser(world).get(reverse(name, args=[world.slug])).content.decode()
    assert "Duinen" not in text
    assert "duinen" not in text


@pytest.mark.parametrize("name", PAGES)
def test_its_pages_do_not_exist(world: World, elsewhere: World, name: str) -> None:
    assert browser(world).get(reverse(name, args=["duinen"])).status_code == 404


def test_its_terms_and_log_are_not_reached(world: World, elsewhere: World) -> None:
    client = browser(world)
    assert client.post(reverse("audit_file", args=["duinen"])).status_code == 404
    assert client.post(reverse("edit_terms", args=["duinen"]), {"link": "1"}).status_code == 404
