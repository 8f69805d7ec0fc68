"""A file that is made in the background, followed on its page; with and without scripts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from reports.models import Job, JobFault, JobState
from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.files import work
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    wave = world.wave(world.team("a", 9), title="Voorjaar")
    world.answer_all(wave, [f"a-{number}" for number in range(1, 10)])
    world.close(wave)
    return world


def ask(page: Page, base: str) -> None:
    page.goto(f"{base}/zandstad/exporteren/")
    page.locator("input[name=waves]").check()
    page.locator("input[value=csv]").check()
    page.locator("main button[value=next]").click()
    page.wait_for_url("**/exporteren/*-*/")


def test_the_page_follows_the_work_and_offers_the_file(
    page: Page, live_server: LiveServer, world: World, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server.url, world, "hr")
    ask(page, live_server.url)
    assert not list(faults_of(page, axe, language="nl"))
    Job.objects.update(progress=40, state=JobState.WAITING, attempts=1)
    expect(page.locator("progress")).to_have_js_property("value", 40)
    work()
    link = page.locator("a[href$='/bestand/']")
    expect(link).to_be_visible(timeout=20_000)
    assert not list(faults_of(page, axe, language="nl"))
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith("-voorjaar.csv")
    page.goto(f"{live_server.url}/zandstad/exporteren/")
    assert not list(faults_of(page, axe, language="nl"))


def test_a_failure_says_why_and_what_to_do(
    page: Page, live_server: LiveServer, world: World, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server.url, world, "hr")
    ask(page, live_server.url)
    job = Job.objects.get()
    job.state, job.fault = JobState.FAILED, JobFault.STOPPED
    job.expires_at = job.asked_at + timedelta(days=1)
    job.save()
    expect(page.locator("form[action$='/opnieuw/'] button")).to_be_visible(timeout=20_000)
    assert not list(faults_of(page, axe, language="nl"))
    page.locator("form[action$='/opnieuw/'] button").click()
    expect(page.locator("progress")).to_be_visible()


def test_without_scripts_a_link_shows_how_far_it_is(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    sign_in(page, live_server.url, world, "hr")
    ask(page, live_server.url)
    page.locator("main .igm-panel a").click()
    expect(page.locator("progress")).to_be_visible()
    work()
    page.locator("main .igm-panel a").click()
    with page.expect_download() as download:
        page.locator("a[href$='/bestand/']").click()
    assert download.value.suggested_filename.endswith(".csv")
    context.close()


def test_the_menu_on_a_phone_opens_where_one_is(
    page: Page, live_server: LiveServer, world: World
) -> None:
    """The export ends a strip that is wider than a phone; at 320 px the strip wraps."""
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, live_server.url, world, "hr")
    page.goto(f"{live_server.url}/zandstad/exporteren/")
    current = page.locator(".igm-nav [aria-current]")
    box = current.bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["x"] + box["width"] <= 360) == (True, True)
    assert page.evaluate("document.querySelector('.igm-nav ul').scrollLeft") > 0
    assert page.evaluate("window.scrollY") == 0
    page.set_viewport_size({"width": 320, "height": 740})
    for link in page.locator(".igm-nav ul a").all():
        box = link.bounding_box()
        assert box is not None
        assert (box["x"] >= 0, box["x"] + box["width"] <= 320) == (True, True)
