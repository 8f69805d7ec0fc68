"""Twenty minutes about a case: one window, five phones, a keyboard; and without a script."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import CaseAnswer, CaseSession, Notice
from igm_portal.followup.services.case_sessions import hand_in
from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def world() -> World:
    """A team of two; comparing cases and the notice board are switched on."""
    world = settle()
    world.team("a", 2)
    world.give("administrator", Role.ADMINISTRATOR)
    for module in (Module.CASES, Module.NOTICES):
        world.switch(module)
    return world


@pytest.mark.parametrize(("language", "script"), [("nl", True), ("en", True), ("nl", False)])
def test_a_conversation_runs_from_its_window_alone(
    world: World,
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
    language: str,
    script: bool,
) -> None:
    site = live_server.url

    def browser() -> Page:
        context = new_context(java_script_enabled=script)
        name = settings.LANGUAGE_COOKIE_NAME
        context.add_cookies([{"name": name, "value": language, "url": site}])
        return context.new_page()

    def look(page: Page) -> None:
        if script:
            assert not list(faults_of(page, axe, language=language)), page.url
            page.set_viewport_size({"width": 1280, "height": 800})

    def on(page: Page) -> None:
        """The next step, by a remote control where there is a script."""
        step = page.url
        if script:
            page.keyboard.press("PageDown")
        else:
            page.locator("a[rel=next]").click()
        page.wait_for_url(lambda url: url != step)

    def answer(phone: Page, number: int, *, see: bool = False) -> None:
        phone.goto(f"{site}/casus/")
        phone.locator("[name=code]").fill(code.lower())
        phone.locator("[name=code]").press("Enter")  # waits for its page, as a keyboard does not
        if see:
            look(phone)
        phone.locator("[name=element]").nth(number).focus()
        phone.keyboard.press("Space")
        phone.locator("[name=action]").nth(number).focus()
        phone.keyboard.press("Space")
        phone.locator("form button[name=to]").press("Enter")
        expect(phone.locator("a[href*=opnieuw]")).to_be_visible()

    window = browser()
    sign_in(window, site, world, "a-1")
    window.goto(f"{site}/zandstad/casus/")
    look(window)
    window.locator("button[value=jaap]").press("Enter")
    window.wait_for_url("**/casus/gesprek/")
    look(window)
    on(window)
    look(window)
    code = window.locator(".igm-room__code").inner_text()
    assert re.fullmatch(r"\w{3}-\w{3}", code)
    phones = [browser() for _number in range(5)]
    for number, phone in enumerate(phones[:4]):
        answer(phone, number, see=number == 0)
    look(phones[0])
    if script:
        expect(window.locator(".igm-room__count")).to_contain_text("4 ")  # by itself
    on(window)
    look(window)
    expect(window.locator("button[value=show]")).to_have_count(0)
    answer(phones[4], 0)
    if not script:
        window.locator("main a[href='?stap=3']").click()
    show = window.locator("button[value=show]")
    expect(show).to_be_visible()  # by itself, where there is a script
    look(window)
    show.press("Enter")
    expect(window.locator(".igm-spread__number").first).to_have_text("2")
    look(window)
    assert not CaseAnswer.objects.exists()
    phones[0].reload()
    expect(phones[0].locator("form")).to_have_count(0)
    look(phones[0])
    for _step in range(3):
        on(window)
        look(window)
    window.locator("button[value=end]").press("Enter")
    expect(window.locator("h1")).to_be_visible()
    assert not CaseSession.objects.exists()
    look(window)


def test_twenty_minutes_by_the_clock_of_the_window_and_nothing_else_is_opened(
    world: World, new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    """Whoever leads stays in one window, from the first step to the last; each step takes as long
    as it says, and five phones answer during the second.
    """
    site = live_server.url
    window = new_context().new_page()
    sign_in(window, site, world, "a-1")
    window.goto(f"{site}/zandstad/casus/")
    window.locator("button[value=jaap]").press("Enter")
    window.wait_for_url("**/casus/gesprek/")
    opened: list[str] = []
    window.on("framenavigated", lambda frame: opened.append(frame.url))
    window.clock.install()
    window.reload()
    total = 0
    for number in range(1, 7):
        clock = window.locator("[data-clock]")
        minutes = int(clock.get_attribute("data-clock") or 0)
        window.get_by_role("button", name="Start de klok").press("Enter")
        if number == 2:
            session = CaseSession.objects.get()
            for place in range(5):
                hand_in(session=session, browser=f"telefoon-{place}", element="context", action=0)
        if number == 3:
            window.locator("button[value=show]").press("Enter")
            expect(window.locator(".igm-spread__number").first).to_be_visible()
            window.get_by_role("button", name="Start de klok").press("Enter")
        window.clock.fast_forward(minutes * 60_000)
        expect(window.locator("[data-clock-left]")).to_have_text("0:00")
        total += minutes
        if number < 6:
            window.locator("a[rel=next]").press("Enter")
            window.wait_for_url(f"**?stap={number + 1}*")
    assert total == 20
    window.locator("button[value=end]").press("Enter")
    expect(window.get_by_text("alles ervan is gewist")).to_be_visible()
    assert {url.partition("?")[0] for url in opened} == {f"{site}/zandstad/casus/gesprek/"}
    assert not CaseSession.objects.exists()


def test_a_manager_writes_a_case_and_a_colleague_hangs_up_a_notice(
    world: World,
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
) -> None:
    site = live_server.url

    def look(page: Page) -> None:
        assert not list(faults_of(page, axe, language="nl")), page.url
        page.set_viewport_size({"width": 1280, "height": 800})

    manager = new_context().new_page()
    sign_in(manager, site, world, "manager-a")
    manager.goto(f"{site}/zandstad/casus/")
    manager.get_by_role("link", name="Zelf een casus schrijven").click()
    for name, words in (
        ("title", "Willem vindt zichzelf te oud"),
        ("story", "Willem is 61, geboren op 3 mei 1965."),
        ("first", "Anja gaat mee."),
        ("second", "Peter laat hem meelopen."),
        ("actions", "Bellen\nMeelopen"),
    ):
        manager.locator(f"[name={name}]").fill(words)
    manager.get_by_label("In deze casus staat geen bestaand mens").check()
    manager.get_by_role("button", name="Opslaan").press("Enter")
    expect(manager.get_by_text("een geboortedatum").first).to_be_visible()
    look(manager)
    manager.locator("[name=story]").fill("Willem is 61.")
    manager.get_by_role("button", name="Opslaan").press("Enter")
    expect(manager.get_by_role("heading", name="Willem vindt zichzelf te oud")).to_be_visible()
    look(manager)

    member = new_context(java_script_enabled=False).new_page()
    sign_in(member, site, world, "a-1")
    member.goto(f"{site}/zandstad/leermomenten/")
    member.get_by_role("link", name="Meekijken").click()
    member.get_by_role("link", name="Een briefje ophangen").press("Enter")
    member.get_by_label("Dit wil ik leren").check()
    member.get_by_label("In je eigen woorden").fill("Een gesprek met een tolk")
    member.get_by_role("button", name="Ophangen").press("Enter")
    expect(member.get_by_role("heading", name="Een gesprek met een tolk")).to_be_visible()
    manager.goto(f"{site}/zandstad/meekijken/")
    link = manager.get_by_role("link", name="A-1 mailen")
    assert str(link.get_attribute("href")).startswith("mailto:a-1@zandstad.example?subject=")
    look(manager)
    manager.get_by_role("link", name="Een briefje ophangen").click()
    look(manager)
    member.get_by_role("button", name="Weghalen").press("Enter")
    expect(member.get_by_text("Je briefje is weggehaald.")).to_be_visible()
    assert not Notice.objects.exists()
