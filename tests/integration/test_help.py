"""Whom to ask: filled in once by the administrator, and there for everybody who is stuck."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.attention import attention
from igm_portal.accounts.models import Organisation
from igm_portal.accounts.models.organisation import HELP_FIELDS
from igm_portal.accounts.roles import Role
from igm_portal.audit.models import AuditEvent
from surveys.contact import contact_line
from tests.audit.judges import IN_THE_PAGE
from tests.clients import client_wave, codes
from tests.environment.programs import text_of
from tests.world import World, settle

FILLED = {
    "contact_name": "Meldpunt Meedoen",
    "contact_phone": "014-123 4567",
    "contact_email": "meedoen@zandstad.nl",
    "contact_hours": "elke werkdag van 9 tot 17 uur",
    "accessibility_address": "",
    "accessibility_text": "Regel een.\nRegel <twee>.",
    "privacy_address": "zandstad.nl/privacy",
    "feedback_address": "meedoen@zandstad.nl",
}
PHONE = '<a dir="ltr" href="tel:0141234567">014-123 4567</a>'
NOT_THE_KLANTMANAGER = "Uw klantmanager hoeft dit niet te weten."


@pytest.fixture
def signed_in(world: World) -> Callable[[str], Client]:
    world.team("a", 2)
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("hr", Role.HR_ADVISER)

    def of(who: str) -> Client:
        client = Client()
        client.force_login(world.people[who])
        return client

    return of


def fill_in(world: World, client: Client, **changes: str) -> Any:
    return client.post(reverse("edit_help", args=[world.slug]), FILLED | changes)


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_administrator_fills_it_in_and_every_page_shows_it(
    world: World, signed_in: Callable[[str], Client]
) -> None:
    administrator, today = signed_in("administrator"), timezone.localdate()
    home = reverse("start", args=[world.slug])
    assert not attention(world.organisation, today).has_contact
    assert reverse("edit_help", args=[world.slug]) in text(administrator, home)
    assert "Vraag de beheerder van je organisatie." in text(signed_in("a-1"), home)

    assert fill_in(world, administrator).status_code == 302
    world.organisation.refresh_from_db()
    kept = {name: getattr(world.organisation, name) for name in HELP_FIELDS}
    assert kept == FILLED | {"privacy_address": "https://zandstad.nl/privacy"}
    event = AuditEvent.objects.get(action="organisation.help_changed")
    assert (event.actor, event.details) == (world.people["administrator"].email, {})
    assert attention(world.organisation, today).has_contact
    for who in ("administrator", "hr", "a-1"):
        for url in (home, reverse("my_data", args=[world.slug])):
            page = text(signed_in(who), url)
            footer = page[page.index("<footer") :]
            assert PHONE in footer
            assert "https://zandstad.nl/privacy" in footer
            assert "mailto:meedoen@zandstad.nl" in footer
            # In the same order on every page (WCAG 3.2.6): help comes first.
            assert footer.index(reverse("help", args=[world.slug])) < footer.index("Privacy")
    public = reverse("accessibility", args=[world.slug])
    assert "Regel &lt;twee&gt;." in text(Client(), public)


def test_a_client_reads_the_statement_among_the_pages_for_clients(
    world: World, signed_in: Callable[[str], Client]
) -> None:
    """No page that a client can reach over links leads to where somebody signs in."""
    fill_in(world, signed_in("administrator"))
    statement = reverse("client_accessibility", args=[world.slug])
    assert reverse("accessibility", args=[world.slug]) in text(Client(), reverse("account_login"))
    known, waiting = set[str](), {reverse("client_entry")}
    while waiting:
        url = waiting.pop()
        known.add(url)
        page = text(Client(), url)
        links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', page))
        assert not [link for link in links if not link.startswith("/meedoen/")], url
        waiting |= links - known
    assert statement in known
    page = text(Client(), statement)
    assert "Regel &lt;twee&gt;." in page
    assert "U mag altijd stoppen" in page


def test_the_administrator_begins_with_a_model_of_the_statement(
    world: World, signed_in: Callable[[str], Client]
) -> None:
    """It names the organisation and whom to write, who judged and when, claims no status that was
    not examined, and is nobody's statement before it is saved.
    """
    administrator, url = signed_in("administrator"), reverse("edit_help", args=[world.slug])
    fill_in(world, administrator, accessibility_text="")
    assert 'href="?voorbeeld' in text(administrator, url)
    model = administrator.get(f"{url}?voorbeeld").context["form"].initial["accessibility_text"]
    for said in ("Zandstad", "via meedoen@zandstad.nl", "014-123 4567", "Nationale ombudsman"):
        assert said in model
    judges = [judge.name for judge in IN_THE_PAGE]
    for said in (*judges, "Lighthouse", "Nu Html Checker", "29 november 2026", "niet onderzocht"):
        assert said in model
    assert "Status: eerste maatregelen genomen (C)" in model
    public = reverse("accessibility", args=[world.slug])
    assert Client().get(public).status_code == 404
    assert fill_in(world, administrator, accessibility_text=model).status_code == 302
    assert "Status: eerste maatregelen genomen (C)" in text(Client(), public)


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact_phone": "bel maar"},
        {"contact_phone": "12"},
        {"contact_email": "meedoen"},
        {"contact_phone": "", "contact_email": ""},
        {"privacy_address": "javascript:alert(1)"},
        {"privacy_address": "ftp://zandstad.nl/"},
        {"feedback_address": "javascript:alert(1)"},
        {"feedback_address": "a@b@c"},
        {"accessibility_address": "http://zandstad.nl"},
        {"accessibility_text": "a\u202eb"},
    ],
)
def test_what_cannot_be_right_comes_back_and_changes_nothing(
    world: World, signed_in: Callable[[str], Client], wrong: dict[str, str]
) -> None:
    answer = fill_in(world, signed_in("administrator"), **wrong)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<title>Fout: Wie helpt · Zandstad · IGM-portaal</title>" in page
    assert Organisation.objects.get(pk=world.organisation.pk).help == ("",) * len(HELP_FIELDS)
    assert not AuditEvent.objects.filter(action="organisation.help_changed").exists()


def test_it_can_be_emptied_again(world: World, signed_in: Callable[[str], Client]) -> None:
    fill_in(world, signed_in("administrator"))
    emptied = signed_in("administrator").post(reverse("edit_help", args=[world.slug]), {})
    assert emptied.status_code == 302
    assert Organisation.objects.get(pk=world.organisation.pk).help == ("",) * len(HELP_FIELDS)


def test_a_client_who_is_stuck_reads_whom_to_call(
    world: World, signed_in: Callable[[str], Client]
) -> None:
    entry = reverse("client_entry")
    page = Client().post(entry, {"code": "XXX"}).content.decode()
    assert "Bel de gemeente die u het papier gaf." in page
    fill_in(world, signed_in("administrator"))
    for stuck in (
        Client().post(entry, {"code": "XXX"}).content.decode(),  # refused
        Client().post(reverse("client_review"), follow=True).content.decode(),  # session over
        text(Client(), reverse("client_help")),
        text(Client(), entry + "bestaat/niet/", 404),
    ):
        main = stuck[stuck.index("<main") : stuck.index("<footer")]
        assert PHONE in main
        assert NOT_THE_KLANTMANAGER in main
        assert reverse("client_help") in stuck[stuck.index("<footer") :]


def test_nobody_outside_learns_which_organisations_there_are(
    world: World, signed_in: Callable[[str], Client]
) -> None:
    """With a second organisation here, whoever has no code and no account sees none of them."""
    fill_in(world, signed_in("administrator"))
    assert PHONE in text(Client(), reverse("client_entry"))
    settle("duinen", "Duinen")
    for url in (reverse("client_entry"), reverse("client_help"), reverse("account_login")):
        page = text(Client(), url)
        assert PHONE not in page
        assert "Zandstad" not in page
    assert "Bel de gemeente" in text(Client(), reverse("client_help"))


def test_the_page_of_help_is_about_what_somebody_does(
    world: World, signed_in: Callable[[str], Client]
) -> None:
    url = reverse("help", args=[world.slug])
    pages = {who: text(signed_in(who), url) for who in ("administrator", "hr", "a-1")}
    assert "Waar is mijn vragenlijst?" in pages["a-1"]
    assert "Hoe verloopt een meting?" in pages["hr"]
    assert "Iemand kan niet aanmelden" in pages["administrator"]
    assert "Iemand kan niet aanmelden" not in pages["a-1"] + pages["hr"]
    former = world.people["a-2"]
    former.memberships.update(end=timezone.localdate() - timedelta(days=1))
    text(signed_in("a-2"), url)  # who left may still ask


@pytest.mark.parametrize("paper", ["code_cards", "code_letters", "questionnaire_pdf"])
def test_every_paper_for_clients_names_whom_to_call(
    paper: str, world: World, signed_in: Callable[[str], Client], tmp_path: Path
) -> None:
    fill_in(world, signed_in("administrator"))
    wave = client_wave(world)
    (code,) = codes(world, wave)
    hr = signed_in("hr")
    if paper == "questionnaire_pdf":
        printed = hr.get(reverse(paper, args=[world.slug, "c1@2"]))
    else:
        printed = hr.post(reverse(paper, args=[world.slug, wave.pk]), {"codes": str(code)})
    read = text_of(printed.content, tmp_path)
    assert FILLED["contact_phone"] in read
    assert NOT_THE_KLANTMANAGER in read


def test_paper_says_whom_to_ask(world: World) -> None:
    organisation = world.organisation
    assert contact_line(organisation, for_client=True) == ""
    for name in ("contact_name", "contact_phone", "contact_hours"):
        setattr(organisation, name, FILLED[name])
    line = "Vragen? Meldpunt Meedoen, 014-123 4567 (elke werkdag van 9 tot 17 uur)."
    assert contact_line(organisation, for_client=False) == line
    assert contact_line(organisation, for_client=True) == f"{line} {NOT_THE_KLANTMANAGER}"
