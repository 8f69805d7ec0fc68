"""The administrator of one organisation tries to learn something of another beside it.

What the answer itself says is the same for an address that is known elsewhere. What the page shows
afterwards is not, as docs/beheer.md says: one address is one person with one account.
"""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.people_import.plan import ImportChoices
from igm_portal.accounts.people_import.prepare import prepare_import
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from igm_portal.outbox.models import Mail
from tests.world import World, settle

pytestmark = pytest.mark.attack
KNOWN = "bekend@duinen.example"
UNKNOWN = "nieuw@duinen.example"
HEADER = "personeelsnummer;e-mail;naam;afdeling;team;rol;functie;vanaf;tot"


@pytest.fixture
def elsewhere(world: World) -> World:
    """Another organisation, with somebody whose address the attacker guesses."""
    world.give("administrator", Role.ADMINISTRATOR)
    other = settle("duinen", "Duinen")
    other.give("bekend", Role.HR_ADVISER)
    return other


def browser(world: World) -> Client:
    client = Client()
    client.force_login(world.people["administrator"])
    return client


def without_marks(text: str) -> str:
    """A page without what differs at every request, and without the address that was typed."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    return text.replace(KNOWN, UNKNOWN)


def add(client: Client, world: World, email: str) -> tuple[int, str, str]:
    values = {"name": "Iemand Anders", "email": email, "role": Role.HR_ADVISER}
    values |= {"start": timezone.localdate().isoformat()}
    answer: Any = client.post(reverse("new_person", args=[world.slug]), values)
    notes = "".join(str(one) for one in client.get(answer.headers["Location"]).context["messages"])
    return answer.status_code, answer.headers["Location"], without_marks(notes)


def test_adding_somebody_known_elsewhere_answers_the_same(world: World, elsewhere: World) -> None:
    client = browser(world)
    before = Mail.objects.count()
    assert add(client, world, KNOWN) == add(client, world, UNKNOWN)
    assert Mail.objects.count() == before


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


def test_the_other_organisation_hears_nothing_of_it_and_keeps_its_log(
    world: World, elsewhere: World
) -> None:
    before = AuditEvent.objects.filter(organisation_id=elsewhere.organisation.id).count()
    add(browser(world), world, KNOWN)
    after = AuditEvent.objects.filter(organisation_id=elsewhere.organisation.id).count()
    assert after == before


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
