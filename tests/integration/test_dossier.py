"""Papers about the portal: filled in with what it really does, and read back by other programs."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from pytest_django import Settings

from igm_portal.accounts.kept_kinds import BOUNDS, Kept
from igm_portal.accounts.models import Module, SignInProvider
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.retention import choose_terms
from igm_portal.dossier.facts import facts_of
from igm_portal.dossier.papers import DRAFT, PAPERS
from igm_portal.dossier.reading import NoPart, parts_of, read
from surveys.instruments.loader import available, load
from surveys.instruments.model import RespondentGroup
from surveys.scoring.shared import HEALTH_ITEM
from surveys.services.dialogues import READ_FOR
from surveys.services.sharing import TERM
from tests.attack.reading import pdf_text
from tests.environment.programs import convert, words_over_others
from tests.world import World

TODAY = timezone.localdate()
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
USUAL = {kind: bounds.usual for kind, bounds in BOUNDS.items()}


@pytest.fixture
def administrator(world: World) -> Client:
    client = Client()
    client.force_login(world.give("administrator", Role.ADMINISTRATOR))
    return client


def ask(client: Client, world: World, name: str, kind: str = "paper") -> Any:
    answer = client.get(reverse(kind, args=[world.slug, name]))
    assert answer.status_code == 200
    return answer


def page(client: Client, world: World, name: str) -> str:
    return str(ask(client, world, name).content.decode())


@pytest.mark.parametrize("name", PAPERS)
def test_page_pdf_and_odt_say_the_same(world: World, administrator: Client, name: str) -> None:
    parts = parts_of(name, facts_of(world.organisation, TODAY))
    text = page(administrator, world, name)
    pdf = " ".join(pdf_text(ask(administrator, world, name, "paper_pdf").content).split())
    content = ask(administrator, world, name, "paper_odt").content
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert file.namelist()[0] == "mimetype"
        assert file.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        body = ElementTree.fromstring(file.read("content.xml"))  # noqa: S314  made by ourselves
    headings = [
        (int(one.get(f"{TEXT}outline-level", "0")), "".join(one.itertext()))
        for one in body.iter(f"{TEXT}h")
    ]
    assert headings == [(1, PAPERS[name].title), *((part.level, part.title) for part in parts)]
    words = "".join(body.itertext())
    assert DRAFT in text
    assert DRAFT in pdf
    assert DRAFT in words
    for part in parts:
        assert part.title in pdf
        for line in part.lines:
            assert line in words
    rows = sum(len(part.rows) for part in parts)
    assert len(list(body.iter(f"{TABLE}table-row"))) == rows


def test_a_paper_tells_what_is_set_here(
    world: World, administrator: Client, settings: Settings
) -> None:
    text = page(administrator, world, "verwerkersbijlage")
    assert "voor bewaking" in text
    settings.IGM_IDLE_MINUTES = 17
    settings.IGM_SECURITY_CONTACTS = ["meldpunt@zandstad.example"]
    choose_terms(
        access=world.access("administrator"), months=USUAL | {Kept.RESULTS: 84}, today=TODAY
    )
    text = page(administrator, world, "verwerkersbijlage")
    assert "na 17 minuten" in text
    assert "meldpunt@zandstad.example" in text
    assert "84 maanden" in text


def test_modules_and_provider_are_those_of_the_organisation(
    world: World, administrator: Client
) -> None:
    assert "Uit: Mijn plan" in page(administrator, world, "instemming")
    world.switch(Module.OWN_PLAN)
    SignInProvider.objects.create(
        organisation=world.organisation,
        issuer="https://login.zandstad.example/realms/a",
        client_id="x",
        sealed_secret="",
    )
    text = page(administrator, world, "instemming")
    assert "Uit: Mijn plan" not in text
    assert "Mijn plan" in text
    assert "login.zandstad.example" in page(administrator, world, "verwerkingsregister")


def test_clients_are_named_once_they_are_asked(world: World, administrator: Client) -> None:
    assert "nog geen cliënten gevraagd" in page(administrator, world, "clienten")
    world.wave(world.team("a", 1), edition="c1@1")
    assert "nog geen cliënten gevraagd" not in page(administrator, world, "clienten")
    assert "Participatiewet" in page(administrator, world, "dpia")


def test_the_dpia_says_whether_clients_may_share(world: World, administrator: Client) -> None:
    """It must be on paper before it goes on, and say so once it is."""
    text = page(administrator, world, "dpia")
    assert "Staat uit. Dit staat hier om vooraf te beoordelen" in text
    assert "een cliënt voelt zich gedwongen te delen" in text
    assert "te laten lezen" not in page(administrator, world, "clienten")
    world.switch(Module.CONVERSATION)
    text = page(administrator, world, "dpia")
    assert "Staat uit" not in text
    assert "advies van de FG" in text
    assert "laten lezen in een gesprek" in page(administrator, world, "clienten")


def test_what_papers_say_of_health_is_what_is_asked(world: World, administrator: Client) -> None:
    """One question in each questionnaire for clients, and none for who works here."""
    for edition in available():
        instrument = load(edition.code, edition.version)
        asked = [item.code for item in instrument.items if "ezondheid" in item.text]
        for_clients = instrument.group == RespondentGroup.CLIENT
        assert asked == ([HEALTH_ITEM] if for_clients else []), str(edition)
    world.wave(world.team("a", 1), edition="c1@1")
    assert "Elke vragenlijst voor cliënten heeft één vraag over" in page(
        administrator, world, "dpia"
    )
    assert "uitzondering op artikel 9" in page(administrator, world, "verwerkingsregister")


def test_the_day_is_in_dutch_for_who_reads_in_english(world: World, administrator: Client) -> None:
    answer = administrator.get(
        reverse("paper", args=[world.slug, "dpia"]), headers={"accept-language": "en"}
    )
    with translation.override("nl"):
        day = date_format(TODAY, "j F Y")
    assert f"Ingevuld op {day} met" in answer.content.decode()


def test_the_terms_tell_what_stays_after_a_dialogue_and_of_sharing(
    world: World, administrator: Client
) -> None:
    text = page(administrator, world, "dpia")
    assert f"de vraag: {READ_FOR.days} dagen langer" in text
    assert f"{TERM.days} dagen, of tot de cliënt stopt" in text


def test_who_gives_tokens_for_the_mail_is_named(
    world: World, administrator: Client, settings: Settings
) -> None:
    settings.IGM_MAIL_OAUTH_URL = "https://tokens.example/oauth2/v2.0/token"
    assert "tokens.example" not in page(administrator, world, "verwerkersbijlage")
    settings.IGM_MAIL_OAUTH_CLIENT = "portaal"
    assert "tokens.example" in page(administrator, world, "verwerkersbijlage")


def test_on_a_phone_each_cell_says_of_which_column_it_is(
    world: World, administrator: Client
) -> None:
    text = page(administrator, world, "dpia")
    assert text.count('aria-hidden="true">wat overblijft: </span>') > 5


def test_every_risk_of_the_dpia_is_weighed_by_what_is_set_here(
    world: World, settings: Settings
) -> None:
    def tables() -> list[list[list[str]]]:
        parts = parts_of("dpia", facts_of(world.organisation, TODAY))
        return [part.rows for part in parts if part.rows and part.rows[0][0] == "risico"]

    settings.IGM_SECOND_STEP_REQUIRED = True
    risks, weighed = tables()
    assert [row[0] for row in weighed] == [row[0] for row in risks]
    assert {cell for row in weighed[1:] for cell in row[1:3]} <= {"klein", "middel", "groot"}
    assert weighed[-1][1] == "klein"
    settings.IGM_SECOND_STEP_REQUIRED = False
    weighed = tables()[1]
    assert weighed[-1][1] == "middel"
    assert "geen tweede stap" in weighed[-1][3]


def test_the_dpia_says_for_each_role_what_comes_from_others(
    world: World, administrator: Client
) -> None:
    def rows() -> dict[str, str]:
        parts = parts_of("dpia", facts_of(world.organisation, TODAY))
        (part,) = (part for part in parts if "artikel 14" in part.title)
        return {row[0]: row[1] for row in part.rows[1:]}

    assert list(rows()) == ["medewerker", "leidinggevende", "HR-adviseur en beheerder", "cliënt"]
    assert "nog geen cliënten" in rows()["cliënt"]
    world.wave(world.team("a", 1), edition="c1@1")
    SignInProvider.objects.create(
        organisation=world.organisation,
        issuer="https://login.zandstad.example/realms/a",
        client_id="x",
        sealed_secret="",
    )
    assert rows()["cliënt"].startswith("niets")
    assert "login.zandstad.example" in rows()["wie met het werkaccount aanmeldt"]


def test_what_a_row_of_the_bio_points_to_exists(world: World) -> None:
    rows = [
        row
        for part in parts_of("bio", facts_of(world.organisation, TODAY))
        for row in part.rows[1:]
    ]
    assert len(rows) > 25
    shown = {row[-1] for row in rows}
    assert "niet aangetoond" in shown
    for name in shown - {"niet aangetoond"}:
        assert (Path(django_settings.BASE_DIR) / name).is_file(), name


@pytest.mark.parametrize("name", PAPERS)
def test_a_word_processor_reads_every_paper(
    world: World, administrator: Client, tmp_path: Path, name: str
) -> None:
    """LibreOffice Writer opens it, and everything still stands in what it makes of it."""
    file = tmp_path / f"{name}.odt"
    file.write_bytes(ask(administrator, world, name, "paper_odt").content)
    (made,) = convert(file, "txt:Text (encoded):UTF8", tmp_path)
    text = made.read_text(encoding="utf-8-sig")
    assert DRAFT in text
    for part in parts_of(name, facts_of(world.organisation, TODAY)):
        assert part.title in text
        assert [line for line in part.lines if line not in text] == []
        assert [cell for row in part.rows for cell in row if cell not in text] == []


@pytest.mark.parametrize("name", PAPERS)
def test_no_cell_of_a_printed_table_lies_over_another(
    world: World, administrator: Client, tmp_path: Path, name: str
) -> None:
    content = ask(administrator, world, name, "paper_pdf").content
    assert words_over_others(content, tmp_path) == []


def test_a_paper_tells_no_number_of_people_and_no_name(world: World, administrator: Client) -> None:
    wave = world.wave(world.team("a", 23))
    world.answer_all(wave, ["a-1", "a-2"])
    for name in PAPERS:
        text = page(administrator, world, name)
        assert "A-1" not in text
        assert "23 " not in text


def test_everybody_reads_what_the_works_council_is_asked_and_no_other_paper(world: World) -> None:
    world.team("a", 2)
    client = Client()
    client.force_login(world.people["a-1"])
    modules = client.get(reverse("modules", args=[world.slug])).content.decode()
    for name, one in PAPERS.items():
        address = reverse("paper", args=[world.slug, name])
        expected = 200 if one.for_everybody else 403
        assert client.get(address).status_code == expected
        assert client.get(reverse("paper_pdf", args=[world.slug, name])).status_code == expected
        assert client.get(reverse("paper_odt", args=[world.slug, name])).status_code == 403
        assert (address in modules) == one.for_everybody


def test_only_who_may_take_a_paper_along_is_asked_to_fill_it_in(
    world: World, administrator: Client
) -> None:
    world.team("a", 2)
    employee = Client()
    employee.force_login(world.people["a-1"])
    address = reverse("paper", args=[world.slug, "instemming"])
    assert "dat vult u zelf in." in administrator.get(address).content.decode()
    assert "dat vult je organisatie in." in employee.get(address).content.decode()


def test_another_paper_does_not_exist(world: World, administrator: Client) -> None:
    for kind in ("paper", "paper_pdf", "paper_odt"):
        address = reverse(kind, args=[world.slug, "wachtwoorden"])
        assert administrator.get(address).status_code == 404


def test_a_line_before_any_heading_is_a_mistake() -> None:
    with pytest.raises(NoPart):
        read("- los\n## Kop")
