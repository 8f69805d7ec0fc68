"""Every page for everyone: axe, what axe does not see, the keyboard alone, zoom, and no script.

All addresses come from the table of who may open what, so a new page is looked at by itself.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import User
from surveys.instruments import loader
from surveys.models.response import Response
from surveys.reader_language import LANGUAGE_COOKIE
from tests import clients, pseudo
from tests.browser.looking import ALL_VIEWS, WIDTH, View, faults_of, walk
from tests.environment.watch import Watch
from tests.integration.test_access import ROWS, WHO, address, places_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., BrowserContext]
Axe = Callable[[Page], None]

# Together two languages see every page in all four views; A11Y=all sees all in each.
VIEWS: dict[str, tuple[View, ...]] = {
    "nl": ((320, "light"), (1280, "dark")),
    "en": ((320, "dark"), (1280, "light")),
    "nl-easy": ((320, "dark"), (1280, "light")),
    pseudo.LANGUAGE: ((320, "light"), (1280, "dark")),
}
STATUS = r"status of (4\d\d|422)"


@pytest.fixture
def world(live_server: LiveServer) -> World:
    return settle()


@pytest.fixture
def places(world: World) -> dict[str, object]:
    return places_in(world)


def enter(context: BrowserContext, site: str, user: User, language: str = "nl") -> None:
    """Signed in, with the buttons in this language."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    speak(context, site, settings.LANGUAGE_COOKIE_NAME, language)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def views_in(language: str) -> tuple[View, ...]:
    return ALL_VIEWS if os.environ.get("A11Y") == "all" else VIEWS[language]


def speak(context: BrowserContext, site: str, cookie: str, language: str) -> None:
    context.add_cookies([{"name": cookie, "value": language, "url": site}])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_everyone(
    language: str,
    world: World,
    places: dict[str, object],
    live_server: LiveServer,
    new_context: Open,
    axe: Axe,
) -> None:
    pages: dict[str, Page] = {}
    faults: list[str] = []
    for name, row in [(name, row) for name, rows in ROWS.items() for row in rows]:
        if "2" not in row.answers:
            continue
        who = WHO[row.answers.index("2")]
        url = address(name, row, world, places)
        if is_a_file(world.people[who], url):
            continue
        if who not in pages:
            context = new_context()
            enter(context, live_server.url, world.people[who], language)
            pages[who] = context.new_page()
        pages[who].goto(live_server.url + url)
        faults += faults_of(pages[who], axe, language=language, views=views_in(language))
    assert not faults, "\n".join(faults)


def is_a_file(user: User, url: str) -> bool:
    client = Client()
    client.force_login(user)
    headers = client.get(url).headers
    return "Content-Disposition" in headers or not headers["Content-Type"].startswith("text/html")


MISTAKES = (
    ("new_wave", "hr"),
    ("new_person", "administrator"),
    ("new_team", "administrator"),
    ("paper_entry", "hr"),
)


def test_pages_with_errors(
    world: World,
    places: dict[str, object],
    live_server: LiveServer,
    new_context: Open,
    axe: Axe,
    watch: Watch,
) -> None:
    watch.expect(STATUS)
    faults: list[str] = []
    for name, who in MISTAKES:
        context = new_context()
        enter(context, live_server.url, world.people[who])
        page = context.new_page()
        page.goto(live_server.url + address(name, ROWS[name][0], world, places))
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator("[data-error-summary]")).to_be_focused()
        faults += faults_of(page, axe, language="nl")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_of_questions_with_an_error(
    language: str,
    world: World,
    live_server: LiveServer,
    new_context: Open,
    axe: Axe,
    watch: Watch,
) -> None:
    """The buttons speak Dutch, the questions Dutch or English."""
    watch.expect(STATUS)
    wave = world.wave(world.team("a", 1))
    context = new_context()
    enter(context, live_server.url, world.people["a-1"])
    speak(context, live_server.url, LANGUAGE_COOKIE, language)
    page = context.new_page()
    page.goto(f"{live_server.url}/zandstad/vragenlijst/{wave.pk}/2/")
    page.route("**/antwoord/", lambda route: route.fulfill(status=400))
    page.locator("input[name=H1]").first.evaluate("(one) => { one.value = '9'; one.click(); }")
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "failed")
    page.locator("button[name=to][value=next]").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    assert list(faults_of(page, axe, language="nl")) == []
    summary.locator("a").click()
    expect(page.locator("#id_H1_0")).to_be_focused()


