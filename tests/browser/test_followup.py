"""From result to change as five people: a manager, two members (one without script), head, HR."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.published import cell, close, means
from tests.world import settle

pytestmark = pytest.mark.django_db(transaction=True)

WORDS, QUESTION = "Rode map voor spoed", "Mag spoed via de rode map?"
ANSWER, JUDGEMENT = "het contract loopt tot januari", "Minder onderbrekingen"
TEAMS = ("Centrum", "Noord", "Oost")


def test_a_team_talks_agrees_asks_looks_back_and_is_measured_again(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
) -> None:
    world, site = settle(), live_server.url
    teams = [world.team(name, 2) for name in TEAMS]
    world.give("head", Role.DEPARTMENT_HEAD, department=teams[0].department)
    first, second = (world.wave(*teams, title=title) for title in ("Voorjaar", "Najaar"))
    today = timezone.localdate()
    low = {name: means() | {"context": cell(40)} for name in TEAMS}
    close(first, low, on=today - timedelta(days=9))

    def person(name: str, *, script: bool = True) -> Page:
        page = new_context(java_script_enabled=script).new_page()
        sign_in(page, site, world, name)
        return page

    def look(page: Page) -> None:
        assert not list(faults_of(page, axe, language="nl")), page.url
        page.set_viewport_size({"width": 1280, "height": 800})

    manager = person("manager-Centrum")
    profile = f"{site}/zandstad/metingen/{first.pk}/team/{teams[0].pk}/"
    manager.get_by_role("link", name="Naar het gesprek").click()
    with manager.context.expect_page() as opened:
        manager.get_by_role("link", name="Start het uur").click()
    hour = opened.value
    hour.goto(f"{profile}presenteren/?stap=5")
    hour.get_by_label("Rust en steun om je heen").check()
    look(hour)
    hour.keyboard.press("PageDown")  # a remote control, after a tap
    expect(hour.get_by_text("Rust en steun om je heen")).to_be_visible()
    hour.keyboard.press("PageDown")
    what = hour.get_by_label("Wat spreken jullie af?")
    what.fill(WORDS)
    what.press("PageDown")
    what.press("ArrowLeft")  # in a field a key is for typing
    hour.get_by_label("Wat voorgaat, en wat weg kan").check()
    look(hour)
    hour.get_by_role("button", name="Leg deze afspraak vast").click()
    expect(hour.get_by_text(WORDS)).to_be_visible()
    hour.get_by_role("link", name="Voorleggen aan iemand anders").click()
    hour.get_by_label("Wat vragen jullie").fill(QUESTION)
    hour.locator("[name=manager_knows]").check()
    hour.get_by_role("button", name="Bekijk wat zij lezen").click()
    expect(hour.locator("blockquote")).to_contain_text(f"Centrum: {QUESTION}")
    look(hour)
    hour.get_by_role("button", name="Leg het voor").click()
    hour.get_by_role("button", name="We hebben het besproken").click()
    expect(hour.get_by_text("jullie hebben er vandaag over gepraat")).to_be_visible()

    head = person("head")
    head.get_by_role("link", name="Lezen").first.click()
    expect(head.get_by_text(QUESTION)).to_be_visible()
    expect(head.get_by_text(WORDS)).to_have_count(0)
    head.locator("[name=kind][value=no]").check()
    head.get_by_label("In één zin").fill(ANSWER)
    head.get_by_role("button", name="Verstuur het antwoord").click()
    expect(head.get_by_text(ANSWER)).to_be_visible()

    hr = person("hr")
    hr.get_by_role("link", name="Wie heeft het besproken?").click()
    row = hr.get_by_role("row", name="Centrum")
    expect(row).to_contain_text("gehouden op")
    expect(hr.get_by_text(WORDS)).to_have_count(0)
    look(hr)

    member = person("Centrum-1", script=False)
    member.goto(f"{profile}opvolging/")
    expect(member.get_by_text(ANSWER)).to_be_visible()
    member.get_by_role("link", name="Terugkijken").click()
    member.locator("[name=state][value=done]").check()
    member.locator("[name=sentence]").fill(JUDGEMENT)
    member.get_by_role("button", name="Opslaan").click()
    member.locator("#afspraken summary").click()  # what has ended is folded away
    expect(member.get_by_text(JUDGEMENT)).to_be_visible()

    other = person("Centrum-2")
    expect(other.get_by_text("1 gelukt")).to_be_visible()  # the wave that is open now
    close(second, {name: means() | {"context": cell(70)} for name in TEAMS}, on=today)
    other.goto(f"{site}/zandstad/metingen/{second.pk}/team/{teams[0].pk}/")
    came = other.locator("#agreements")
    expect(came).to_contain_text(JUDGEMENT)
    expect(came).to_contain_text("toen 40 (36 tot 44), nu 70 (66 tot 74); hoger dan toen")
    expect(came).to_contain_text("Alle 3 teams")
    look(other)
