"""The main job, played through the pages: from launch to team profile."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from reports.texts.sentences import WITHHELD_TEXT
from surveys.models import Wave
from tests.browser.moves import sign_in
from tests.environment.watch import Watch
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]
OPENING = re.compile("^(Om over na te denken|Het meest helpt je|Je scores)")
REVIEW = re.compile(r"/nakijken/(\?participant=\w+)?$")


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.team("Negen", 9)
    world.team("Zes", 6)
    world.give("hr", Role.HR_ADVISER)
    return world


def test_from_launch_to_team_profile(
    world: World,
    live_server: LiveServer,
    new_context: Open,
    watch: Watch,
    axe: Callable[[Page], None],
) -> None:
    adviser = new_context().new_page()
    wave = plan_and_launch(adviser, live_server.url, world)
    for number, name in enumerate(everyone()):
        respondent = new_context().new_page()
        respondent.set_viewport_size({"width": 360, "height": 740})
        fill_in(respondent, live_server.url, world, name, first=number == 0, axe=axe)
        respondent.context.close()
    close(adviser, live_server.url, world, wave)
    check_withheld(adviser, live_server.url, world, wave)
    manager = new_context().new_page()
    read_team_profile(manager, live_server.url, world, wave, axe)
    watch.expect("status of 404")
    keep_out(new_context().new_page(), live_server.url, world, wave)


def everyone() -> list[str]:
    return [f"Negen-{n}" for n in range(1, 10)] + [f"Zes-{n}" for n in range(1, 7)]


def plan_and_launch(page: Page, site: str, world: World) -> Wave:
    sign_in(page, site, world, "hr")
    page.get_by_role("link", name="Metingen").click()
    page.get_by_role("link", name="Meting plannen").click()
    page.get_by_label("Naam van de meting").fill("Voorjaar")
    today = timezone.localdate()
    page.get_by_label("Eerste dag").fill(today.isoformat())
    page.get_by_label("Laatste dag").fill((today + timedelta(days=14)).isoformat())
    page.get_by_label("Negen").check()
    page.get_by_label("Zes").check()
    page.get_by_role("button", name="Plan opslaan").click()
    page.get_by_role("link", name="Verder naar starten").click()
    page.get_by_label("Nodig iedereen meteen uit per mail: 15 mails").uncheck()
    page.get_by_role("button", name="Starten").click()
    expect(page.get_by_role("status").first).to_contain_text("gestart")
    return Wave.objects.get(title="Voorjaar")


def fill_in(
    page: Page,
    site: str,
    world: World,
    name: str,
    *,
    first: bool,
    axe: Callable[[Page], None],
) -> None:
    """The first one looks around; the others answer as quickly as the pages allow."""
    sign_in(page, site, world, name)
    page.get_by_role("link", name="Beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aan mijn vakmanschap werken")
    if first:
        axe(page)
    page.get_by_role("link", name="Beginnen").click()
    index = everyone().index(name)
    while not REVIEW.search(page.url):
        answer_page(page, index)
        if first:
            axe(page)
        with page.expect_navigation():  # it may wait for an answer that is still on its way
            page.locator("button[name=to][value=next]").click()
    if first:
        axe(page)
    page.get_by_role("button", name="Versturen en mijn profiel bekijken").click()
    expect(page.locator("main")).to_contain_text("zoals je het zelf hebt verteld")
    expect(page.get_by_role("heading", level=1)).to_have_text(OPENING)
    if first:
        axe(page)


def answer_page(page: Page, index: int) -> None:
    questions = page.locator("fieldset[data-question]")
    for place in range(questions.count()):
        options = questions.nth(place).locator("[data-answers] input")
        options.nth((index + place) % 3 + 1).check()


def close(page: Page, site: str, world: World, wave: Wave) -> None:
    page.goto(f"{site}/{world.slug}/metingen/{wave.pk}/")
    # Counted from tomorrow morning on: who watches this page sees nobody send.
    expect(page.get_by_role("listitem").filter(has_text="Negen")).to_contain_text("nog geen stand")
    expect(page.get_by_role("listitem").filter(has_text="Zes")).not_to_contain_text("%")
    page.get_by_text("Meer", exact=True).click()
    page.get_by_role("link", name="Meting sluiten…").click()
    page.get_by_label("Ik sluit 14 dagen eerder").check()
    page.get_by_role("button", name="Sluiten en resultaten maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wave.title)
    expect(page.locator(".igm-tabs [aria-current]")).to_have_text("Resultaten")


def check_withheld(page: Page, site: str, world: World, wave: Wave) -> None:
    """The six, and every total that would give them away, on every page there is."""
    small = Team.objects.get(name="Zes")
    places = (f"team/{small.pk}", f"afdeling/{small.department_id}", "organisatie")
    for place in places:
        page.goto(f"{site}/{world.slug}/metingen/{wave.pk}/{place}/")
        expect(page.get_by_text(str(WITHHELD_TEXT))).to_be_visible()
        expect(page.locator("svg:not(.igm-icon)")).to_have_count(0)
        expect(page.locator("main")).not_to_contain_text("%")


def read_team_profile(
    page: Page, site: str, world: World, wave: Wave, axe: Callable[[Page], None]
) -> None:
    sign_in(page, site, world, "manager-Negen")
    axe(page)
    page.get_by_role("link", name="Negen bekijken").click()
    expect(page.locator(".igm-message__above")).to_contain_text("Negen")
    expect(page.get_by_text("7 tot en met 9 mensen")).to_be_visible()
    expect(page.locator("figure svg").first).to_be_visible()
    axe(page)


def keep_out(page: Page, site: str, world: World, wave: Wave) -> None:
    elsewhere = settle("duinen", "Duinen")
    elsewhere.give("vreemd", Role.HR_ADVISER)
    sign_in(page, site, elsewhere, "vreemd")
    for place in ("", f"metingen/{wave.pk}/", f"metingen/{wave.pk}/teams/"):
        answer = page.goto(f"{site}/{world.slug}/{place}")
        assert answer is not None
        assert answer.status == 404
