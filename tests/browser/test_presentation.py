"""The hour on a screen: with a remote control, on a phone, with a clock, for a screen reader."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.world import settle

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_hour_opens_beside_the_profile_and_turns_by_key(
    page: Page, live_server: LiveServer, axe: Callable[[Page], None]
) -> None:
    world = settle()
    team = world.team("a", 9)
    wave = world.wave(team)
    world.answer_all(wave, [f"a-{number}" for number in range(1, 10)])
    world.close(wave)
    sign_in(page, live_server.url, world, "manager-a")
    page.goto(f"{live_server.url}/zandstad/metingen/{wave.pk}/team/{team.pk}/")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Presenteren").click()
    hour = opened.value
    for number in range(1, 8):
        expect(hour.locator("[aria-current=step]")).to_have_count(1)
        if number > 1:
            expect(hour).to_have_url(re.compile(rf"\?stap={number}$"))
        assert not list(faults_of(hour, axe, language="nl")), number
        hour.set_viewport_size({"width": 1280, "height": 720})
        if number < 7:
            way_on = hour.get_by_role("button", name="Volgende").or_(
                hour.get_by_role("link", name="Volgende")
            )
            expect(way_on).to_be_in_viewport(ratio=1)
        hour.keyboard.press("PageDown")
    expect(hour).to_have_url(re.compile(r"\?stap=7$"))
    hour.keyboard.press("ArrowLeft")
    expect(hour).to_have_url(re.compile(r"\?stap=6$"))
    hour.get_by_role("button", name="Start de klok").click()
    expect(hour.locator("[data-clock-left]")).to_have_text(re.compile(r"^(20:00|19:\d\d)$"))
