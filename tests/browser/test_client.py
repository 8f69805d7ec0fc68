"""A client with a phone: from the printed code to the own result, over two devices."""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from surveys.codes.code import Code
from surveys.models import StartCode
from surveys.models.response import Response
from surveys.scoring import answers as codec
from tests.audit import FAULTS
from tests.browser.looking import COVERED, TEXT_SPACING, walk
from tests.browser.moves import sign_in
from tests.clients import client_wave, codes
from tests.environment.watch import Watch
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]
Check = Callable[[Page], None]
STOPS_AFTER = 12
BEGIN, SEND = (
    "form[action$='/beginnen/'] button",
    "form[action*='/nakijken/'] button",
)
OWN_CODE = re.compile(r"(?:[2-9A-Z]{5}-){2}[2-9A-Z]{5}")


@pytest.fixture
def world(live_server: LiveServer) -> World:
    cache.clear()
    return settle()


@pytest.fixture
def code(world: World) -> Code:
    return codes(world, client_wave(world))[0]


def test_from_the_printed_code_to_the_result_over_two_devices(
    code: Code, live_server: LiveServer, new_context: Open, watch: Watch, axe: Check
) -> None:
    site = live_server.url
    first = phone(new_context)
    own = begin(first, site, code, axe)
    for _question in range(STOPS_AFTER):
        answer(first, axe if _question in (0, 7) else None)
    stop(first, axe)
    second = phone(new_context)
    go_on(second, site, own, axe)
    expect(second.locator("main")).to_contain_text(f"{STOPS_AFTER}")
    second.locator("main .igm-actions a").first.click()
    second.wait_for_url(f"**/vraag/{STOPS_AFTER + 1}/*")
    while "/vraag/" in second.url:
        answer(second, None)
    send(second, axe)
    assert_kept(code)
    watch.expect(r"status of 410")
    first.goto(f"{site}/meedoen/{code}/")
    with first.expect_navigation() as used:
        first.locator(BEGIN).click()
    assert used.value is not None
    assert used.value.status == HTTPStatus.GONE
    axe(first)


def phone(new_context: Open, **options: bool) -> Page:
    page = new_context(**options).new_page()
    page.set_viewport_size({"width": 360, "height": 640})
    return page


def begin(page: Page, site: str, code: Code, axe: Check) -> str:
    """Read first, then use the code up; it is in no address afterwards."""
    page.goto(f"{site}/meedoen/{code}/")
    narrow(page)
    axe(page)
    page.locator(BEGIN).click()
    page.wait_for_url(f"{site}/meedoen/uw-code/*")
    axe(page)
    assert str(code) not in page.content()
    assert page.evaluate("document.cookie").count("meedoen") == 0
    referrer = page.evaluate("document.referrer")
    assert str(code) not in referrer
    own = OWN_CODE.search(page.locator(".igm-code").inner_text())
    assert own
    page.locator("main .igm-actions a").click()
    return own[0]


