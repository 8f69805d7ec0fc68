"""Setting up and showing a second step in a real browser: the app, and a passkey."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from igm_portal.accounts.roles import Role
from tests.second_steps import code_of, stop_the_clock
from tests.world import PASSWORD, World, settle

Check = Callable[[Page], None]


@pytest.fixture
def world(live_server: LiveServer, settings: Settings) -> Iterator[World]:
    settings.IGM_SECOND_STEP_REQUIRED = True
    cache.clear()
    world = settle()
    world.give("hr", Role.HR_ADVISER)
    yield world
    cache.clear()


def type_password(page: Page, site: str, world: World) -> None:
    page.goto(f"{site}/account/aanmelden/")
    page.locator("input[name=login]").fill(world.people["hr"].email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden", exact=True).click()


def plug_in_key(context: BrowserContext, page: Page) -> None:
    """A device with a finger on it, for as long as this page is open."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_app_is_set_up_and_asked(
    page: Page,
    live_server: LiveServer,
    world: World,
    axe: Check,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_the_clock(monkeypatch)
    site, start = live_server.url, f"{live_server.url}/{world.slug}/"
    type_password(page, site, world)
    expect(page.get_by_role("heading", level=1)).to_have_text("Eerst een tweede stap")
    axe(page)
    page.get_by_role("link", name="De app instellen").click()
    drawing = page.get_by_role("img", name="QR-code")
    assert drawing.evaluate("image => image.complete && image.naturalWidth > 0")
    axe(page)
    page.get_by_label("De code die de app nu laat zien").fill(
        code_of(page.locator(".igm-secret").inner_text())
    )
    page.get_by_role("button", name="Aanzetten").click()
    expect(page.locator(".igm-codes li")).to_have_count(10)
    axe(page)
    page.get_by_role("link", name="Klaar, naar de startpagina").click()
    page.wait_for_url(start)
    page.goto(f"{site}/account/beveiliging/")
    axe(page)
    page.goto(f"{site}/account/beveiliging/aangemeld/")
    axe(page)
    page.get_by_role("button", name="Hier afmelden").click()
    secret = Authenticator.objects.get(type="totp").wrap().instance.data["secret"]
    type_password(page, site, world)
    expect(page.get_by_role("heading", level=1)).to_have_text("De tweede stap")
    expect(page.get_by_role("button", name="Je passkey gebruiken")).to_have_count(0)
    axe(page)
    from igm_portal.accounts.sealing import unseal

    cache.clear()
    page.get_by_label("Code").fill(code_of(unseal(secret)))
    page.locator("form:has(input[name=code]) button[type=submit]").click()
    page.wait_for_url(start)


def test_a_passkey_is_added_and_signs_in_alone(
    context: BrowserContext,
    page: Page,
    live_server: LiveServer,
    world: World,
    axe: Check,
) -> None:
    site, start = live_server.url, f"{live_server.url}/{world.slug}/"
    plug_in_key(context, page)
    type_password(page, site, world)
    page.get_by_role("link", name="Passkey toevoegen").click()
    axe(page)
    page.get_by_label("Hoe noem je hem?").fill("Laptop van het werk")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.locator(".igm-codes li")).to_have_count(10)
    page.goto(start)
    expect(page).to_have_url(start)
    page.goto(f"{site}/account/beveiliging/passkeys/")
    expect(page.get_by_text("Laptop van het werk")).to_be_visible()
    axe(page)
    page.locator("header").get_by_role("button", name="Afmelden").click()
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.wait_for_url(start)
    page.locator("header").get_by_role("button", name="Afmelden").click()
    type_password(page, site, world)
    page.get_by_role("button", name="Je passkey gebruiken").click()
    page.wait_for_url(start)


def test_without_a_key_the_page_says_that_it_did_not_work(
    context: BrowserContext, page: Page, live_server: LiveServer, world: World
) -> None:
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('none'))")
    page.goto(f"{live_server.url}/account/aanmelden/")
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(page.locator("[data-passkey-error]")).to_be_focused()
