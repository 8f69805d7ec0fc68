"""More than one person at once from the list of people: by keyboard alone, and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Membership
from igm_portal.accounts.roles import Role
from tests.browser.looking import FOCUSED
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]
Check = Callable[[Page], None]

MOST_TABS = 60
HAS_FOCUS = "(selector) => document.activeElement.matches(selector)"


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.team("oost", 2)
    world.team("west", 1)
    world.give("beheer", Role.ADMINISTRATOR)
    return world


def tab_to(page: Page, selector: str) -> None:
    """By Tab alone; on the way everything with the focus is outlined, in sight and free."""
    for _step in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is not None:
            assert focused["outlined"], focused
            assert focused["seen"], focused
            assert focused["free"], focused
        if page.evaluate(HAS_FOCUS, selector):
            return
    pytest.fail(f"Tab never reached {selector} on {page.url}")


def test_two_people_get_a_place_by_keyboard(
    world: World, live_server: LiveServer, new_context: Open, axe: Check
) -> None:
    page = new_context().new_page()
    sign_in(page, live_server.url, world, "beheer")
    page.goto(f"{live_server.url}/{world.slug}/mensen/")
    axe(page)
    for name in ("oost-1", "oost-2"):
        tab_to(page, f"input[name=person][value='{world.people[name].pk}']")
        page.keyboard.press("Space")
    axe(page)
    tab_to(page, "button[name=do][value=place]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/selectie/**")
    tab_to(page, "select[name=team]")
    page.keyboard.type("west")
    axe(page)
    tab_to(page, "button.utrecht-button--primary-action")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status] dl")).to_contain_text("2")
    axe(page)
    tab_to(page, "button.utrecht-button--primary-action")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("2 mensen hebben een plaats in west")
    placed = Membership.objects.filter(team__name="west", role=Role.EMPLOYEE)
    assert placed.count() == 3


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_a_choice_keeps_the_rules_and_needs_no_script(
    width: int, world: World, live_server: LiveServer, new_context: Open, axe: Check
) -> None:
    """Axe itself runs outside the page's scripts; nothing of the site does."""
    page = new_context().new_page()
    plain = new_context(java_script_enabled=False).new_page()
    for look in (page, plain):
        look.set_viewport_size({"width": width, "height": 800})
        sign_in(look, live_server.url, world, "beheer")
        for do in ("invite", "place", "end"):
            look.goto(f"{live_server.url}/{world.slug}/mensen/")
            look.get_by_role("checkbox", name="Kies Oost-1").check()
            look.locator(f"button[name=do][value={do}]").click()
            expect(look.get_by_role("heading", level=1)).to_be_visible()
            if look is page:
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                axe(page)
