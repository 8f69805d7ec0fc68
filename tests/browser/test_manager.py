"""A manager fills in and reads the own profile; HR and the department head cannot open it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from tests.browser.moves import sign_in
from tests.environment.watch import Watch
from tests.integration.test_manager_wave import manager_wave
from tests.world import settle

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_own_profile_of_a_manager_is_for_that_manager_alone(
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    watch: Watch,
    axe: Callable[[Page], None],
) -> None:
    world = settle()
    team = world.team("t0", 1)
    wave = manager_wave(world, team)
    world.give("head", Role.DEPARTMENT_HEAD, department=team.department)
    manager = new_context().new_page()
    sign_in(manager, live_server.url, world, "manager-t0")
    expect(manager.locator("main")).to_contain_text(wave.launched.title)
    manager.get_by_role("link", name="Beginnen").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text(wave.launched.title)
    manager.get_by_role("link", name="Beginnen").click()
    while manager.locator("fieldset[data-question]").count():
        questions = manager.locator("fieldset[data-question]")
        for place in range(questions.count()):
            questions.nth(place).locator("[data-answers] input").nth(2).check()
        with manager.expect_navigation():
            manager.locator("button[name=to][value=next]").click()
    manager.get_by_role("button", name="Versturen en mijn profiel bekijken").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text(
        "Je scores, met bij elk vragen om over na te denken."
    )
    axe(manager)
    watch.expect("status of 40[34]")
    for name in ("hr", "head"):
        other = new_context().new_page()
        sign_in(other, live_server.url, world, name)
        answer = other.goto(manager.url)
        assert answer is not None
        assert answer.status in {403, 404}, name
        expect(other.locator("figure, .igm-strip")).to_have_count(0)


def test_on_a_phone_the_promises_and_begin_stand_in_the_first_screen(
    live_server: LiveServer, new_context: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> None:
    """Everybody reads what matters before beginning; every rule is one tap away."""
    world = settle()
    wave = manager_wave(world, world.team("t0", 1))
    page = new_context().new_page()
    page.set_viewport_size({"width": 360, "height": 780})
    sign_in(page, live_server.url, world, "manager-t0")
    page.get_by_role("link", name="Beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wave.launched.title)
    expect(page.locator(".igm-promises strong")).to_have_count(3)
    for place in (
        page.locator(".igm-promises li").last,
        page.get_by_role("link", name="Beginnen"),
    ):
        box = place.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 780
    rule = page.get_by_text("Dit tonen we nooit:")
    expect(rule).to_be_hidden()
    page.get_by_text("Wie ziet wat? Alle regels").click()
    expect(rule).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Uitleg", exact=True).click()
    expect(page.get_by_role("heading", name="Zo lees je een profiel")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
