"""What helps in the profession: planned, skipped or filled in by keyboard, and read by HR; also on
a phone, without JavaScript and in English.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Module
from surveys.models import Wave
from surveys.models.response import Response
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.switch(Module.SUPPORT)
    wave = world.wave(world.team("a", 8), world.team("b", 8), asks_support=True)
    world.answer_all(wave, [f"{team}-{number}" for team in "ab" for number in range(1, 8)])
    return world


def test_it_is_filled_in_by_keyboard_and_kept_at_once(
    page: Page, live_server: LiveServer, world: World, axe: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    sign_in(page, live_server.url, world, "a-8")
    wave = Wave.objects.get()
    last = len(wave.questionnaire_in("nl").pages)
    page.goto(f"{live_server.url}/{world.slug}/vragenlijst/{wave.pk}/")
    expect(
        page.get_by_role("heading", name="Aan het eind: wat helpt jou in je vak?")
    ).to_be_visible()
    mark = world.invitation(wave, "a-8").mark
    page.goto(
        f"{live_server.url}/{world.slug}/vragenlijst/{wave.pk}/{last - 1}/?participant={mark}"
    )
    expect(page.get_by_role("heading", name="Wat helpt jou in je vak?")).to_be_visible()
    axe(page)
    question = page.get_by_role("radio", name="eens", exact=True).first
    question.focus()
    with page.expect_response(lambda answer: "/antwoord/" in answer.url):
        page.keyboard.press("Space")
    skip = page.get_by_role("button", name="Deze vragen overslaan")
    skip.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nakijken/**")
    assert Response.objects.get(wave=wave, sent=False).support_answers == "4" + "." * 9


@pytest.mark.parametrize("width", [360, 1280])
def test_hr_reads_it_without_javascript_in_two_languages(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    world: World,
    axe: Callable[[Page], None],
    width: int,
) -> None:
    wave = Wave.objects.get()
    world.close(wave)
    for language, name, heading in (
        ("nl", "Wat helpt", "Wat doen we nu?"),
        ("en", "What helps", "What do we do now?"),
    ):
        page = new_context(java_script_enabled=False).new_page()
        page.context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
        )
        page.set_viewport_size({"width": width, "height": 780})
        sign_in(page, live_server.url, world, "hr")
        page.goto(f"{live_server.url}/{world.slug}/overzicht/")
        page.locator(".igm-tabs").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        expect(page.locator(".igm-row")).to_have_count(10)
        expect(page.locator(".igm-topic")).to_have_count(5)
        looked = new_context().new_page()
        looked.context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
        )
        looked.set_viewport_size({"width": width, "height": 780})
        sign_in(looked, live_server.url, world, "hr")
        looked.goto(page.url)
        assert looked.evaluate("document.documentElement.scrollWidth") <= width
        axe(looked)
