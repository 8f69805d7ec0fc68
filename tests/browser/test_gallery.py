"""Every component in every state: both schemes, forced colours, either direction, 320 pixels."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.audit import FAULTS
from tests.browser.looking import WIDTH, faults_of, walk
from tests.environment.watch import Watch

pytestmark = pytest.mark.django_db(transaction=True)

PLACE = "/demo/componenten/"
# A look of its own: another hue for action, NL Design System tokens, square corners, an own letter.
THEME = """
:root {
  --igm-action: #7a1f5c; --igm-action-strong: #561541; --igm-action-tint: #f8e8f2;
  --igm-font: "DejaVu Serif", serif; --igm-radius: 0;
  --utrecht-breadcrumb-nav-link-color: #aa0000;
}
"""


@pytest.fixture
def gallery(page: Page, live_server: LiveServer) -> Page:
    page.goto(live_server.url + PLACE)
    return page


def colour(page: Page, selector: str, name: str = "background-color") -> str:
    value: str = page.locator(selector).first.evaluate(
        "(one, name) => getComputedStyle(one).getPropertyValue(name)", name
    )
    return value


def test_every_component_in_both_schemes(gallery: Page, axe: Callable[[Page], None]) -> None:
    assert list(faults_of(gallery, axe, language="nl")) == []


def test_forced_colours_and_the_other_direction(gallery: Page) -> None:
    for width in (320, 1280):
        gallery.set_viewport_size({"width": width, "height": 800})
        gallery.emulate_media(forced_colors="active")
        gallery.evaluate("() => { document.documentElement.dir = 'rtl'; }")
        assert gallery.evaluate(WIDTH) <= width
        assert gallery.evaluate(FAULTS) == []
    for card in (".igm-message", ".igm-next", ".igm-entry--card", ".igm-sheet", ".igm-side"):
        gallery.set_viewport_size({"width": 1280, "height": 800})
        assert colour(gallery, card, "border-inline-start-style") == "solid", card


def test_a_rail_is_one_line_on_a_phone_with_the_words_of_the_step_that_comes_now(
    gallery: Page,
) -> None:
    gallery.set_viewport_size({"width": 360, "height": 800})
    rail = gallery.locator(".igm-rail").first
    box = rail.bounding_box()
    assert box is not None
    assert box["height"] <= 120
    for step in rail.get_by_role("listitem").all():  # for a screen reader all words are there
        words = step.locator("> span")
        assert words.inner_text()
        wide = words.evaluate("one => one.getBoundingClientRect().width > 1")
        assert wide is (step.get_attribute("aria-current") == "step")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_reaches_everything_and_the_action_bar_covers_nothing(
    gallery: Page, width: int
) -> None:
    gallery.set_viewport_size({"width": width, "height": 720})
    assert walk(gallery, 60) == []


def test_the_side_card_falls_apart_in_a_narrow_window(gallery: Page) -> None:
    facts, message, bar = (
        gallery.locator(f".igm-reading {part}").first
        for part in (".igm-fact-list", ".igm-message", ".igm-action-bar")
    )

    def top(part: object) -> float:
        box = part.bounding_box()  # type: ignore[attr-defined]
        return float(box["y"])

    gallery.set_viewport_size({"width": 360, "height": 740})
    gallery.locator(".igm-reading").scroll_into_view_if_needed()
    assert top(message) < top(facts)
    message.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == pytest.approx(740, abs=1)
    expect(gallery.locator(".igm-reading .igm-anchors")).to_be_hidden()
    gallery.set_viewport_size({"width": 1280, "height": 900})
    expect(gallery.locator(".igm-reading .igm-anchors")).to_be_visible()
    beside = gallery.locator(".igm-side").bounding_box()
    main = gallery.locator(".igm-reading__main").bounding_box()
    assert beside is not None
    assert main is not None
    assert main["width"] / beside["width"] == pytest.approx(2, abs=0.1)
    assert beside["x"] > main["x"] + main["width"]


def test_a_menu_closes_by_escape_and_elsewhere(gallery: Page) -> None:
    menu = gallery.locator("details.igm-menu")
    menu.locator("summary").click()
    expect(menu.get_by_role("link", name="PNG")).to_be_visible()
    gallery.keyboard.press("Tab")
    gallery.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="PNG")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    gallery.locator("h1").click()
    expect(menu.get_by_role("link", name="PNG")).to_be_hidden()


def test_a_theme_colours_what_is_ours_and_what_is_the_library_s(
    tmp_path: Path, page: Page, live_server: LiveServer, watch: Watch
) -> None:
    page.route(
        "**/static/huisstijl/huisstijl.css",
        lambda route: route.fulfill(body=THEME, content_type="text/css"),
    )
    fonts: list[str] = []
    page.on("request", lambda request: fonts.append(request.url))
    with override_settings(IGM_THEME=tmp_path):
        page.goto(live_server.url + PLACE)
    assert colour(page, ".igm-next--now") == "rgb(122, 31, 92)"
    assert colour(page, ".igm-rail__done", "color") != ""
    assert colour(page, ".utrecht-button-link--primary-action") == "rgb(122, 31, 92)"
    assert colour(page, ".igm-breadcrumb a", "color") == "rgb(170, 0, 0)"
    assert colour(page, ".igm-message", "border-top-left-radius") == "0px"
    assert not [url for url in fonts if url.endswith(".woff2")]


def test_the_letter_comes_with_the_page_and_the_rest_of_it_where_a_name_asks(
    page: Page, live_server: LiveServer
) -> None:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url.rpartition("/")[2]))
    page.goto(live_server.url + "/over-dit-model/")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    fonts = sorted(name for name in urls if name.endswith(".woff2"))
    assert fonts == ["igm-sans-regular-latin.woff2", "igm-sans-semibold-latin.woff2"]
    page.goto(live_server.url + PLACE)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    assert "igm-sans-regular-extended.woff2" in urls
