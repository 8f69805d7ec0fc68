"""An HR adviser writes, invites and reminds; the mail travels through a real mail server."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import post_office
from tests.browser.moves import sign_in
from tests.post_office import PostOffice
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office.opened() as opened:
        yield opened


@pytest.fixture
def world(transactional_db: None) -> World:
    return settle()


def test_a_reminder_in_own_words_reaches_only_who_has_not_sent(
    page: Page,
    live_server: LiveServer,
    world: World,
    office: PostOffice,
    axe: Callable[[Page], None],
) -> None:
    wave = world.wave(world.team("a", 3), title="Voorjaar")
    world.answer(wave, "a-2")
    mail = f"{live_server.url}/zandstad/metingen/{wave.pk}/mail/"
    sign_in(page, live_server.url, world, "hr")

    page.goto(f"{mail}herinnering/")
    page.locator("[name=subject]").fill("Nog even, {naam}?")
    page.locator("[name=body]").fill("Het kan hier: {adres}")
    page.locator("button[value=save]").click()
    expect(page.locator(".utrecht-form-field--invalid")).to_contain_text("{adres}")
    axe(page)
    page.locator("[name=body]").fill("Het kan hier: {link}")
    page.locator("button[value=preview]").click()
    expect(page.get_by_text("Nog even, Hr?")).to_be_visible()
    page.locator("button[value=save]").click()
    page.wait_for_url(mail)
    axe(page)

    page.locator("a[href$='/mail/herinneren/']").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(mail)
    expect(page.locator("main")).not_to_contain_text("@zandstad.example")
    call_command("run_tasks")
    assert sorted((str(sent["To"]), str(sent["Subject"]).strip()) for sent in office.mails) == [
        ("a-1@zandstad.example", "Nog even, A-1?"),
        ("a-3@zandstad.example", "Nog even, A-3?"),
    ]
    page.reload()
    expect(page.locator("a[href$='/mail/herinneren/']")).to_have_count(0)
