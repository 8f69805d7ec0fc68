"""Pages of a retest: its plan, what its participants read, and what came of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from surveys.models import Wave
from surveys.services.retests import plan_retest
from surveys.services.waves import launch_wave
from tests.browser.looking import ALL_VIEWS, faults_of
from tests.browser.test_accessibility import enter
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., BrowserContext]
Axe = Callable[[Page], None]


@pytest.fixture
def world(live_server: LiveServer) -> World:
    """Eight teams of eight: two waves that closed two weeks ago, of which one had its retest."""
    world = settle()
    teams = [world.team(f"t{number}", 8) for number in range(8)]
    people = [f"{team.name}-{number}" for team in teams for number in range(1, 9)]
    today = timezone.localdate()
    for title in ("Eerste", "Andere"):
        wave = world.wave(*teams, title=title)
        world.answer_all(wave, people)
        world.close(wave)
        days = {"starts_on": today - timedelta(days=30), "closes_on": today - timedelta(days=15)}
        Wave.objects.filter(pk=wave.pk).update(**days)
    hr, first = world.access("hr"), Wave.objects.get(title="Eerste")
    days = {"starts_on": today, "closes_on": today + timedelta(days=7)}
    retest = plan_retest(access=hr, first=first, title="Tweede", **days)
    launch_wave(access=hr, wave=retest, today=today)
    world.answer_all(retest, people[3:] + people[1:2])
    return world


@pytest.mark.parametrize("language", ["nl", "en"])
def test_in_every_view(
    world: World, live_server: LiveServer, new_context: Open, axe: Axe, language: str
) -> None:
    retest, other = (Wave.objects.get(title=title) for title in ("Tweede", "Andere"))
    faults: list[str] = []

    def look(who: str, *addresses: str) -> None:
        context = new_context()
        enter(context, live_server.url, world.people[who], language)
        page = context.new_page()
        for url in addresses:
            answer = page.goto(f"{live_server.url}/zandstad/{url}")
            assert answer is not None
            assert answer.status == 200, url
            faults.extend(faults_of(page, axe, language=language, views=ALL_VIEWS))

    look("t0-1", f"vragenlijst/{retest.pk}/")
    look(
        "hr",
        f"metingen/{other.pk}/hertest/",
        f"metingen/{retest.pk}/",
        f"metingen/{retest.pk}/plan/",
    )
    world.close(retest)
    look("hr", f"metingen/{retest.pk}/kwaliteit/", f"metingen/{retest.pk}/", "metingen/")
    look("t0-2", f"metingen/{retest.pk}/mijn-profiel/")
    assert not faults, "\n".join(faults)
