"""Charts in a browser: every figure by keyboard, nothing cut off, a file that stands alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from tests.audit import FAULTS
from tests.browser.looking import TEXT_SPACING, walk
from tests.browser.moves import sign_in
from tests.published import NOTHING, cell, close, means
from tests.unit.reports.charts.build import read
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]

LARGER_TEXT = "() => { document.documentElement.style.fontSize = '200%' }"
CUT_OFF = """
() => [...document.querySelectorAll("figure *, .igm-spark, .igm-spark *")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).clipPath === "none"
    && getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent.trim().slice(0, 40))
"""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    teams = [world.team(name, 1) for name in ("Centrum", "Oost")]
    for title, day in (("Een", date(2026, 3, 1)), ("Twee", date(2026, 9, 1))):
        values = means(50) | {"willen": cell(69), "kunnen": cell(47), "contrast": cell(22)}
        close(world.wave(*teams, title=title), {"Centrum": values, "Oost": NOTHING}, on=day)
    return world


def addresses(page: Page, world: World) -> list[str]:
    """The team profile, the overview in two forms, and over time."""
    overview = f"{page.url.split(world.slug)[0]}{world.slug}/overzicht/"
    pictures = f"{overview}?maat=plaatjes"
    page.goto(pictures)
    profile = page.locator(".igm-tile", has_text="Centrum").locator("a").first
    team = profile.get_attribute("href") or ""
    trend = page.locator(".igm-tile", has_text="Centrum").locator("a").nth(1)
    over_time = trend.get_attribute("href") or ""
    return [team, pictures, f"{overview}?maat=contrast", over_time]


@pytest.mark.parametrize("change", [TEXT_SPACING, LARGER_TEXT], ids=["spacing", "larger text"])
def test_nothing_of_a_chart_is_cut_off_or_runs_through_another(
    page: Page, live_server: LiveServer, world: World, change: str
) -> None:
    sign_in(page, live_server.url, world, "hr")
    for address in addresses(page, world):
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(address if "://" in address else live_server.url + address)
        page.evaluate(change)
        assert page.locator("main .igm-strip").count() > 0
        assert page.evaluate(CUT_OFF) == [], address
        assert page.evaluate(FAULTS) == [], address


@pytest.mark.parametrize("size", [(320, 256), (360, 740)], ids=["400 %", "phone"])
def test_names_of_columns_that_stay_in_sight_cover_no_focus(
    page: Page, live_server: LiveServer, world: World, size: tuple[int, int]
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{live_server.url}/{world.slug}/overzicht/")
    assert page.locator(".igm-matrix thead").count() == 1
    assert walk(page) == []


@pytest.mark.parametrize(("width", "height", "longest"), [(1280, 900, 2527), (360, 780, 3407)])
def test_a_team_profile_begins_in_the_first_screen_and_is_short(
    page: Page, live_server: LiveServer, world: World, width: int, height: int, longest: int
) -> None:
    """At most 60 % of the 4211 and 5678 px that it was; with a wave before it and no facets."""
    sign_in(page, live_server.url, world, "hr")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(live_server.url + addresses(page, world)[0])
    beginning = page.locator(".igm-begin").bounding_box()
    assert beginning is not None
    assert beginning["y"] < height
    assert page.evaluate("() => document.documentElement.scrollHeight") <= longest


def test_every_figure_is_reached_by_keyboard_and_goes_away_on_escape(
    page: Page, live_server: LiveServer, world: World
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.goto(addresses(page, world)[2])
    rows = page.locator("[data-values] [data-value]")
    expect(page.locator("[data-value][tabindex='0']")).to_have_count(1)
    for _ in range(60):
        page.keyboard.press("Tab")
        if rows.first.evaluate("(one) => one === document.activeElement"):
            break
    expect(rows.first).to_be_focused()
    shown = [row for row in rows.all() if row.locator(".igm-row__value").count()]
    assert len(shown) < rows.count()
    for row in rows.all():
        expect(row).to_be_focused()
        if row.locator(".igm-value__span").count():
            box = row.locator(".igm-value__span").bounding_box()
            assert box is not None
            assert box["width"] > 20
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    box = rows.first.locator(".igm-value__span").bounding_box()
    assert box is not None
    assert box["width"] <= 1


def test_without_scripts_every_interval_stands_beside_its_figure(
    new_context: Open, live_server: LiveServer, world: World
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/overzicht/?maat=contrast")
    span = page.locator(".igm-row .igm-value__span").first
    box = span.bounding_box()
    assert box is not None
    assert box["width"] > 20
    page.locator(".igm-chart__menu summary").click()
    expect(page.locator(".igm-chart__menu table")).to_be_visible()
    expect(page.locator("[data-chart-save]").first).to_be_hidden()


def test_a_saved_drawing_stands_alone(
    page: Page, live_server: LiveServer, world: World, tmp_path: Path
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.goto(live_server.url + addresses(page, world)[0])
    chart = page.locator("figure").first
    chart.locator(".igm-chart__menu summary").click()
    for kind in ("svg", "png"):
        with page.expect_download() as download:
            chart.locator(f"[data-chart-save={kind}]").click()
        file = tmp_path / f"chart.{kind}"
        download.value.save_as(file)
        assert file.stat().st_size > 1000
    elements = read((tmp_path / "chart.svg").read_text("utf-8")).elements
    words = " ".join(one.text for one in elements)
    for part in ("Willen", "69", "Kunnen", "47", "22"):
        assert part in words
    assert not [one for one in elements if {"class", "style"} & {*one.attributes}]
