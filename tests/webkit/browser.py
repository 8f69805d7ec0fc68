"""WebKitGTK, driven over the WebDriver protocol (W3C), on a screen that nobody sees.

Debian: `apt install webkit2gtk-driver xvfb`. The protocol is spoken here in a few lines, so that no
Python package is needed for it.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.environment import processes

PROGRAMS = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
BROWSERS = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name the protocol gives to a reference
PATIENCE = 60.0  # seconds
SIZE = "1400x9000x24"  # room for a whole page
TOOLBAR = 100  # pixels, at most
# Without animations a page scrolls at once; with tiny letters and no paddings the toolbar of the
# browser lets its window be as narrow as a phone.
GTK_SETTINGS = "[Settings]\ngtk-enable-animations=0\ngtk-font-name=Sans 1\n"
GTK_STYLE = """
toolbar, toolbar *, entry, button, toolbutton, image {
  border-width: 0; margin: 0; min-height: 0; min-width: 0; padding: 0;
}
"""


class NotThere(Exception):
    """A program is missing, did not start, or a page did not become what was expected."""


class Browser:
    """One session: one person's browser, with cookies of its own."""

    def __init__(self, driver: str, binary: Path) -> None:
        self.driver = driver
        options = {"binary": str(binary), "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.version = answer["capabilities"]["browserVersion"]
        self.session = f"/session/{answer['sessionId']}"
        self._post("timeouts", implicit=5000)

    def close(self) -> None:
        self._call("DELETE", self.session)

    def open(self, url: str) -> None:
        self._post("url", url=url)

    @property
    def url(self) -> str:
        return str(self._call("GET", f"{self.session}/url"))

    def click(self, selector: str) -> None:
        """Click as a person does; fails when something else lies over the middle of it."""
        self._post(f"element/{self._find(selector)}/click")

    def go(self, selector: str) -> None:
        """Click on what leads to another address, and wait until we are there."""
        before = self.url
        self.click(selector)
        self.wait(lambda: self.url != before, f"{selector} leads away from {before}")

    def fill(self, selector: str, text: str) -> None:
        element = self._find(selector)
        self._post(f"element/{element}/clear")
        self._post(f"element/{element}/value", text=text)

    def attach(self, selector: str, file: Path) -> None:
        self._post(f"element/{self._find(selector)}/value", text=str(file))

    def script(self, source: str, *arguments: Any) -> Any:
        return self._post("execute/sync", script=f"return ({source})(...arguments)", args=arguments)

    def count(self, selector: str) -> int:
        return int(self.script("(s) => document.querySelectorAll(s).length", selector))

    def text(self, selector: str) -> str:
        return str(self.script("(s) => document.querySelector(s).innerText", selector))

    def resize(self, width: int, height: int) -> None:
        """Make the window this large, its toolbar included, and wait until it is drawn anew."""
        self._post("window/rect", x=0, y=0, width=width, height=height)
        self.wait(
            lambda: self.script(
                "(wide, least) => innerWidth === wide && innerHeight > least",
                width,
                height - TOOLBAR,
            ),
            f"a window of {width} x {height} px",
        )
        self.script(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def photograph(self, file: Path) -> None:
        """Save what the window shows as PNG."""
        file.write_bytes(base64.b64decode(self._call("GET", f"{self.session}/screenshot")))

    def wait(self, condition: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise NotThere(f"{what}; now at {self.url}")
            time.sleep(0.05)

    def _find(self, selector: str) -> str:
        found = self._post("element", using="css selector", value=selector)
        return str(found[ELEMENT])

    def _post(self, command: str, **content: Any) -> Any:
        return self._call("POST", f"{self.session}/{command}", content)

    def _call(self, method: str, path: str, content: Any = None) -> Any:
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.driver + path, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            fault = json.load(error)["value"]
            raise NotThere(f"{path} {content}: {fault['error']} {fault['message']}") from None


@contextmanager
def screen(folder: Path) -> Iterator[dict[str, str]]:
    """Gives the environment of programs that draw on a screen nobody sees.

    `folder` holds their settings.
    """
    missing = [package for name, package in PROGRAMS.items() if shutil.which(name) is None]
    if missing:
        raise NotThere(f"needs: apt install {' '.join(missing)}")
    (folder / "gtk-3.0").mkdir(parents=True)
    (folder / "gtk-3.0" / "settings.ini").write_text(GTK_SETTINGS, encoding="utf-8")
    (folder / "gtk-3.0" / "gtk.css").write_text(GTK_STYLE, encoding="utf-8")
    reading, writing = os.pipe()
    with os.fdopen(reading) as number:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        display = f":{number.readline().strip()}"
    try:
        yield {**os.environ, "DISPLAY": display, "XDG_CONFIG_HOME": str(folder)}
    finally:
        processes.finish(server)


@contextmanager
def browser(environment: Mapping[str, str]) -> Iterator[Browser]:
    """A browser of one more person: a driver has one session at a time."""
    binaries = sorted(Path("/").glob(BROWSERS))
    if not binaries:
        raise NotThere(f"no {BROWSERS}")
    port = free_port()
    driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=environment)
    try:
        wait_for(port)
        person = Browser(f"http://127.0.0.1:{port}", binaries[-1])
        try:
            yield person
        finally:
            person.close()
    finally:
        processes.finish(driver)


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
