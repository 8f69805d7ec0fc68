"""WebKitGTK, driven over the WebDriver protocol (W3C), on a screen that nobody sees.

Debian: `apt install webkit2gtk-driver xvfb`.
"""

import base64
import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.audit.driver import Driver, free_port, wait_for
from tests.audit.walk import NotThere
from tests.environment import processes

PROGRAMS = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
BROWSERS = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"
SIZE = "1400x9000x24"  # room for a whole page
# Without animations a page scrolls at once; with tiny letters and no paddings the toolbar of the
# browser lets its window be as narrow as a phone.
GTK_SETTINGS = "[Settings]\ngtk-enable-animations=0\ngtk-font-name=Sans 1\n"
GTK_STYLE = """
toolbar, toolbar *, entry, button, toolbutton, image {
  border-width: 0; margin: 0; min-height: 0; min-width: 0; padding: 0;
}
"""


class WebKit(Driver):
    """One session: one person's browser, with cookies of its own."""

    def __init__(self, driver: str, binary: Path) -> None:
        self.driver = driver
        options = {"binary": str(binary), "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.version = answer["capabilities"]["browserVersion"]
        self.session = f"/session/{answer['sessionId']}"
        self.post("timeouts", implicit=5000)

    def close(self) -> None:
        self._call("DELETE", self.session)

    @property
    def url(self) -> str:
        return str(self._call("GET", f"{self.session}/url"))

    def photograph(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self._call("GET", f"{self.session}/screenshot")))

    def post(self, command: str, **content: Any) -> Any:
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
def browser(environment: Mapping[str, str]) -> Iterator[WebKit]:
    """A browser of one more person: a driver has one session at a time."""
    binaries = sorted(Path("/").glob(BROWSERS))
    if not binaries:
        raise NotThere(f"no {BROWSERS}")
    port = free_port()
    driver = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=environment)
    try:
        wait_for(port)
        person = WebKit(f"http://127.0.0.1:{port}", binaries[-1])
        try:
            yield person
        finally:
            person.close()
    finally:
        processes.finish(driver)
