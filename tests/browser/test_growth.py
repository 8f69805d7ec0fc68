"""What somebody does with the own profile: a plan, with a keyboard, also without a script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import OwnPlan
from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def world() -> World:
    """A team whose first member has an own profile; plans are switched on."""
    world = settle()
    wave = world.wave(world.team("a", 2), title="Voorjaar")
    world.answer_all(wave, ["a-1"])
    world.give("administrator", Role.ADMINISTRATOR)
    world.switch(Module.OWN_PLAN)
    return world


def looking_at(page: Page, axe: Callable[[Page], None]) -> Callable[[], None]:
    """Looks for faults on the page of the moment."""

    def look() -> None:
        assert not list(faults_of(page, axe, language="nl")), page.url

    return look


def no_look() -> None:
    """Axe needs a script."""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_hr_adds_a_learning_moment_and_it_stands_beside_its_element(
    world: World,
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
    script: bool,
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    look = looking_at(page, axe) if script else no_look
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/zandstad/leermomenten/")
    look()
    page.get_by_role("link", name="Leermoment toevoegen").press("Enter")
    look()
    page.get_by_label("Inspiratielab").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Rust in een vol hoofd")
    page.get_by_label("Bij welk element hoort het?").select_option("context")
    page.get_by_label("Op welke dag is het?").fill((TODAY + timedelta(days=9)).isoformat())
    page.locator("[name=begins]").fill("10:00")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Vul beide tijden in, het einde na het begin.").last).to_be_visible()
    look()
    page.locator("[name=ends]").fill("11:30")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", name="Rust in een vol hoofd")).to_be_visible()
    look()
    reader = new_context(java_script_enabled=script).new_page()
    sign_in(reader, live_server.url, world, "a-1")
    reader.goto(f"{live_server.url}/zandstad/mijn-profiel/")
    link = reader.get_by_role("link", name="Rust in een vol hoofd", include_hidden=True)
    reader.goto(f"{live_server.url}{link.get_attribute('href')}")
    with reader.expect_download() as calendar:
        reader.get_by_role("link", name="In mijn agenda").click()
    assert calendar.value.suggested_filename == "agenda.ics"
    page.get_by_role("link", name="Wijzigen of verwijderen").click()
    look()
    page.get_by_role("button", name="Dit leermoment verwijderen").press("Enter")
    expect(page.get_by_text("Het leermoment is verwijderd.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_klantmanager_makes_a_plan_keeps_it_and_takes_it_away(
    world: World,
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
    script: bool,
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    look = looking_at(page, axe) if script else no_look
    sign_in(page, live_server.url, world, "a-1")
    page.get_by_role("link", name="Mijn profiel").first.click()
    look()
    page.get_by_role("link", name="Maak een klein plan").click()
    look()
    page.get_by_label("Rust en steun om je heen").focus()
    page.keyboard.press("Space")
    for words in ("Vijf minuten niets plannen", "ik de hoorn neerleg", "schrijf ik één zin op"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    day = (TODAY + timedelta(days=9)).isoformat()
    page.get_by_label("Op welke dag kijk je terug?").fill(day)
    with page.expect_download() as paper:
        page.get_by_role("button", name="Alleen de PDF, niets bewaren").click()
    assert paper.value.suggested_filename == "mijn-blad.pdf"
    assert not OwnPlan.objects.exists()
    page.get_by_role("button", name="Hier bewaren").press("Enter")
    expect(page.get_by_text("Als ik de hoorn neerleg, dan schrijf ik één zin op.")).to_be_visible()
    look()
    with page.expect_download() as calendar:
        page.get_by_role("link", name="In mijn agenda").click()
    assert calendar.value.suggested_filename == "agenda.ics"
    page.get_by_role("link", name="Mijn plan wijzigen").click()
    page.get_by_label("Wat is één kleine stap?").fill("")
    page.get_by_role("button", name="Wijziging bewaren", exact=True).click()
    expect(page.get_by_label("Wat is één kleine stap?")).to_have_attribute("aria-invalid", "true")
    look()
    page.get_by_role("link", name="Mijn profiel").first.click()
    page.get_by_role("link", name="Naar mijn plan").click()
    page.get_by_role("button", name="Mijn plan weghalen").press("Enter")
    expect(page.get_by_text("Je hebt hier geen plan meer.")).to_be_visible()
    assert not OwnPlan.objects.exists()
