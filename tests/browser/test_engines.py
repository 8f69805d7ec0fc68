"""What another engine or setting makes of a page, as far as Chromium can tell.

The walk through Safari's engine is `make audit`; see docs/development.md.
"""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from tests.audit import FAULTS
from tests.browser.test_accessibility import enter
from tests.published import close, means
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]

LETTERS_IN_DRAWINGS = "() => document.querySelectorAll('svg text, svg tspan').length"


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


def test_no_letter_of_a_page_stands_in_a_drawing(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    """A browser that darkens, enlarges or spaces letters does so in HTML, and not in an SVG."""
    world.give("hr", Role.HR_ADVISER)
    team = world.team("Centrum", 1)
    wave = world.wave(team)
    close(wave, {"Centrum": means(50)}, on=date(2026, 3, 1))
    context = new_context()
    enter(context, live_server.url, world.people["hr"])
    page = context.new_page()
    site = f"{live_server.url}/{world.slug}"
    for address in (
        "overzicht/?maat=plaatjes",
        "overzicht/?maat=context",
        f"metingen/{wave.pk}/team/{team.pk}/",
    ):
        page.goto(f"{site}/{address}")
        assert page.locator("main svg").count() > 0
        assert page.evaluate(LETTERS_IN_DRAWINGS) == 0
