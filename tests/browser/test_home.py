"""The start page of every role, with all that can stand on it, by the rules of accessibility."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from surveys.services.answering import save_answers
from tests.audit import FAULTS
from tests.browser.looking import TEXT_SPACING
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
WIDTHS = (1280, 360)


@pytest.fixture
def world(live_server: LiveServer) -> World:
    """A closed wave with a team that is not shown, one that runs, and one that is planned."""
    world = settle()
    teams = world.team("negen", 9), world.team("zes", 6)
    closed = world.wave(*teams, title="Eerste meting")
    world.answer_all(closed, [*(f"negen-{n}" for n in range(1, 10)), "zes-1"])
    world.close(closed)
    running = world.wave(*teams, title="Tweede meting")
    world.wave(*teams, title="Derde meting", launched=False)
    invitation = world.invitation(running, "negen-1")
    codes = [item.code for item in invitation.questionnaire.items][:17]
    save_answers(
        participant=invitation, changes=dict.fromkeys(codes, 3), language="nl", today=TODAY
    )
    world.answer(running, "negen-2")
    world.give("hoofd", Role.DEPARTMENT_HEAD, department=teams[0].department)
    world.give("beheer", Role.ADMINISTRATOR)
    return world


def look(page: Page, axe: Callable[[Page], None]) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(too_wide), width
        axe(page)
    assert page.locator(".igm-next--now").count() <= 1
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_the_start_page_of_every_role(
    world: World,
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
) -> None:
    who = ("negen-1", "negen-2", "negen-3", "zes-1", "manager-negen", "hoofd", "hr", "beheer")
    for name in who:
        page = new_context().new_page()
        sign_in(page, live_server.url, world, name)
        look(page, axe)
        page.context.close()


def test_a_new_organisation_and_its_example(
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], None],
) -> None:
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    world.give("beheer", Role.ADMINISTRATOR)
    for name in ("hr", "beheer"):
        page = new_context().new_page()
        sign_in(page, live_server.url, world, name)
        look(page, axe)
        page.get_by_role("link", name="Bekijk een voorbeeld van een teamprofiel").click()
        expect(page.locator("main")).to_contain_text("Dit is een voorbeeld")
        look(page, axe)
        page.context.close()


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_with_wider_spacing_the_header_takes_a_row_more(
    width: int, page: Page, world: World, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(TEXT_SPACING)
    assert page.evaluate(FAULTS) == []
    if width == 1280:
        strip = page.locator(".igm-nav .igm-links-row")
        assert strip.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_a_link_with_the_focus_comes_whole_into_sight(
    page: Page, world: World, live_server: LiveServer
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    last = page.locator(".igm-nav a").last
    while not last.evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
