"""The organisation view in a browser: readable on a phone, by keyboard, and without scripts."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Team
from igm_portal.accounts.roles import Role
from reports.texts.sentences import WITHHELD_TEXT
from tests.browser.moves import sign_in
from tests.environment.watch import Watch
from tests.published import NOTHING, close, means
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]
LONG_NAME = "Werk, inkomen, participatie en maatschappelijke ondersteuning in de buitenwijken"
UNBROKEN = "Arbeidsmarktregioondersteuningsteam" * 2
WIDTHS = (320, 360, 1280)


def rename(team: Team, name: str) -> None:
    team.name = name
    team.save()


@pytest.fixture
def world(live_server: LiveServer) -> World:
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    teams = [world.team(name, 1) for name in ("Centrum", "Oost", "Zuid")]
    rename(teams[1], LONG_NAME)
    rename(teams[2], UNBROKEN)
    for title, day in (("Een", date(2026, 3, 1)), ("Twee", date(2026, 9, 1))):
        wave = world.wave(*teams, title=title)
        centrum = means(50) if title == "Een" else means(80)
        close(wave, {"Centrum": centrum, LONG_NAME: NOTHING, "Werk": NOTHING}, on=day)
    return world


def test_side_by_side_and_over_time_by_mouse_on_every_width(
    page: Page, live_server: LiveServer, world: World, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.locator(f"nav a[href='/{world.slug}/overzicht/']").click()
    expect(page.locator(".igm-matrix tbody tr > th[scope=row]")).to_have_count(5)
    expect(page.locator(".igm-matrix tr", has_text=LONG_NAME)).to_contain_text(str(WITHHELD_TEXT))
    figure = page.locator(".igm-matrix tr", has_text="Centrum").locator("[data-value]")
    expect(figure.first).to_have_attribute("tabindex", "-1")  # the script has reached the table
    figure.first.focus()
    expect(figure.first.locator(".igm-value__span")).to_have_text("76 tot 84")
    page.keyboard.press("ArrowRight")
    expect(figure.nth(1)).to_be_focused()
    check(page, axe)
    page.locator("summary", has_text="Andere meting").click()
    page.locator("select[name=maat]").select_option("plaatjes")
    page.wait_for_url("**maat=plaatjes**")
    expect(page.locator(".igm-tile")).to_have_count(5)
    expect(page.locator(".igm-tile .igm-strip:visible")).to_have_count(3)
    expect(page.locator(".igm-tile", has_text=LONG_NAME)).to_contain_text(str(WITHHELD_TEXT))
    check(page, axe)
    page.locator("select[name=maat]").select_option("context")
    page.wait_for_url("**maat=context**")
    expect(page.locator("figure")).to_have_count(1)
    expect(page.locator("figure .igm-row > .igm-strip:visible")).to_have_count(3)
    check(page, axe)
    page.go_back()
    page.locator(".igm-tile", has_text="Centrum").get_by_role("link", name="Verloop").click()
    expect(page.locator("h2").first).to_have_text("Centrum")
    expect(page.locator("figure")).to_have_count(3)
    check(page, axe)
    explore(page)


def explore(page: Page) -> None:
    """Plotly takes over on request, without a button that sends the figures elsewhere."""
    page.locator(".igm-chart__more").first.click()
    page.locator("[data-chart-explore]").first.click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(b => b.dataset.title)")
    assert titles
    assert not [title for title in titles if "share" in title.lower() or "delen" in title.lower()]


def check(page: Page, axe: Callable[[Page], None]) -> None:
    """No rule of accessibility is broken, and nothing sticks out sideways on a small screen."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        axe(page)


