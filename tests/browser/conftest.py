"""Pages in a real Chromium: how it starts, and what no page may do."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.environment import chromium
from tests.environment.watch import Watch

FLAGS = (
    "--no-sandbox",  # root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# The style sheets are not fetched again for axe: no rule reads them but one that is off by itself.
AXE = """
() => axe.run({resultTypes: ["violations"], preload: {assets: ["media"]}})
  .then(({violations}) => violations)
"""

# A browser shares a small machine with the site it looks at; how long that takes proves nothing.
expect.set_options(timeout=20_000)


@pytest.fixture(autouse=True, scope="session")
def _django_beside_playwright() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, where Django would refuse its database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = chromium.find()
    if executable is None:
        reason = "no Chromium: install one, set IGM_CHROMIUM, or use `make test`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return {**browser_type_launch_args, "executable_path": executable, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "viewport": {"width": 1280, "height": 800},
        "reduced_motion": "reduce",
    }


@pytest.fixture(autouse=True)
def watch(live_server: LiveServer) -> Iterator[Watch]:
    """Fails the test for anything wrong in any of its pages; see `Watch.expect` for exceptions."""
    watching = Watch(live_server.url)
    yield watching
    watching.check()


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], watch: Watch
) -> Callable[..., BrowserContext]:
    """A browser of one more person, watched like the first."""

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        watch.follow(context)
        return context

    return open_context


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Asserts that a page breaks no accessibility rule: `axe(page)`."""
    script = Axe().axe_script

    def check(page: Page) -> None:
        page.wait_for_load_state()
        if page.evaluate("() => !('axe' in window)"):
            page.evaluate(script)
        violations = page.evaluate(AXE)
        lines = [
            f"{violation['id']}: {violation['help']} ({node['target']})"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert not lines, f"axe on {page.url}:\n  " + "\n  ".join(lines)

    return check
