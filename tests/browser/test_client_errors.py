"""Every page that tells a client that something went another way, on a phone and on a desk."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from surveys.codes.code import CodeKind, draw
from tests.audit import FAULTS
from tests.clients import client_wave, codes
from tests.environment.watch import Watch
from tests.world import World, settle

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.faulty_urls"),
]
Open = Callable[..., BrowserContext]
Check = Callable[[Page], None]
PHONE, DESK = 360, 1280
PHONE_NUMBER = "014 - 123 456"
WAYS = """() => [...document.querySelectorAll("a[href]"), ...document.forms].map(
  (way) => new URL(way.getAttribute("href") ?? way.getAttribute("action") ?? "", location).href)"""


@pytest.fixture
def world(live_server: LiveServer) -> World:
    cache.clear()
    world = settle()
    world.organisation.contact_name = "Balie Zandstad"
    world.organisation.contact_phone = PHONE_NUMBER
    world.organisation.accessibility_text = "Wij doen ons best."
    world.organisation.save()
    return world


def at(address: str) -> Callable[[Page, str], None]:
    def go(page: Page, site: str) -> None:
        page.goto(f"{site}/meedoen/{address}")

    return go


def too_many_fields(page: Page, site: str) -> None:
    page.goto(f"{site}/meedoen/")
    page.evaluate(
        """() => {
          const form = document.querySelector("form:has(input[name=code])");
          for (let number = 0; number < 3000; number += 1) {
            const field = document.createElement("input");
            Object.assign(field, { type: "hidden", name: `veld${number}`, value: "x" });
            form.append(field);
          }
        }"""
    )
    send_code(page)


def without_cookies(page: Page, site: str) -> None:
    page.goto(f"{site}/meedoen/")
    page.context.clear_cookies()
    send_code(page)


def guessing(page: Page, site: str) -> None:
    """More wrong codes than one address may type in ten minutes, which may end on the way."""
    answer = None
    for _try in range(120):
        answer = page.goto(f"{site}/meedoen/{draw(CodeKind.START)}/")
        if answer is not None and answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return
    pytest.fail("nobody was stopped")


def send_code(page: Page) -> None:
    with page.expect_navigation():
        page.locator("input[name=code]").fill("XR4-97K-C2M")
        page.locator("form:has(input[name=code]) button[type=submit]").click()


@pytest.mark.parametrize(
    ("go", "status", "words"),
    [
        pytest.param(
            at("onleesbaar/"), 400, "Wij begrijpen niet wat uw browser stuurde", id="bad request"
        ),
        pytest.param(
            too_many_fields, 400, "Wij begrijpen niet wat uw browser stuurde", id="too many fields"
        ),
        pytest.param(at("geweigerd/"), 403, "U kunt deze pagina niet openen", id="refused"),
        pytest.param(without_cookies, 403, "Probeer het nog een keer", id="no cookies"),
        pytest.param(at("bestaat/niet/"), 404, "Wij kunnen deze pagina niet", id="not there"),
        pytest.param(at("stoppen/"), 405, "Er is niets gebeurd", id="a button"),
        pytest.param(at("druk/"), 429, "Het is nu erg druk", id="crowded"),
        pytest.param(guessing, 429, "Wacht even", id="guessing"),
        pytest.param(at("stuk/"), 500, "Het ligt niet aan u", id="broken"),
        pytest.param(at("weg/"), 503, "Het ligt niet aan u", id="no database"),
    ],
)
def test_a_client_reads_what_happened_among_the_own_pages(
    go: Callable[[Page, str], None],
    status: int,
    words: str,
    world: World,
    live_server: LiveServer,
    new_context: Open,
    watch: Watch,
    axe: Check,
    request: pytest.FixtureRequest,
) -> None:
    codes(world, client_wave(world))
    watch.expect(r"status of 4|status of 50")
    page = new_context().new_page()
    page.set_viewport_size({"width": PHONE, "height": 640})
    statuses: list[int] = []
    page.on(
        "response",
        lambda answer: (
            statuses.append(answer.status) if answer.request.is_navigation_request() else None
        ),
    )
    go(page, live_server.url)
    assert statuses[-1] == status
    expect(page.locator("main")).to_contain_text(words)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 640})
        axe(page)
        assert page.evaluate(FAULTS) == []
        photograph(page, f"{request.node.callspec.id}-{width}")
    ways = page.evaluate(WAYS)
    around = tuple(f"{live_server.url}/{place}/" for place in ("meedoen", "taal"))
    astray = [way for way in ways if not way.startswith((*around, "tel:", "mailto:"))]
    assert astray == []
    expect(page.locator(".igm-header a")).to_have_attribute("href", "/meedoen/")
    expect(page.locator("footer")).to_contain_text("U mag altijd stoppen")


def photograph(page: Page, name: str) -> None:
    folder = Path("test-results/client-errors")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
