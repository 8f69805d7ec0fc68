"""What another engine or setting makes of a page, as far as Chromium can tell.

The walk through Safari's engine is `make audit`; see docs/development.md.
"""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from tests.browser.test_accessibility import enter
from tests.published import close, means
from tests.webkit import FAULTS
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]

# 0 (black) to 1 (white), of the letters of a chart.
LIGHTNESS = """
() => [...document.querySelectorAll(".igm-chart svg text")]
  .filter((text) => text.checkVisibility())
  .map((text) => {
    const [red, green, blue] = getComputedStyle(text).fill.match(/[\\d.]+/g).map(Number);
    const most = getComputedStyle(text).fill.startsWith("rgb") ? 255 : 1;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / most;
  })
"""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    return settle()


@pytest.mark.parametrize("forced_colours", ["none", "active"])
@pytest.mark.parametrize("size", [(1280, 800), (360, 780), (320, 256)], ids=str)
def test_a_question_stands_within_its_card(
    size: tuple[int, int],
    forced_colours: str,
    world: World,
    live_server: LiveServer,
    new_context: Open,
) -> None:
    """In WebKit only a legend that floats in a block does, in a fieldset with a border."""
    wave = world.wave(world.team("a", 1))
    context = new_context(forced_colors=forced_colours)
    enter(context, live_server.url, world.people["a-1"])
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for place in wave.launched.instrument.pages:
        page.goto(f"{live_server.url}/zandstad/vragenlijst/{wave.pk}/{place.number}/")
        assert page.evaluate(FAULTS) == []
        assert page.locator("fieldset > legend").count() >= len(place.items)
    page.emulate_media(media="print")
    assert page.evaluate(FAULTS) == []


def test_a_chart_is_readable_where_the_browser_darkens_a_light_page(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    """It changes no colours of an SVG but those of the system."""
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(world.team("Centrum", 1))
    close(wave, {"Centrum": means(50)}, on=date(2026, 3, 1))
    context = new_context()
    enter(context, live_server.url, world.people["hr"])
    page = context.new_page()
    browser = context.new_cdp_session(page)
    address = f"{live_server.url}/{world.slug}/overzicht/"
    page.goto(address)
    letters = page.evaluate(LIGHTNESS)
    assert letters
    assert max(letters) < 0.4
    browser.send("Emulation.setAutoDarkModeOverride", {"enabled": True})
    page.goto(address)
    assert min(page.evaluate(LIGHTNESS)) > 0.6