LANGUAGES = ("nl", "nl-easy", "en", pseudo.LANGUAGE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_of_a_client(
    language: str,
    world: World,
    live_server: LiveServer,
    new_context: Open,
    axe: Axe,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the card to the result, in every language; one of them runs from right to left."""
    definitions = pseudo.add_pseudo_language(tmp_path)
    monkeypatch.setattr(loader, "DEFINITIONS", definitions)
    pseudo.publish(definitions)
    wave = clients.client_wave(world)
    (code,) = clients.codes(world, wave)
    site, page = live_server.url, new_context().new_page()
    shown = "en" if language == "en" else "nl"
    faults: list[str] = []

    def look() -> None:
        faults.extend(faults_of(page, axe, language=shown, views=views_in(language)))

    page.goto(f"{site}/meedoen/{code}/")
    page.locator(f"button[name=language][value={language}]").click()
    expect(page.locator("button[name=language][aria-pressed=true]")).to_have_attribute(
        "value", language
    )
    look()
    page.locator("form[action$='/beginnen/'] button").click()
    look()
    questionnaire = wave.questionnaire_in(language)
    for number in (1, 3, 28, 35, 36):
        page.goto(f"{site}/meedoen/vraag/{number}/")
        look()
        if number < 36:
            check_direction(page, language)
            page.locator("[data-answers] input").nth(3).check()
            expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")
    for place in ("nakijken", "later", "uitleg"):
        page.goto(f"{site}/meedoen/{place}/")
        look()
    page.goto(f"{site}/meedoen/nakijken/")
    expect(page.locator("main")).to_contain_text(questionnaire.items[0].text)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{site}/meedoen/uitslag/*")
    look()
    assert Response.objects.get().language == language
    assert not faults, "\n".join(faults)


def check_direction(page: Page, language: str) -> None:
    """The first answer stands where reading begins: at the right in Arabic, and the circle too."""
    page.set_viewport_size({"width": 1280, "height": 800})
    question = page.locator("fieldset[data-question]")
    expected = "rtl" if language == pseudo.LANGUAGE else "ltr"
    assert question.evaluate("(one) => getComputedStyle(one).direction") == expected
    spoken = question.evaluate("(one) => one.closest('[lang]').lang")
    assert spoken == language.split("-")[0]
    rows = question.locator("[data-answers] .igm-answer")
    boxes = [rows.nth(place).bounding_box() for place in range(rows.count())]
    places = [(box["y"], box["x"] if expected == "ltr" else -box["x"]) for box in boxes if box]
    assert places == sorted(places), "answers are not in reading order"


def test_the_door_with_an_error(
    live_server: LiveServer, page: Page, axe: Axe, watch: Watch
) -> None:
    watch.expect(STATUS)
    for typed in ("", "XR4-97K-C2X"):
        page.goto(f"{live_server.url}/meedoen/")
        page.locator("[name=code]").fill(typed)
        page.locator("main form.igm-panel button[type=submit]").click()
        assert list(faults_of(page, axe, language="nl")) == []


def test_the_sign_in_with_an_error(
    world: World, live_server: LiveServer, page: Page, axe: Axe
) -> None:
    page.goto(f"{live_server.url}/account/aanmelden/")
    assert list(faults_of(page, axe, language="nl")) == []
    page.locator("input[name=login]").fill("niemand@zandstad.example")
    page.locator("input[name=password]").fill("fout")
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert list(faults_of(page, axe, language="nl")) == []


def test_the_keyboard_alone_fills_in_everything(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    wave = world.wave(world.team("a", 1))
    context = new_context()
    enter(context, live_server.url, world.people["a-1"])
    page = context.new_page()
    page.goto(f"{live_server.url}/zandstad/vragenlijst/{wave.pk}/")
    tab_to(page, f"a[href*='/{wave.pk}/1/']")
    page.keyboard.press("Enter")
    for place in wave.launched.instrument.pages:
        page.wait_for_url(f"**/{place.number}/*")
        for item in place.items:
            tab_to(page, f"input[name={item.code}]")
            page.keyboard.press("4")
            expect(page.locator(f"input[name={item.code}]").nth(3)).to_be_checked()
        tab_to(page, "button[value=next]")
        page.keyboard.press("Enter")
    page.wait_for_url("**/nakijken/*")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mijn-profiel/*")
    assert Response.objects.get().answers == "4" * len(wave.launched.instrument.items)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this element has the focus; only forwards, as the order on the page is."""
    for _step in range(60):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by Tab on {page.url}")


@pytest.mark.parametrize("size", [(1280, 800), (320, 256)], ids=["wide", "zoomed to 400 %"])
def test_the_focus_is_always_seen_and_never_covered(
    size: tuple[int, int], world: World, live_server: LiveServer, new_context: Open, watch: Watch
) -> None:
    watch.expect("Failed to load resource")
    wave = world.wave(world.team("a", 1))
    context = new_context()
    enter(context, live_server.url, world.people["a-1"])
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for place in ("", "2/", "nakijken/"):
        page.goto(f"{live_server.url}/zandstad/vragenlijst/{wave.pk}/{place}")
        assert page.evaluate(WIDTH) <= size[0]
        assert walk(page) == []
    page.goto(f"{live_server.url}/zandstad/vragenlijst/{wave.pk}/2/")
    context.set_offline(True)  # the message stays in sight, over no focus
    page.locator("input[name=H1]").first.check()
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "offline")
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    assert walk(page) == []


def test_without_a_script_everything_works(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    wave = world.wave(world.team("a", 1))
    context = new_context(java_script_enabled=False)
    enter(context, live_server.url, world.people["a-1"])
    page = context.new_page()
    page.goto(f"{live_server.url}/zandstad/vragenlijst/{wave.pk}/")
    page.locator("button[name=language][value=en]").click()
    page.locator(f"a[href*='/{wave.pk}/1/']").click()
    for place in wave.launched.instrument.pages:
        for item in place.items:
            page.locator(f"input[name={item.code}]").nth(1).check()
        page.locator("button[name=to][value=next]").click()
    expect(page.locator("main")).to_contain_text(wave.questionnaire_in("en").items[0].text)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/mijn-profiel/*")
    response = Response.objects.get()
    assert (response.language, response.answers) == ("en", "2" * len(response.answers))
