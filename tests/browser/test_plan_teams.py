"""Choosing the teams of a wave: a department and all teams follow what is ticked below them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from surveys.models import Wave
from tests.browser.test_accessibility import enter
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    for department, numbers in (("Werk", (1, 2, 11)), ("Inkomen", (3, 4, *range(12, 21)))):
        for number in numbers:
            world.team(f"team-{number}", int(number == 1), department)
    return world


@pytest.mark.parametrize("script", [True, False])
def test_a_department_in_one_tick(
    world: World,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
    script: bool,
) -> None:
    context = new_context(java_script_enabled=script)
    enter(context, live_server.url, world.people["hr"])
    page = context.new_page()
    page.goto(f"{live_server.url}/zandstad/metingen/nieuw/")
    everyone = page.get_by_label("Alle teams (14)")
    work = page.get_by_label("Hele afdeling Werk (3 teams)")
    first = page.get_by_label("team-1 · 1 medewerker")
    work.check()
    if script:
        axe(page)
        expect(first).to_be_checked()
        totals = page.locator("[data-total=klantmanager]")
        expect(totals).to_have_text(["3 teams, 1 mens", "", "3 teams, 1 mens"])
        assert everyone.evaluate("box => box.indeterminate && !box.checked")
        everyone.check()
        expect(page.get_by_label("team-4 · ")).to_be_checked()
        first.uncheck()
        expect(everyone).not_to_be_checked()
        expect(work).not_to_be_checked()
        expect(page.get_by_label("Hele afdeling Inkomen")).to_be_checked()
        page.get_by_label("Zoek een team").fill("TEAM-3")
        expect(page.locator("[data-team]:visible")).to_have_count(1)
        expect(everyone).to_be_hidden()
        page.get_by_label("Zoek een team").fill("")
        expect(everyone).to_be_visible()
    # Without a script too: what does not belong to the chosen audience is out of sight.
    page.get_by_label("Cliënten: Werk zoeken").check()
    expect(everyone).to_be_hidden()
    page.get_by_label("Leidinggevenden: Ontwikkelingsgericht").check()
    expect(page.get_by_label("team-3 ·").locator("..")).to_have_text(
        "team-3 · 1 leidinggevende", use_inner_text=True
    )
    page.get_by_label("Klantmanagers: Aan mijn vakmanschap").check()
    expect(work).to_be_visible()
    page.get_by_label("Naam van de meting").fill("Voorjaar")
    page.get_by_label("Eerste dag").fill("2027-01-04")
    page.get_by_label("Laatste dag").fill("2027-01-29")
    page.get_by_role("button", name="opslaan").click()
    page.wait_for_url("**/metingen/*/plan/")
    names = set(Wave.objects.get().teams.values_list("team_name", flat=True))
    numbers = (2, 11, 3, 4, *range(12, 21)) if script else (1, 2, 11)
    assert names == {f"team-{number}" for number in numbers}
