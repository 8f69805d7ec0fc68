"""A page that came in the reply to the one before has its own address: reloading it, going back and
going on ask for pages, and send nothing again.
"""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from surveys.models import Wave
from surveys.models.response import Response
from surveys.selectors import response_of
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., BrowserContext]


@pytest.fixture
def world(live_server: LiveServer) -> World:
    cache.clear()
    return settle()


@pytest.fixture
def wave(world: World) -> Wave:
    return world.wave(world.team("a", 2))


class Pages:
    """A person on the pages of a wave, and every page that the browser asked for."""

    def __init__(self, page: Page, site: str, wave: Wave) -> None:
        self.page, self.asked = page, list[tuple[str, str]]()
        self.address = f"{site}/zandstad/vragenlijst/{wave.pk}/"
        page.on("request", self._note)
        page.goto(f"{self.address}1/")

    def _note(self, request: Request) -> None:
        if request.is_navigation_request():
            number = request.url.removeprefix(self.address).partition("/")[0]
            self.asked.append((request.method, number))

    def asks(self, act: Callable[[], object], number: int) -> list[tuple[str, str]]:
        """What the browser asks for when somebody does this, and is on page `number` after it."""
        self.asked.clear()
        act()
        expect(self.page).to_have_title(re.compile(f"^Pagina {number} van 11"))
        expect(self.page).to_have_url(re.compile(rf"/{number}/(\?participant=\w{{32}})?$"))
        return list(self.asked)


@pytest.fixture
def pages(
    world: World, wave: Wave, live_server: LiveServer, new_context: Open
) -> Callable[..., Pages]:
    def open_pages(**options: object) -> Pages:
        page = new_context(**options).new_page()
        sign_in(page, live_server.url, world, "a-1")
        return Pages(page, live_server.url, wave)

    return open_pages


def test_one_trip_for_a_page_and_none_of_its_answers_twice(
    world: World, wave: Wave, pages: Callable[..., Pages]
) -> None:
    person = pages()
    page = person.page
    page.locator("input[name=GED1][value='2']").click()
    forward = page.get_by_role("button", name="Volgende")
    assert person.asks(forward.click, 2) == [("POST", "1")]
    assert person.asks(forward.click, 3) == [("POST", "2")]
    assert person.asks(page.reload, 3) == [("GET", "3")]
    assert person.asks(page.go_back, 2) == [("GET", "2")]
    assert person.asks(page.go_back, 1) == [("GET", "1")]
    expect(page.locator("input[name=GED1][value='2']")).to_be_checked()
    assert person.asks(page.go_forward, 2) == [("GET", "2")]
    page.locator("input[name=H1][value='4']").click()
    assert person.asks(page.get_by_role("button", name="Terug").click, 1) == [("POST", "2")]
    response = response_of(world.invitation(wave, "a-1"))
    assert response is not None
    assert response.answers.strip(".").startswith("2")
    assert response.answers.strip(".").endswith("4")


def test_from_the_overview_nothing_is_sent_by_reloading(
    world: World, wave: Wave, pages: Callable[..., Pages]
) -> None:
    person = pages()
    page = person.page
    page.locator("input[name=GED1][value='2']").click()
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")
    page.goto(f"{person.address}11/")
    page.locator("textarea").fill("Meer tijd")
    person.asked.clear()
    page.get_by_role("button", name="Naar het overzicht").click()
    expect(page.get_by_text("Meer tijd")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/nakijken/\?participant=\w{32}$"))
    page.reload()
    expect(page.get_by_text("Meer tijd")).to_be_visible()
    assert person.asked == [("POST", "11"), ("GET", "nakijken")]
    page.get_by_role("button", name="Versturen en mijn profiel bekijken").click()
    expect(page).to_have_url(re.compile("/mijn-profiel/"))
    assert Response.objects.get().sent


def test_without_a_script_somebody_is_led_to_the_page(pages: Callable[..., Pages]) -> None:
    person = pages(java_script_enabled=False)
    forward = person.page.get_by_role("button", name="Volgende")
    assert person.asks(forward.click, 2) == [("POST", "1"), ("GET", "2")]
    assert person.asks(person.page.reload, 2) == [("GET", "2")]
