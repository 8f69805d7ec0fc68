"""Whatever happens while somebody fills in: stored is what the person last saw confirmed.

Random sequences with a seed; a failure names it. `make chaos` plays many more of them.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Route, expect

from surveys.models import Wave, WaveState
from surveys.models.response import Response
from tests.browser.chaos import Filler
from tests.browser.portal import Portal
from tests.browser.sequences import TROUBLE, play, play_shared, stored
from tests.browser.sharing import SharedBrowser
from tests.environment.watch import Watch
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)

RUNS = int(os.environ.get("CHAOS_RUNS", "5"))


@pytest.fixture
def live_server(transactional_db: None) -> Iterator[Portal]:
    """One of our own, that may be stopped."""
    portal = Portal()
    yield portal
    portal.stop()


@pytest.fixture
def world(live_server: Portal) -> World:
    return settle()


@pytest.fixture
def filler(
    world: World,
    live_server: Portal,
    new_context: Callable[..., BrowserContext],
    watch: Watch,
    request: pytest.FixtureRequest,
) -> Iterator[Filler]:
    watch.expect(TROUBLE)
    wave = world.wave(world.team("a", 1))
    filler = Filler.begin(new_context(), live_server, world, wave, getattr(request, "param", 0))
    yield filler
    filler.context.close()


@pytest.mark.parametrize("filler", range(RUNS), indirect=True)
def test_stored_is_what_was_last_confirmed(world: World, filler: Filler) -> None:
    play(world, filler)


def test_a_wave_that_closes_meanwhile_keeps_what_was_confirmed(
    world: World, filler: Filler
) -> None:
    for _step in range(4):
        filler.choose()
    filler.heal()
    before = stored(world, filler)
    Wave.objects.update(state=WaveState.CLOSING)
    (tab,) = filler.tabs
    option = tab.page.locator("fieldset[data-question] input[type=radio]:not(:checked)").first
    option.check()
    status = tab.page.locator("[data-save-status]")
    expect(status).to_have_attribute("data-state", "closed")
    expect(status).not_to_be_empty()
    assert stored(world, filler) == before
    tab.page.locator("button[name=to][value=next]").click()
    expect(tab.page).to_have_url(re.compile(re.escape(filler.address) + r"\?participant=\w+$"))
    assert stored(world, filler) == before


def test_without_a_connection_the_page_stays_and_says_why(world: World, filler: Filler) -> None:
    (tab,) = filler.tabs
    before = tab.page.url
    filler.cut()
    option = tab.page.locator("fieldset[data-question] input[type=radio]").nth(2)
    item, value = option.get_attribute("name"), option.get_attribute("value")
    option.check()
    status = tab.page.locator("[data-save-status]")
    expect(status).to_have_attribute("data-state", "offline")
    tab.page.locator("button[name=to][value=next]").click()
    expect(status).to_have_attribute("data-state", "offline")
    assert tab.page.url == before
    assert option.is_checked()
    filler.context.set_offline(False)
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)
    tab.page.locator("button[name=to][value=next]").click()
    tab.page.wait_for_url(lambda url: url != before)
    assert stored(world, filler)[str(item)] == value


def test_signed_out_meanwhile_the_page_keeps_the_answer_until_one_signs_in_again(
    world: World, filler: Filler
) -> None:
    (tab,) = filler.tabs
    before = tab.page.url
    tab.page.clock.install()
    tab.page.clock.pause_at(timezone.now() + timedelta(hours=1))  # nothing is tried by itself
    filler.drop_session()
    option = tab.page.locator("fieldset[data-question] input[type=radio]").nth(2)
    item, value = option.get_attribute("name"), option.get_attribute("value")
    option.check()
    status = tab.page.locator("[data-save-status]")
    expect(status).to_have_attribute("data-state", "signin")
    expect(status).to_contain_text("ander tabblad")
    tab.page.locator("button[name=to][value=next]").click()
    expect(status).to_have_attribute("data-state", "signin")
    assert tab.page.url == before
    assert option.is_checked()
    filler.sign_in()  # as in another tab
    tab.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # and back again
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)
    assert stored(world, filler)[str(item)] == value


def test_what_was_on_its_way_while_one_signed_in_again_is_sent_once_more(
    world: World, filler: Filler
) -> None:
    (tab,) = filler.tabs
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.page.clock.install()
    tab.page.clock.pause_at(timezone.now() + timedelta(hours=1))  # nothing is tried by itself
    tab.page.route("**/antwoord/", hold, times=1)
    option = tab.page.locator("fieldset[data-question] input[type=radio]").nth(2)
    item, value = option.get_attribute("name"), option.get_attribute("value")
    with tab.page.expect_request("**/antwoord/"):
        option.check()
    tab.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    (route,) = held
    route.fulfill(status=401)  # it left without a session
    status = tab.page.locator("[data-save-status]")
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)
    assert stored(world, filler)[str(item)] == value


def test_an_older_tab_does_not_undo_a_newer_one(world: World, filler: Filler) -> None:
    (old,) = filler.tabs
    filler.visit(old, 2)
    filler.open_tab()
    new = filler.tabs[1]
    filler.visit(new, 2)
    new.page.locator("input[name=H1][value='5']").check()
    expect(new.page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")
    old.page.locator("input[name=H2][value='1']").check()
    with old.page.expect_navigation():
        old.page.locator("button[name=to][value=next]").click()
    assert (stored(world, filler)["H1"], stored(world, filler)["H2"]) == ("5", "1")


def test_free_text_is_saved_when_it_is_left(world: World, filler: Filler) -> None:
    (tab,) = filler.tabs
    filler.visit(tab, len(filler.asked.pages))
    tab.page.locator("textarea").fill("Meer tijd")
    tab.page.locator("h1, h2").first.dispatch_event("click")
    tab.page.locator("textarea").blur()
    expect(tab.page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")
    tab.page.close()
    assert Response.objects.get().open_answer.text == "Meer tijd"


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "content_type": "text/html", "body": "<h1>Welkom op onze wifi</h1>"},
        {"status": 200, "content_type": "application/json", "body": "{}"},
    ],
)
def test_only_the_portal_itself_can_say_saved(filler: Filler, answer: dict[str, str | int]) -> None:
    """The login page of a public network answers too, and saves nothing."""
    (tab,) = filler.tabs
    tab.page.route("**/antwoord/", lambda route: route.fulfill(**answer))
    tab.page.locator("fieldset[data-question] input[type=radio]").first.check()
    status = tab.page.locator("[data-save-status]")
    expect(status).to_have_attribute("data-state", "failed")
    assert not Response.objects.exclude(answers__regex=r"^\.+$").exists()


@pytest.mark.parametrize("seed", range(RUNS))
def test_of_two_in_one_browser_nothing_is_lost_doubled_or_misplaced(
    world: World,
    live_server: Portal,
    new_context: Callable[..., BrowserContext],
    watch: Watch,
    seed: int,
) -> None:
    watch.expect(TROUBLE)
    wave = world.wave(world.team("a", 2))
    random = Random(seed)  # noqa: S311
    shared = SharedBrowser(new_context(), live_server.url, world, wave, random)
    play_shared(shared)
    assert Response.objects.count() <= 2
    shared.context.close()
