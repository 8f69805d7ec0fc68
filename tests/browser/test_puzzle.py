"""A puzzle around a client who does not exist, by keyboard and without a script."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from igm_portal.followup.models import Puzzle
from tests.browser.looking import faults_of
from tests.browser.moves import sign_in
from tests.world import World, settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("language", "script"), [("nl", True), ("en", True), ("nl", False)])
def test_jaap_is_played_from_the_window_alone(
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    axe: Callable[[Page], None],
    language: str,
    script: bool,
) -> None:
    world: World = settle()
    world.team("a", 1)
    site, context = live_server.url, new_context(java_script_enabled=script)
    name = settings.LANGUAGE_COOKIE_NAME
    context.add_cookies([{"name": name, "value": language, "url": site}])
    page = context.new_page()

    def look() -> None:
        if script:
            assert not list(faults_of(page, axe, language=language)), page.url
            page.set_viewport_size({"width": 1280, "height": 800})

    def on() -> None:
        page.locator("footer a[rel=next]").press("Enter")

    def lay(actor: int, element: int, force: int, text: str) -> None:
        if not page.locator("#id_text").is_visible():
            page.locator("summary").press("Enter")
        for field, number in (("actor", actor), ("element", element), ("force", force)):
            page.locator(f"[name={field}]").nth(number).press("Space")
        page.locator("[name=stance]").first.press("Space")
        page.locator("#id_text").fill(text)
        page.locator("#id_serves").fill("Jaap doet weer mee")
        page.locator("button[value=action]").press("Enter")
        expect(page.locator(".igm-puzzle__laid").get_by_text(text, exact=True)).to_be_visible()

    sign_in(page, site, world, "a-1")
    page.goto(f"{site}/zandstad/puzzel/")
    look()
    page.locator("button[name=case][value=jaap]").press("Enter")
    look()
    on()
    expect(page.get_by_text("Jaap is 52")).to_be_visible()
    look()
    on()
    for field in ("goal", "klantmanager", "inkomensconsulent", "accountmanager"):
        page.locator(f"#id_{field}").fill(f"Jaap doet mee: {field}")
    page.locator("button[value=goal]").press("Enter")
    expect(page.locator("#id_goal")).to_have_value("Jaap doet mee: goal")
    look()
    on()
    look()
    lay(1, 2, 1, "Een maatregel aankondigen")
    look()
    page.goto(f"{page.url.split('?')[0]}?stap=6")
    warning = page.locator(".igm-puzzle__warning")
    expect(warning).to_be_visible()
    look()
    page.goto(f"{page.url.split('?')[0]}?stap=4")
    lay(0, 1, 0, "Samen zoeken wat hij kan")
    lay(2, 6, 0, "De reiskosten regelen")
    on()
    look()
    on()
    expect(page.locator(".igm-force")).to_have_count(3)
    expect(warning).to_have_count(0)
    page.locator("summary").press("Enter")
    expect(page.get_by_role("row")).to_have_count(1 + 7)
    look()
    on()
    look()
    page.locator("button[value=end]").press("Enter")
    expect(page.locator("h1")).to_be_visible()
    look()
    assert not Puzzle.objects.exists()
    for address in ("in-gesprek", "puzzel"):
        page.goto(f"{site}/zandstad/{address}/")
        look()
