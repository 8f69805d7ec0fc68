"""What somebody set in the system is followed: colours, contrast, motion, size, direction."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.looking import WIDTH
from tests.browser.test_accessibility import enter
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

CHOSEN = ".igm-answer:has(:checked)"
BESIDE = ".igm-answer:not(:has(:checked))"


@pytest.fixture
def world(live_server: LiveServer) -> World:
    return settle()


@pytest.fixture
def places(world: World, live_server: LiveServer) -> dict[str, str]:
    """Two pages of a-1: questions of an open wave, and the profile of an earlier one."""
    team = world.team("a", 1)
    done = world.wave(team, title="Eerder")
    world.answer(done, "a-1", step=4)
    asked = world.wave(team, title="Nu")
    place = f"{live_server.url}/zandstad"
    return {
        "start": f"{place}/",
        "questions": f"{place}/vragenlijst/{asked.pk}/2/",
        "profile": f"{place}/metingen/{done.pk}/mijn-profiel/",
    }


@pytest.fixture
def page(
    world: World,
    places: dict[str, str],
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
) -> Page:
    context = new_context()
    enter(context, live_server.url, world.people["a-1"])
    return context.new_page()


def style(page: Page, selector: str, name: str) -> str:
    found: str = page.locator(selector).first.evaluate(
        "(one, name) => getComputedStyle(one).getPropertyValue(name)", name
    )
    return found


def test_in_forced_colours_a_choice_is_more_than_a_tint(page: Page, places: dict[str, str]) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(places["questions"])
    page.locator("input[name=H1]").first.check()
    assert style(page, CHOSEN, "border-top-width") == "3px"
    assert style(page, BESIDE, "border-top-width") == "1px"
    bar, groove = (
        style(page, "progress", name) for name in ("border-top-style", "border-top-width")
    )
    assert (bar, groove) == ("solid", "1px")


def test_more_contrast_makes_every_line_dark(page: Page, places: dict[str, str]) -> None:
    page.goto(places["questions"])
    quiet = style(page, BESIDE, "border-top-color")
    page.emulate_media(contrast="more")
    assert style(page, BESIDE, "border-top-color") == style(page, "body", "color") != quiet


def test_nothing_moves_for_who_does_not_want_it(page: Page, places: dict[str, str]) -> None:
    for address in places.values():
        page.goto(address)
        page.emulate_media(reduced_motion="reduce")
        assert style(page, "html", "scroll-behavior") == "auto"
        assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_large_letter_and_either_direction_fit_a_small_screen(
    direction: str, page: Page, places: dict[str, str]
) -> None:
    """As with a letter twice as large in the browser, and with an interface in Arabic."""
    page.set_viewport_size({"width": 360, "height": 640})
    for name, address in places.items():
        page.goto(address)
        page.evaluate("(way) => { document.documentElement.dir = way; }", direction)
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        assert page.evaluate(WIDTH) <= 360, name
        if name == "profile":
            expect(page.locator("figure svg:visible").first).to_be_visible()
            assert style(page, "figure svg:visible", "direction") == "ltr"
    page.goto(places["questions"])
    page.evaluate("(way) => { document.documentElement.dir = way; }", direction)
    row = page.locator(".igm-answer").first.bounding_box()
    circle = page.locator(".igm-answer input").first.bounding_box()
    assert row is not None
    assert circle is not None
    starts_left = circle["x"] - row["x"] < row["width"] / 2
    assert starts_left == (direction == "ltr")
