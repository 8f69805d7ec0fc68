"""What a small phone shows without scrolling: promises with the way on, and whole questions."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from surveys.models import Wave
from tests.browser.looking import COVERED
from tests.browser.moves import sign_in
from tests.clients import client_wave, codes
from tests.published import close, means
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]

HEIGHTS = (640, 780)
LANGUAGES = ("nl", "nl-easy", "en")
PROMISES = ".igm-promises > li"
BEGIN = "form[action$='/beginnen/'] button, main .igm-actions > a:first-child"
BELOW = """
(found) => [...document.querySelectorAll(found)]
  .filter((it) => it.getBoundingClientRect().bottom > innerHeight)
  .map((it) => `${Math.round(it.getBoundingClientRect().bottom)}: ${it.textContent.trim()}`)
"""
"""What stands below the screen of all that is found."""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    cache.clear()
    return settle()


@pytest.fixture
def wave(world: World) -> Wave:
    return client_wave(world, version=2)


def low(page: Page, found: str) -> list[str]:
    """What of these is out of sight on any phone."""
    expect(page.locator(found).first).to_be_attached()
    page.wait_for_load_state()
    missed = []
    for height in HEIGHTS:
        page.set_viewport_size({"width": 360, "height": height})
        missed += [f"{height}: {it}" for it in page.evaluate(BELOW, found)]
    return missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_client_sees_promises_and_every_whole_question_at_once(
    language: str, world: World, wave: Wave, live_server: LiveServer, new_context: Open
) -> None:
    page = new_context().new_page()
    page.goto(f"{live_server.url}/meedoen/{codes(world, wave)[0]}/")
    page.locator(f".igm-languages button[value='{language}']").click()
    expect(page.locator(PROMISES)).to_have_count(3)
    missed = {"introduction": low(page, f"{PROMISES}, {BEGIN}")}
    page.locator(BEGIN).click()
    missed["own code"] = low(page, ".igm-code, main .igm-actions > a")
    page.locator("main .igm-actions > a").click()
    page.wait_for_url("**/vraag/1/*")
    first = page.url
    for number in range(1, len(wave.launched.instrument.pages) + 1):
        page.goto(first.replace("/vraag/1/", f"/vraag/{number}/"))
        for height in HEIGHTS:
            page.set_viewport_size({"width": 360, "height": height})
            missed[f"question {number} at {height}"] = page.evaluate(COVERED)
    assert not {place: what for place, what in missed.items() if what}


def test_an_employee_sees_promises_and_the_way_on_at_once(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    world.wave(world.team("a", 2))
    page = new_context().new_page()
    sign_in(page, live_server.url, world, "a-1")
    page.locator("main a[href*='/vragenlijst/']").click()
    assert low(page, f"{PROMISES}, {BEGIN}") == []


def test_a_team_sees_its_sentence_and_picture_at_once_and_then_the_facts(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    team = world.team("a", 12)
    wave = world.wave(team)
    world.answer_all(wave, [f"a-{number}" for number in range(1, 13)])
    world.close(wave)
    page = new_context().new_page()
    sign_in(page, live_server.url, world, "a-1")
    page.goto(f"{live_server.url}{reverse('team_profile', args=[world.slug, wave.pk, team.pk])}")
    assert low(page, ".igm-message__sentence, .igm-message .igm-hero") == []
    message, facts, begin = (
        page.locator(found).bounding_box() for found in (".igm-message", ".igm-fact-list", "#begin")
    )
    assert message
    assert facts
    assert begin
    assert message["y"] + message["height"] <= facts["y"]
    assert facts["y"] + facts["height"] <= begin["y"]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_result_comes_before_the_ways_to_other_groups_on_a_phone(
    width: int, world: World, live_server: LiveServer, new_context: Open
) -> None:
    world.give("hr", Role.HR_ADVISER)
    teams = [world.team(name, 1) for name in ("a", "b")]
    wave = world.wave(*teams)
    close(wave, {"a": means(60), "b": means(50)})
    page = new_context().new_page()
    page.set_viewport_size({"width": width, "height": 780})
    sign_in(page, live_server.url, world, "hr")
    page.goto(
        f"{live_server.url}{reverse('team_profile', args=[world.slug, wave.pk, teams[0].pk])}"
    )
    ways = page.locator(".igm-neighbours:visible")
    expect(ways).to_have_count(1)
    result, beside = page.locator(".igm-message").bounding_box(), ways.bounding_box()
    assert result
    assert beside
    assert (beside["y"] > result["y"]) == (width == 360)


def test_days_of_conversations_stand_below_each_other(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(*(world.team(name, 2) for name in ("a", "b", "c")))
    page = new_context().new_page()
    sign_in(page, live_server.url, world, "hr")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}{reverse('conversations', args=[world.slug, wave.pk])}")
        rows = [row.bounding_box() for row in page.locator("tbody tr").all()]
        fields = [field.bounding_box() for field in page.locator("tbody input").all()]
        assert len(rows) == len(fields) == 3
        for row, field in zip(rows, fields, strict=True):
            assert row
            assert field
            assert row["y"] <= field["y"]
            assert field["y"] + field["height"] <= row["y"] + row["height"]
