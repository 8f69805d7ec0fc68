"""Two people in one browser, in tabs: what waits is thrown away and never reaches the other one."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from surveys.models import StartCode, Wave
from surveys.models.response import OpenAnswer, Response
from surveys.participant import ClientParticipant
from surveys.selectors import response_of
from tests.clients import client_wave, codes, start
from tests.environment.watch import Watch
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]
Check = Callable[[Page], None]
CONFLICT = "status of 409"
# Within the page: a locator waits until the reply to the first press has come.
TWICE = """
(form) => {
  document.querySelector(form).submit();
  setTimeout(() => document.querySelector(form).submit(), 1500);
}
"""
PRESSES = """
(found) => {
  const button = document.querySelector(found);
  button.click();
  button.click();
  return [button.textContent, button.getAttribute("aria-disabled")];
}
"""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    cache.clear()
    return settle()


@pytest.fixture
def wave(world: World) -> Wave:
    return world.wave(world.team("a", 2))


def sign_in(context: BrowserContext, site: str, world: World, name: str) -> None:
    """As in another tab: the cookies of this browser are those of this person from now on."""
    client = Client()
    client.force_login(world.people[name])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])


def sit_down(context: BrowserContext, site: str, participant: ClientParticipant) -> None:
    page = context.new_page()
    page.goto(f"{site}/meedoen/")
    page.locator("input[name=code]").fill(str(participant.code))
    page.keyboard.press("Enter")
    page.wait_for_url("**/uitleg/*")
    page.close()


def answers_of(world: World, wave: Wave, name: str) -> str:
    response = response_of(world.invitation(wave, name))
    return response.answers.strip(".") if response else ""


def test_what_one_employee_chooses_never_reaches_the_next(
    world: World, wave: Wave, live_server: LiveServer, new_context: Open, watch: Watch, axe: Check
) -> None:
    watch.expect(CONFLICT)
    site, context = live_server.url, new_context()
    sign_in(context, site, world, "a-1")
    page = context.new_page()
    page.goto(f"{site}/zandstad/vragenlijst/{wave.pk}/2/")
    page.locator("input[name=H1][value='4']").click()
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")
    notice = page.locator("[data-other-participant]")
    expect(notice).to_be_hidden()  # nobody reads of somebody else as long as nobody came
    sign_in(context, site, world, "a-2")
    page.locator("input[name=H2][value='5']").click()
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("iemand anders bezig")
    expect(notice).to_contain_text("weggegooid")
    expect(page.locator("fieldset[data-question]")).to_have_count(0)  # nothing to read for the next
    axe(page)
    assert (answers_of(world, wave, "a-1"), answers_of(world, wave, "a-2")) == ("4", "")
    page.close()  # what leaves a page sends what waits
    assert answers_of(world, wave, "a-2") == ""


def test_what_waited_for_one_who_was_signed_out_is_not_sent_for_the_next(
    world: World, wave: Wave, live_server: LiveServer, new_context: Open, watch: Watch
) -> None:
    watch.expect("Failed to load resource")
    site, context = live_server.url, new_context()
    sign_in(context, site, world, "a-1")
    page = context.new_page()
    page.goto(f"{site}/zandstad/vragenlijst/{wave.pk}/11/")
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("textarea").fill("Van mij alleen")
    page.locator("textarea").blur()
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "signin")
    sign_in(context, site, world, "a-2")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-other-participant]")).to_be_visible(timeout=15_000)
    sign_in(context, site, world, "a-1")  # dropped is dropped, and was said
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.close()
    assert not OpenAnswer.objects.exists()
    assert not Response.objects.exclude(answers__regex=r"^\.+$").exists()


@pytest.mark.parametrize("script", [True, False])
def test_sending_with_a_form_of_the_one_sends_nobodys(
    world: World,
    wave: Wave,
    live_server: LiveServer,
    new_context: Open,
    watch: Watch,
    axe: Check,
    script: bool,
) -> None:
    watch.expect(CONFLICT)
    site, context = live_server.url, new_context(java_script_enabled=script)
    for name in ("a-1", "a-2"):
        sign_in(context, site, world, name)
        page = context.new_page()
        page.goto(f"{site}/zandstad/vragenlijst/{wave.pk}/2/")
        page.locator("input[name=H1][value='4']").click()
        page.locator("button[value=next]").click()
        page.wait_for_url("**/3/*")
        page.goto(f"{site}/zandstad/vragenlijst/{wave.pk}/nakijken/")
    one = context.pages[0]
    one.locator("main form button[type=submit]").click()
    expect(one.locator("h1")).to_contain_text("iemand anders bezig")
    expect(one.locator("main")).to_contain_text("A-2")
    if script:
        axe(one)
    assert not Response.objects.filter(sent=True).exists()


def test_two_clients_in_one_browser(
    world: World, live_server: LiveServer, new_context: Open, watch: Watch, axe: Check
) -> None:
    """Answering, sending, erasing, stopping and looking, each from the tab of the first."""
    watch.expect(CONFLICT)
    site, context = live_server.url, new_context()
    first, second = (start(code) for code in codes(world, client_wave(world), 2))
    tabs = {}
    sit_down(context, site, first)
    for place in ("vraag/1", "nakijken", "wissen", "uitleg", "later"):
        tabs[place] = context.new_page()
        tabs[place].goto(f"{site}/meedoen/{place}/")
    sit_down(context, site, second)
    # No check(): the page throws the choice away, at once or a little later.
    tabs["vraag/1"].locator("[data-answers] input").first.click()
    expect(tabs["vraag/1"].locator("[data-other-participant]")).to_be_visible()
    axe(tabs["vraag/1"])
    for place, button in (
        ("nakijken", "main form.igm-actions button"),
        ("wissen", "main form.igm-actions button"),
        ("uitleg", "form[action$='/stoppen/'] button"),
        ("later", "a[href*='/gegevens/']"),
    ):
        tabs[place].locator(button).first.click()
        expect(tabs[place].locator("h1")).to_contain_text("iemand anders bezig")
        expect(tabs[place].locator("main")).not_to_contain_text(str(second.code))
    axe(tabs["wissen"])
    tabs["wissen"].locator("main a").last.click()  # as the second one, who is busy
    tabs["wissen"].wait_for_url("**/uitleg/*")
    expect(tabs["wissen"].locator(".igm-code")).to_have_text(str(second.code))
    assert Response.objects.filter(answers__regex=r"^\.+$", sent=False).count() == 2


def test_a_page_that_the_browser_brings_back_asks_whose_it_is(
    world: World, live_server: LiveServer, new_context: Open, watch: Watch
) -> None:
    """Some browsers bring a page back as it stood, in spite of `no-store`."""
    watch.expect(CONFLICT)
    site, context = live_server.url, new_context()
    first, second = (start(code) for code in codes(world, client_wave(world), 2))
    sit_down(context, site, first)
    for place in ("uitleg", "vraag/1"):
        page = context.new_page()
        page.goto(f"{site}/meedoen/{place}/?participant={first.mark}")
    sit_down(context, site, second)
    back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    for page in context.pages:
        page.evaluate(back)
        expect(page.locator("h1")).to_contain_text("iemand anders bezig")


# --- beginning again ------------------------------------------------------------------------------


def test_beginning_twice_on_a_slow_line(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    """Past the script that makes the button inert, which is a second line only."""
    code = codes(world, client_wave(world))[0]
    page = new_context().new_page()
    page.goto(f"{live_server.url}/meedoen/{code}/")
    presses: list[Route] = []

    def press(route: Route) -> None:
        """The server works each time; the browser drops the first reply for the second press."""
        presses.append(route)
        answer = route.fetch(max_redirects=0)
        if len(presses) > 1:
            route.fulfill(response=answer)

    page.route("**/beginnen/", press)
    page.evaluate(TWICE, "form[action$='/beginnen/']")
    page.wait_for_timeout(4000)  # not for the address: the first reply is dropped
    expect(page.locator(".igm-code")).to_be_visible()
    assert len(presses) == 2
    assert Response.objects.count() == StartCode.objects.filter(used=True).count() == 1


def test_a_lost_reply_and_back_and_beginning_again(
    world: World, live_server: LiveServer, new_context: Open, watch: Watch
) -> None:
    watch.expect("net::ERR|Failed to load")
    code = codes(world, client_wave(world))[0]
    page = new_context().new_page()
    page.goto(f"{live_server.url}/meedoen/{code}/")

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/beginnen/", lose, times=1)
    page.locator("form[action$='/beginnen/'] button").click(no_wait_after=True)
    page.wait_for_timeout(1000)
    assert StartCode.objects.get().used
    page.goto(f"{live_server.url}/meedoen/{code}/")
    button = page.locator("form[action$='/beginnen/'] button")
    button.click()
    page.wait_for_url("**/uw-code/*")
    own = page.locator(".igm-code").inner_text()
    page.go_back()
    expect(page.locator("main")).to_contain_text("Bent u dat?")
    button.click()
    page.wait_for_url("**/uw-code/*")
    assert page.locator(".igm-code").inner_text() == own
    assert Response.objects.count() == 1


def test_after_a_press_the_button_says_so_and_takes_no_second_one(
    world: World, live_server: LiveServer, new_context: Open
) -> None:
    code = codes(world, client_wave(world))[0]
    page = new_context().new_page()
    page.goto(f"{live_server.url}/meedoen/{code}/")
    presses: list[Route] = []
    page.route("**/beginnen/", lambda route: presses.append(route))
    pressed = page.evaluate(PRESSES, "form[action$='/beginnen/'] button")
    page.wait_for_timeout(500)
    assert pressed == ["Een moment…", "true"]
    assert len(presses) == 1
    presses[0].fulfill(status=204)
