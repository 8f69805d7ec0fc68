"""Pages of several behaviours as they are once there is something to read: the plan by keyboard, a
trial, the spiegel, and elements beside another version.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from surveys.models import Wave, WaveKind
from tests.browser.looking import ALL_VIEWS, faults_of
from tests.browser.test_accessibility import enter
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., BrowserContext]
Axe = Callable[[Page], None]
COURSE = (
    ("Vak één", "k1@1", WaveKind.ORDINARY, 60),
    ("Proef met puzzelen", "k4@1", WaveKind.TRIAL, 40),
    ("Vak nieuw", "k1@2", WaveKind.ORDINARY, 20),
    ("Leiding", "m2@1", WaveKind.ORDINARY, 10),
)
"""Waves of the same teams: the title, what was asked, and how many days ago it closed."""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    """Twelve teams of eight, so that a trial says something and managers meet klantmanagers."""
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    teams = [world.team(f"t{number}", 8) for number in range(12)]
    people = [f"{team.name}-{number}" for team in teams for number in range(1, 9)]
    leaders = [f"manager-{team.name}" for team in teams]
    for title, edition, kind, ago in COURSE:
        wave = world.wave(*teams, title=title, edition=edition, kind=kind)
        world.answer_all(wave, leaders if edition.startswith("m") else people)
        day = timezone.localdate() - timedelta(days=ago)
        Wave.objects.filter(pk=wave.pk).update(starts_on=day - timedelta(days=5), closes_on=day)
        wave.refresh_from_db()
        world.close(wave)
    Wave.objects.exclude(results_at=None).update(results_at=timezone.now() - timedelta(minutes=1))
    return world


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_measured_in_every_view(
    world: World, live_server: LiveServer, new_context: Open, axe: Axe, language: str
) -> None:
    context = new_context()
    enter(context, live_server.url, world.people["hr"], language)
    page = context.new_page()
    site = f"{live_server.url}/zandstad/"
    new, trial = (Wave.objects.get(title=title).pk for title in ("Vak nieuw", "Proef met puzzelen"))
    beside, mirror = "#versie-1 .igm-chart", "#mirror-facet, [id^=mirror]"
    faults: list[str] = []
    for url, there in (
        ("vragenlijsten/", ".igm-cards"),
        ("metingen/", "main"),
        (f"metingen/{trial}/", "main"),
        (f"metingen/{trial}/kwaliteit/", "main table"),
        (f"metingen/{new}/spiegel/", mirror),
        ("overzicht/verloop/?vragenlijst=k1@2", beside),
    ):
        page.goto(site + url)
        assert page.locator(there).count(), url
        faults += faults_of(page, axe, language=language, views=ALL_VIEWS)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_trial_is_planned_by_keyboard_alone(
    world: World, live_server: LiveServer, new_context: Open, axe: Axe, script: bool
) -> None:
    """What is on trial is folded; of what is chosen one reads what it is for, of others a name."""
    context = new_context(java_script_enabled=script)
    enter(context, live_server.url, world.people["hr"])
    page = context.new_page()
    page.goto(f"{live_server.url}/zandstad/metingen/nieuw/")
    puzzle = page.get_by_label("Klantmanagers: Samen puzzelen")
    about = page.locator(".igm-audience__about:visible")
    expect(puzzle).to_be_hidden()
    expect(about).to_have_count(page.locator("[data-audience]:checked").count())
    page.get_by_label("Klantmanagers: Methodisch werken").focus()
    page.keyboard.press("Space")
    expect(about).to_have_count(1)
    expect(about).to_contain_text("stap voor stap")
    folded = page.locator("summary", has_text="1 nog op proef").first
    folded.focus()
    page.keyboard.press("Enter")
    expect(puzzle).to_be_visible()
    puzzle.focus()
    page.keyboard.press("Space")
    expect(puzzle).to_be_checked()
    expect(about).to_have_count(1)
    if script:
        faults = list(faults_of(page, axe, language="nl", views=ALL_VIEWS))
        assert not faults, "\n".join(faults)
    page.get_by_label("Een proefmeting om de vragen te proberen").check()
    page.get_by_label("Met wie is die gekozen?").fill("de teams, in hun overleg")
    page.get_by_label("Hele afdeling Werk").focus()
    page.get_by_label("t0 · ").check()
    page.get_by_label("Naam van de meting").fill("Proef twee")
    page.get_by_role("button", name="opslaan").press("Enter")
    page.wait_for_url("**/metingen/*/plan/")
    expect(page.locator("main")).to_contain_text("Gekozen met")
    wave = Wave.objects.get(title="Proef twee")
    assert (wave.kind, wave.instrument_code) == (WaveKind.TRIAL, "k4")