def answer(page: Page, axe: Check | None) -> None:
    """One question: choose, see that it was saved, go on by the button; all of it in one screen."""
    options = page.locator("[data-answers] input")
    page.wait_for_load_state()  # a page without its styles is longer
    assert page.evaluate(COVERED) == []
    number = options.count()
    assert number or page.locator("textarea").count()
    if number:
        options.nth(number // 2).check()
        expect(page.locator("[data-save-status][data-state=saved]")).to_be_visible()
    if axe is not None:
        narrow(page)
        axe(page)
        assert page.locator("fieldset[data-question]").count() == 1
    before = page.url
    page.locator("button[name=to][value=next]").click()
    page.wait_for_url(lambda url: url != before)


def stop(page: Page, axe: Check) -> None:
    page.locator("button[name=to][value=later]").click()
    page.wait_for_url("**/later/*")
    narrow(page)
    axe(page)
    page.locator("form[action$='/stoppen/'] button").click()
    page.wait_for_url("**/meedoen/")
    page.go_back()
    expect(page.locator("input[name=code]")).to_be_visible()  # not a page from the cache


def go_on(page: Page, site: str, own: str, axe: Check) -> None:
    page.goto(f"{site}/meedoen/")
    axe(page)
    page.locator("input[name=code]").fill(own.lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_url("**/uitleg/*")
    axe(page)


def send(page: Page, axe: Check) -> None:
    narrow(page)
    axe(page)
    page.locator(SEND).first.click()
    page.wait_for_url("**/uitslag/*")
    expect(page.locator("figure svg.igm-strip:visible").first).to_be_visible()
    expect(page.locator("[data-print]")).to_be_visible()
    narrow(page)
    axe(page)
    take_along(page, axe)


def take_along(page: Page, axe: Check) -> None:
    """A paper with what was chosen; without a choice the page says so where it was missing."""
    page.locator("#papier summary").press("Enter")
    make = page.locator("#papier button")
    make.press("Enter")
    fault = page.locator("#papier-fout")
    expect(fault).to_be_focused()
    expect(fault).to_be_in_viewport()
    narrow(page)
    axe(page)
    for number in (1, 5):
        page.locator("#papier [type=checkbox]").nth(number).press("Space")
    with page.expect_download() as download:
        make.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def narrow(page: Page) -> None:
    """No sideways scrolling, and every button and answer large enough for a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.locator("main :is(button, .utrecht-button-link, .igm-answer)").evaluate_all(
        "all => all.filter(it => it.offsetHeight && it.offsetHeight < 44).map(it => it.outerHTML)"
    )
    assert not small


def assert_kept(code: Code) -> None:
    """What the person chose on both devices is there, once, and sent."""
    response = Response.objects.get()
    asked = response.wave.launched.instrument
    assert response.sent
    assert all(codec.get(asked, response.answers, item.code) for item in asked.items)
    assert StartCode.objects.get().used


def test_a_typing_error_is_explained_at_the_field(
    world: World, live_server: LiveServer, new_context: Open, watch: Watch, axe: Check
) -> None:
    watch.expect("status of 422")
    watch.expect("status of 404")
    page = phone(new_context)
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{live_server.url}/meedoen/")
    page.locator("input[name=code]").fill("XR4-97K")
    page.keyboard.press("Enter")
    field = page.locator("input[name=code]")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("XR4-97K")
    axe(page)
    narrow(page)
    page.goto(f"{live_server.url}/meedoen/verkeerd/")
    expect(field).to_be_focused()
    expect(page.locator("main")).to_contain_text("Dit staat niet in onze codes: E.")
    axe(page)


def test_who_stopped_on_this_device_types_the_own_code_and_loses_nothing(
    code: Code, live_server: LiveServer, new_context: Open, watch: Watch, axe: Check
) -> None:
    watch.expect("Failed to load resource")
    page = phone(new_context)
    own = begin(page, live_server.url, code, axe)
    page.wait_for_url("**/vraag/1/*")
    page.context.clear_cookies(name="meedoen")
    page.locator("[data-answers] input").first.check()
    status = page.locator("[data-save-status]")
    expect(status).to_have_attribute("data-state", "signin")
    expect(status).to_contain_text("eigen code")
    other = page.context.new_page()
    go_on(other, live_server.url, own, axe)
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)
    assert Response.objects.get().answers.startswith("1")


def test_what_was_not_saved_stands_above_buttons_on_two_lines(
    code: Code, live_server: LiveServer, new_context: Open, watch: Watch, axe: Check
) -> None:
    watch.expect("Failed to load resource")
    context = new_context()
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    begin(page, live_server.url, code, axe)
    page.wait_for_url("**/vraag/1/*")
    page.evaluate(TEXT_SPACING)
    context.set_offline(True)
    page.locator("[data-answers] input").nth(2).check()
    status = page.locator("[data-save-status]")
    expect(status).to_have_attribute("data-state", "offline")
    message, buttons = (
        status.bounding_box(),
        page.locator("[data-save-url] .igm-actions").bounding_box(),
    )
    assert message
    assert buttons
    assert message["y"] + message["height"] <= buttons["y"] + 1
    assert buttons["y"] + buttons["height"] <= 640
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    assert walk(page) == []


def test_without_javascript_the_whole_way_works(
    code: Code, live_server: LiveServer, new_context: Open
) -> None:
    page = phone(new_context, java_script_enabled=False)
    page.goto(f"{live_server.url}/meedoen/{code}/")
    page.locator(BEGIN).click()
    page.locator("main .igm-actions a").click()
    while "/vraag/" in page.url:
        options = page.locator("[data-answers] input")
        if options.count():
            options.nth(1).check()
        page.locator("button[name=to][value=next]").click()
    page.locator(SEND).first.click()
    expect(page.locator("figure svg.igm-strip:visible").first).to_be_visible()
    assert Response.objects.get().sent
    page.locator("#papier summary").click()
    page.locator("#papier [type=checkbox]").first.check()
    with page.expect_download() as download:
        page.locator("#papier button").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_hr_makes_codes_and_saves_them_as_cards(
    world: World, live_server: LiveServer, new_context: Open, axe: Check
) -> None:
    wave = client_wave(world)
    page = new_context().new_page()
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/{world.slug}/metingen/{wave.pk}/codes/")
    axe(page)
    page.locator("input[name=number]").fill("3")
    page.locator("main form button[name=to]").click()
    expect(page.locator(".igm-code-card")).to_have_count(3)
    axe(page)
    assert page.evaluate(FAULTS) == []  # the language of the paper looks like a choice
    with page.expect_download() as saved:
        page.get_by_role("button", name="Kaartjes opslaan").click()
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    expect(page.locator(".igm-code-card")).to_have_count(3)  # still there for the letters
