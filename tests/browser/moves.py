"""Moves that several browser tests make."""

from playwright.sync_api import Page

from tests.world import PASSWORD, World


def sign_in(page: Page, site: str, world: World, name: str) -> None:
    """Through the sign-in page, as a person would."""
    page.goto(f"{site}/account/aanmelden/")
    page.locator("input[name=login]").fill(world.people[name].email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(f"{site}/{world.slug}/")
