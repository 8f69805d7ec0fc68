"""Chromium through Playwright, as one person's browser: light on a phone, dark on a desk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Program
from playwright.sync_api import BrowserContext, Error, Page, Response, sync_playwright

from tests.audit.walk import DESK, NotThere
from tests.environment import chromium

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
PATIENCE = 60_000  # milliseconds


class Chromium:
    """One session: one person's browser, with cookies of its own."""

    def __init__(self, context: BrowserContext, version: str) -> None:
        self.context, self.version = context, version
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("response", self._note)
        self._last: Response | None = None

    @property
    def url(self) -> str:
        return self.page.url

    def open(self, url: str) -> None:
        self.page.goto(url)

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def go(self, selector: str) -> None:
        before = self.url
        self.click(selector)
        self.page.wait_for_url(lambda url: url != before)

    def fill(self, selector: str, text: str) -> None:
        self.page.locator(selector).first.fill(text)

    def attach(self, selector: str, file: Path) -> None:
        self.page.locator(selector).first.set_input_files(file)

    def script(self, source: str, *arguments: Any) -> Any:
        function = f"(arguments) => ({source})(...arguments)"
        try:
            return self.page.evaluate(function, list(arguments))
        except Error:  # a page that waits for something opens itself again
            self.page.wait_for_load_state()
            return self.page.evaluate(function, list(arguments))

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme="dark" if width >= DESK else "light")

    def photograph(self, file: Path) -> None:
        self.page.screenshot(path=file)

    def wait(self, condition: Callable[[], object], what: str) -> None:
        for _moment in range(PATIENCE // 50):
            try:
                if condition():
                    return
            except Error:  # the page was left while the condition looked at it
                pass
            self.page.wait_for_timeout(50)
        raise NotThere(f"{what}; now at {self.url}")

    def served(self) -> bytes:
        """This page as the server sent it."""
        if self._last is None:
            raise NotThere("no page was opened")
        return self._last.body()

    def _note(self, answer: Response) -> None:
        request = answer.request
        if request.is_navigation_request() and not 300 <= answer.status < 400:
            self._last = answer


@contextmanager
def program(debugging: int) -> Iterator[Program]:
    """A Chromium that others can steer too, at this port."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, f"--remote-debugging-port={debugging}"]
        started = playwright.chromium.launch(
            executable_path=chromium.find_or_fetch(), args=flags, timeout=PATIENCE
        )
        try:
            yield started
        finally:
            started.close()


@contextmanager
def browser(started: Program) -> Iterator[Chromium]:
    """A browser of one more person."""
    context = started.new_context(
        locale="nl-NL", timezone_id="Europe/Amsterdam", reduced_motion="reduce"
    )
    try:
        yield Chromium(context, started.version)
    finally:
        context.close()
