"""What a walk asks of a browser, said in WebDriver (W3C), whatever carries the words.

The protocol is spoken in a few lines, so that no Python package is needed for it.
"""

import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.audit.walk import NotThere

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name the protocol gives to a reference
PATIENCE = 60.0  # seconds
TO_THE_MIDDLE = """
(selector) => document.querySelector(selector).scrollIntoView({ block: "center" })
"""


class Driver(ABC):
    """A browser that is a `tests.audit.walk.Browser` by the commands of WebDriver."""

    version: str
    toolbar = 100  # pixels, at most

    @property
    @abstractmethod
    def url(self) -> str:
        """The address of the page."""

    @abstractmethod
    def photograph(self, file: Path) -> None:
        """Save what the window shows as PNG."""

    @abstractmethod
    def post(self, command: str, **content: Any) -> Any:
        """Give a command of a session by its name in the protocol. Raises NotThere."""

    def open(self, url: str) -> None:
        self.post("url", url=url)

    def click(self, selector: str) -> None:
        element = self._find(selector)
        # What lies half below a bar that stays in sight is in view for a driver; a person scrolls.
        self.script(TO_THE_MIDDLE, selector)
        self.post(f"element/{element}/click")

    def go(self, selector: str) -> None:
        before = self.url
        self.click(selector)
        self.wait(lambda: self.url != before, f"{selector} leads away from {before}")

    def fill(self, selector: str, text: str) -> None:
        element = self._find(selector)
        self.script(TO_THE_MIDDLE, selector)  # as for a click
        self.post(f"element/{element}/clear")
        self.post(f"element/{element}/value", text=text)

    def attach(self, selector: str, file: Path) -> None:
        self.post(f"element/{self._find(selector)}/value", text=str(file))

    def script(self, source: str, *arguments: Any) -> Any:
        return self.post("execute/sync", script=f"return ({source})(...arguments)", args=arguments)

    def count(self, selector: str) -> int:
        return int(self.script("(s) => document.querySelectorAll(s).length", selector))

    def text(self, selector: str) -> str:
        return str(self.script("(s) => document.querySelector(s).innerText", selector))

    def resize(self, width: int, height: int) -> None:
        """Make the window this large, its toolbar included, and wait until it is drawn anew."""
        self.post("window/rect", x=0, y=0, width=width, height=height)
        self.wait(
            lambda: self.script(
                "(wide, least) => innerWidth === wide && innerHeight > least",
                width,
                height - self.toolbar,
            ),
            f"a window of {width} x {height} px",
        )
        self.script(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def wait(self, condition: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise NotThere(f"{what}; now at {self.url}")
            time.sleep(0.05)

    def _find(self, selector: str) -> str:
        found = self.post("element", using="css selector", value=selector)
        return str(found[ELEMENT])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, patience: float = PATIENCE) -> None:
    """Wait until something answers at this port of this machine."""
    deadline = time.monotonic() + patience
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise NotThere(f"nothing answers at port {port}") from None
            time.sleep(0.1)
        else:
            return
