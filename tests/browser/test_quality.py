"""The page on quality on a phone: figures are folded, and once open none of them is cut off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
OUTSIDE = """cells => cells.filter(cell => {
    const { left, right, width } = cell.getBoundingClientRect();
    return width && (left < 0 || right > innerWidth);
}).length"""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(world.team("a", 30), world.team("b", 30))
    world.answer_all(wave, [f"{team}-{number}" for team in "ab" for number in range(1, 31)])
    world.close(wave)
    return world


def test_on_a_phone_every_figure_is_within_the_page(
    page: Page, live_server: LiveServer, world: World, axe: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/overzicht/")
    page.locator(".igm-tabs").get_by_role("link", name="Kwaliteit").click()
    expect(page.locator(".igm-message__sentence")).to_be_visible()
    figures = page.locator(".igm-topic__figures")
    expect(page.locator(".igm-topic table:visible")).to_have_count(0)
    for folded in figures.locator("> summary").all():
        folded.click()
    expect(page.locator(".igm-topic__figures > div > .igm-table:visible")).to_have_count(
        figures.count()
    )
    assert figures.locator("tbody :is(th, td)").evaluate_all(OUTSIDE) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