def test_everything_is_there_without_scripts_and_by_keyboard(
    new_context: Open, live_server: LiveServer, world: World
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/overzicht/")
    page.locator("summary", has_text="Andere meting").click()
    page.locator("select[name=maat]").select_option("deelname")
    page.locator("select[name=maat]").press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**maat=deelname**")
    expect(page.locator("table tbody tr", has_text="Centrum")).to_contain_text("70 tot 80")
    expect(page.locator("table tbody tr", has_text=LONG_NAME)).to_contain_text(str(WITHHELD_TEXT))


def test_a_wrong_address_is_told_kindly(
    page: Page, live_server: LiveServer, world: World, watch: Watch, axe: Callable[[Page], None]
) -> None:
    watch.expect("status of 400")
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/overzicht/?afdeling=weg&maat=salaris")
    expect(page.locator(".igm-alert")).to_be_visible()
    expect(page.locator(".utrecht-form-field--invalid")).to_have_count(2)
    check(page, axe)


def test_the_profile_shows_what_changed(
    page: Page, live_server: LiveServer, world: World, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server.url, world, "manager-Centrum")
    page.get_by_role("link", name="Centrum bekijken").click()
    expect(page.locator("#since")).to_be_visible()
    check(page, axe)


def test_menu_and_names_of_rows_keep_their_form_beside_charts(
    page: Page, live_server: LiveServer, world: World
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/overzicht/")
    page.set_viewport_size({"width": 1280, "height": 800})
    tops = page.locator(".igm-nav li").evaluate_all(
        "items => items.map(item => item.getBoundingClientRect().top)"
    )
    assert len(tops) > 1
    assert len(set(tops)) == 1
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        name = page.locator(".igm-matrix tbody th[scope=row]", has_text="Centrum").bounding_box()
        assert name is not None
        assert name["width"] >= 120
        assert name["height"] <= 60


def test_on_a_phone_every_column_is_in_sight_with_its_name_and_its_interval(
    page: Page, live_server: LiveServer, world: World
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/overzicht/")
    row = page.get_by_role("row", name="Centrum")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        heads = page.get_by_role("columnheader")
        expect(heads).to_have_count(9)
        figures = row.locator("[data-value]")
        for head, figure in zip(heads.all(), figures.all(), strict=True):
            figure.focus()
            expect(figure.locator(".igm-value__span")).to_be_visible()
            parts = (head, figure, figure.locator(".igm-value__span"))
            boxes = [box for part in parts if (box := part.bounding_box())]
            assert len(boxes) == 3
            assert abs(boxes[0]["x"] - boxes[1]["x"]) < 2
            for box in boxes:
                assert 0 <= box["x"] < box["x"] + box["width"] <= width


def test_names_of_columns_stay_in_sight_while_one_scrolls(
    page: Page, live_server: LiveServer, world: World
) -> None:
    """On a phone; on a screen so low that they would cover what has the focus they scroll along."""
    sign_in(page, live_server.url, world, "hr")
    for height, in_sight in ((640, True), (256, False)):
        page.set_viewport_size({"width": 360, "height": height})
        page.goto(f"{live_server.url}/{world.slug}/overzicht/")
        rows = page.locator(".igm-matrix tbody tr")
        rows.evaluate_all("all => all.forEach((row) => { row.style.minBlockSize = '16rem'; })")
        rows.last.evaluate("row => row.scrollIntoView(false)")
        names = expect(page.get_by_role("columnheader", name="Willen"))
        if in_sight:
            names.to_be_in_viewport()
        else:
            names.not_to_be_in_viewport()


def test_by_keyboard_a_choice_waits_for_the_button(
    page: Page, live_server: LiveServer, world: World
) -> None:
    """On a closed list every arrow is a choice: one cannot choose where each one opens a page."""
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/overzicht/")
    page.locator("summary", has_text="Andere meting").click()
    apply = page.locator("form[data-apply] button")
    expect(apply).to_be_hidden()
    page.locator("select[name=maat]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(apply).to_be_visible()
    assert "maat" not in page.url
    page.keyboard.press("Tab")
    expect(apply).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**maat=willen**")
    expect(page.locator("select[name=maat]")).to_be_visible()


def test_no_list_to_choose_from_is_cut_off(
    page: Page, live_server: LiveServer, world: World
) -> None:
    """The widest choice fits, beside the arrow that the browser draws."""
    sign_in(page, live_server.url, world, "hr")
    for place in ("overzicht/?maat=plaatjes", "overzicht/verloop/"):
        page.goto(f"{live_server.url}/{world.slug}/{place}")
        for name in ("meting", "maat", "vragenlijst"):
            for field in page.locator(f"select[name={name}]").all():
                short = field.evaluate(
                    """field => {
                        const free = field.cloneNode(true);
                        free.style.inlineSize = "auto";
                        free.style.position = "absolute";
                        field.after(free);
                        const width = free.getBoundingClientRect().width;
                        free.remove();
                        return width - field.getBoundingClientRect().width;
                    }"""
                )
                assert short <= 0, name


def test_the_name_of_a_department_stays_in_sight_beside_its_teams(
    page: Page, live_server: LiveServer, world: World
) -> None:
    sign_in(page, live_server.url, world, "hr")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/{world.slug}/overzicht/")
    name = page.locator(".igm-matrix th[scope=rowgroup]").get_by_text("Werk")
    page.locator(".igm-matrix > .igm-table").evaluate("it => it.scrollLeft = it.scrollWidth")
    box = name.bounding_box()
    assert box is not None
    assert 0 <= box["x"] < box["x"] + box["width"] <= 360
