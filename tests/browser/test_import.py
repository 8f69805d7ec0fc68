"""An administrator imports people: first a file with faults, then a good one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Membership, Team
from igm_portal.accounts.roles import Role
from tests.browser.moves import sign_in
from tests.integration.test_import_layout import AFAS, TITLES
from tests.unit.igm_portal import workbooks
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "personeelsnummer;e-mail;naam;afdeling;team;rol;functie;vanaf;tot"
WITH_FAULTS = f"""{HEADER}
1;eva@zandstad.example;=HYPERLINK("x");Werk;Oost;medewerker;klantmanager;1-1-2026;
2;geen adres;Ivo;Werk;Oost;directeur;;31-2-2026;
"""
GOOD = f"""{HEADER}
1;eva@zandstad.example;Eva de Vries;Werk;Oost;medewerker;klantmanager;1-1-2026;
2;ivo@zandstad.example;Ivo Smit;Werk;Oost;teammanager;;1-1-2026;
"""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.give("administrator", Role.ADMINISTRATOR)
    return world


@pytest.mark.parametrize("width", [360, 1280])
def test_an_import_with_faults_and_then_without(
    width: int,
    world: World,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = new_context().new_page()
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server.url, world, "administrator")
    page.goto(f"{live_server.url}/{world.slug}/mensen/importeren/")
    axe(page)

    upload(page, tmp_path, WITH_FAULTS)
    faults = page.locator("[data-error-summary]")
    expect(faults).to_be_focused()
    expect(faults.locator("tbody tr")).to_have_count(4)
    expect(faults.locator("tbody tr").nth(1)).to_contain_text("geen adres")
    axe(page)
    assert not Team.objects.exists()

    upload(page, tmp_path, GOOD)
    expect(page.locator("main")).to_contain_text("Eva de Vries")
    no_sideways_scroll(page)
    axe(page)
    assert not Team.objects.exists()
    page.locator("button[value=confirm]").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_role("link", name="Mensen en teams").click()
    expect(page.get_by_role("link", name="Eva de Vries")).to_be_visible()
    no_sideways_scroll(page)
    axe(page)
    assert Membership.objects.filter(team__name="Oost").count() == 2


def upload(page: Page, folder: Path, text: str) -> None:
    file = folder / "mensen.csv"
    file.write_bytes(text.encode("cp1252"))
    page.locator("input[type=file]").set_input_files(file)
    page.locator("button[name=to]").first.click()


def no_sideways_scroll(page: Page) -> None:
    """Tables scroll in their own box, never the page."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_columns_and_titles_of_an_export_are_chosen_once(
    width: int,
    script: bool,
    world: World,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server.url, world, "administrator")
    page.goto(f"{live_server.url}/{world.slug}/mensen/importeren/")
    path = tmp_path / "export.xlsx"
    path.write_bytes(workbooks.xlsx(Export=AFAS))
    page.get_by_label("Spreadsheet of CSV").set_input_files(path)
    page.locator("button[name=to]").first.click()

    expect(page.locator("h1")).to_have_text("Wat zijn de kolommen?")
    expect(page.get_by_label("Medewerker")).to_have_value("personeelsnummer")
    looked_at(page, axe if script else None, f"columns-{width}")
    page.get_by_label("Voornaam").select_option("roepnaam")
    page.get_by_role("button", name="Onthouden en verder").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Een andere kolom is dit al")
    looked_at(page, axe if script else None, f"columns-wrong-{width}")
    page.get_by_label("Voornaam").select_option("")
    page.get_by_role("button", name="Onthouden en verder").click()

    expect(page.locator("h1")).to_have_text("Welke functie is het?")
    for title, choice in TITLES.items():
        page.get_by_label(title).select_option(choice)
    looked_at(page, axe if script else None, f"titles-{width}")
    page.get_by_role("button", name="Onthouden en verder").click()

    expect(page.locator("main")).to_contain_text("Fatma de Vries")
    looked_at(page, axe if script else None, f"preview-{width}")
    page.get_by_role("link", name="Wijzigen wat is onthouden").click()
    expect(page.locator("h1")).to_have_text("Wat van eerdere bestanden is onthouden")
    looked_at(page, axe if script else None, f"remembered-{width}")
    assert not Team.objects.exists()


def looked_at(page: Page, axe: Callable[[Page], None] | None, name: str) -> None:
    """The page breaks no accessibility rule and is not wider than the window."""
    no_sideways_scroll(page)
    page.screenshot(path=f"test-results/import/{name}.png", full_page=True)
    if axe:
        axe(page)
