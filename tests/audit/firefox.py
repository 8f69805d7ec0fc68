"""Firefox, driven over its own Marionette protocol, in which it speaks WebDriver without a driver.

Debian: `apt install firefox-esr`. A message is its length, a colon and JSON.
"""

import base64
import itertools
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.audit.driver import Driver, free_port, wait_for
from tests.audit.walk import NotThere
from tests.environment import processes

PROGRAMS = ("firefox-esr", "firefox")
SETTINGS = """
user_pref("marionette.port", {port});
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("intl.accept_languages", "nl");
user_pref("browser.translations.enable", false);
user_pref("toolkit.legacyUserProfileCustomizations.stylesheets", true);
"""
# Lets the window be as narrow as a phone.
STYLE = ":root, :root * { min-width: 0 !important; }"
# What WebDriver has as an address, Marionette has as the name of a command.
COMMANDS = {
    "url": "WebDriver:Navigate",
    "element": "WebDriver:FindElement",
    "click": "WebDriver:ElementClick",
    "clear": "WebDriver:ElementClear",
    "value": "WebDriver:ElementSendKeys",
    "execute/sync": "WebDriver:ExecuteScript",
    "window/rect": "WebDriver:SetWindowRect",
    "timeouts": "WebDriver:SetTimeouts",
}


class Firefox(Driver):
    """One session: one person's browser, with cookies of its own."""

    toolbar = 250  # a bar that asks something may stand in it

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._stream = self._socket.makefile("rb")
        self._numbers = itertools.count(1)
        self._receive()  # it says who it is
        answer = self._command("WebDriver:NewSession", capabilities={})
        self.version = answer["capabilities"]["browserVersion"]
        self.post("timeouts", implicit=5000)

    def close(self) -> None:
        self._command("Marionette:Quit", flags=["eForceQuit"])
        self._socket.close()

    @property
    def url(self) -> str:
        return str(self._command("WebDriver:GetCurrentURL")["value"])

    def photograph(self, file: Path) -> None:
        shot = self._command("WebDriver:TakeScreenshot", full=False)["value"]
        file.write_bytes(base64.b64decode(shot))

    def post(self, command: str, **content: Any) -> Any:
        if command.startswith("element/"):
            _name, content["id"], command = command.split("/")
        answer = self._command(COMMANDS[command], **content)
        return answer.get("value", answer) if isinstance(answer, dict) else answer

    def _command(self, name: str, **content: Any) -> Any:
        number = next(self._numbers)
        message = json.dumps([0, number, name, content]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _kind, _number, error, result = self._receive()
        if error:
            raise NotThere(f"{name} {content}: {error['error']} {error['message']}")
        return result

    def _receive(self) -> Any:
        length = b"".join(iter(lambda: self._stream.read(1), b":"))
        return json.loads(self._stream.read(int(length)))


@contextmanager
def browser(folder: Path) -> Iterator[Firefox]:
    """A browser of one more person, with its settings in this folder."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise NotThere("needs: apt install firefox-esr")
    folder.mkdir(parents=True)
    port = free_port()
    (folder / "user.js").write_text(SETTINGS.format(port=port), encoding="ascii")
    (folder / "chrome").mkdir()
    (folder / "chrome" / "userChrome.css").write_text(STYLE, encoding="ascii")
    started = subprocess.Popen(
        [program, "--headless", "--marionette", "--no-remote", "--profile", folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        wait_for(port)
        person = Firefox(port)
        try:
            yield person
        finally:
            person.close()
    finally:
        processes.finish(started)
