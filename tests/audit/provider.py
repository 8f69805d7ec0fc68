"""Signing in and out at `oidc-provider`, a certified provider of OpenID Connect, in Chromium.

What came to pass is read in the provider's own record, which `provider.mjs` writes.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.audit import packages
from tests.audit.driver import free_port, wait_for
from tests.audit.walk import NotThere, Walk
from tests.environment import processes

SETTINGS: Final = {"DJANGO_SETTINGS_MODULE": "tests.audit.provider_settings"}
SECRET: Final = "geheim-van-het-portaal"  # noqa: S105  of an invented client
WORK_ACCOUNT = "main a[href*='/account/werkaccount/']"
NAME = "input[name=name]"  # only at the provider
SIGN_OUT = "header form[action$='/afmelden/'] button"


class Provider:
    """The provider at `issuer`, and its record so far."""

    def __init__(self, port: int, record: Path) -> None:
        self.issuer = f"http://localhost:{port}"
        self._record = record

    def events(self, name: str) -> list[Mapping[str, Any]]:
        """Those of this name, the oldest first."""
        lines = self._record.read_text(encoding="utf-8").splitlines()
        # The library puts notices of its own between them.
        events = [json.loads(line) for line in lines if line.startswith("{")]
        return [event for event in events if event["event"] == name]


@contextmanager
def running(site: str, folder: Path) -> Iterator[Provider]:
    """A provider that knows the portal at `site`; it writes its record into `folder`."""
    port, record = free_port(), folder / "record.jsonl"
    script = Path(__file__).parent / "provider.mjs"
    command = ["node", str(script), str(port), site, SECRET]
    with record.open("wb") as file:
        program = subprocess.Popen(command, cwd=packages.FOLDER, stdout=file)
        try:
            wait_for(port)
            yield Provider(port, record)
        finally:
            processes.finish(program)


def set_provider(provider: Provider, data: Path, secret: str = SECRET) -> None:
    """As the operator does, in the demo that lives in the folder `data`. Raises NotThere."""
    command = [sys.executable, "manage.py", "set_provider", "zandstad"]
    options = ("--issuer", provider.issuer, "--client-id", "igm-portaal")
    variables = {**SETTINGS, "IGM_DATA_DIR": str(data), "IGM_PROVIDER_SECRET": secret}
    if subprocess.run(
        [*command, *options], env={**os.environ, **variables}, check=False
    ).returncode:
        raise NotThere("set_provider refused")


def walk_in_and_out(walk: Walk, provider: Provider, data: Path) -> None:
    """With a wrong secret, as an employee in and out, and as an administrator with one step and
    with two. Raises NotThere where something else happens.
    """
    _with_a_wrong_secret(walk, provider, data)
    set_provider(provider, data)
    _employee(walk, provider)
    _administrator(walk, provider)
    faults = provider.events("fault")
    if faults:
        raise NotThere(f"the provider failed: {faults}")


def _with_a_wrong_secret(walk: Walk, provider: Provider, data: Path) -> None:
    set_provider(provider, data, secret="verkeerd")  # noqa: S106
    _go_there(walk)
    _come_back_as(walk, "klantmanager")
    _expect(walk, "/account/werkaccount/zandstad/terug/", "Aanmelden lukte niet")
    walk.look("wrong secret")
    (refused,) = provider.events("refused")
    if refused["error"] != "invalid_client" or provider.events("token"):
        raise NotThere(f"a wrong secret gave {refused}")
    walk.browser.open(f"{walk.site}/account/werkaccount/zandstad/afmelden/")
    _leave_provider(walk, provider)


def _employee(walk: Walk, provider: Provider) -> None:
    _go_there(walk)
    _come_back_as(walk, "klantmanager")
    _expect(walk, "/zandstad/")
    walk.look("signed in")
    code, token = provider.events("code")[-1], provider.events("token")[-1]
    digest = hashlib.sha256(token["verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")  # RFC 7636 §4.2
    if (code["method"], code["challenge"]) != ("S256", challenge):
        raise NotThere(f"no PKCE by S256: {code}, {token}")
    walk.browser.go(SIGN_OUT)
    _expect(walk, "/account/werkaccount/zandstad/afmelden/", "Hier afgemeld")
    walk.look("signed out here")
    asked = len(provider.events("asked"))
    walk.browser.open(f"{walk.site}/account/aanmelden/")
    walk.browser.go(WORK_ACCOUNT)  # still signed in there, which that page says
    _expect(walk, "/zandstad/")
    if len(provider.events("asked")) != asked:
        raise NotThere("the provider asked who had not signed out there")
    walk.browser.go(SIGN_OUT)
    _leave_provider(walk, provider)
    _go_there(walk)  # and now the provider asks


def _administrator(walk: Walk, provider: Provider) -> None:
    _come_back_as(walk, "beheerder")
    walk.browser.open(f"{walk.site}/zandstad/")
    _expect(walk, "/account/tweede-stap/", "Eerst een tweede stap")
    walk.look("second step of the portal")
    walk.browser.go(SIGN_OUT)
    _leave_provider(walk, provider)
    _go_there(walk)
    _come_back_as(walk, "beheerder", second_step=True)
    walk.browser.open(f"{walk.site}/zandstad/mensen/")
    _expect(walk, "/zandstad/mensen/")
    steps = [event["amr"] for event in provider.events("code")[-2:]]
    if steps != [["pwd"], ["pwd", "mfa"]]:
        raise NotThere(f"the provider saw {steps}")


def _go_there(walk: Walk) -> None:
    """From the sign-in page to the form of the provider."""
    walk.browser.open(f"{walk.site}/account/aanmelden/")
    walk.browser.click(WORK_ACCOUNT)
    walk.browser.wait(lambda: walk.browser.count(NAME), "the provider asks who it is")


def _come_back_as(walk: Walk, name: str, *, second_step: bool = False) -> None:
    walk.browser.fill(NAME, name)
    walk.browser.click(f"button[value={'mfa' if second_step else 'pwd'}]")
    walk.browser.wait(lambda: walk.browser.url.startswith(walk.site), "back at the portal")


def _leave_provider(walk: Walk, provider: Provider) -> None:
    """By the link of the portal's page after signing out, and back to signing in."""
    link = f"main a[href^='{provider.issuer}/']"
    signed_out = len(provider.events("signed out"))
    walk.browser.wait(lambda: walk.browser.count(link), "the way out at the provider")
    walk.browser.click(link)
    walk.browser.wait(lambda: walk.browser.count("button[name=logout]"), "the provider asks")
    walk.browser.click("button[name=logout][value=yes]")
    _expect(walk, "/account/aanmelden/")
    if len(provider.events("signed out")) != signed_out + 1:
        raise NotThere("the provider did not end its session")


def _expect(walk: Walk, path: str, heading: str = "") -> None:
    """Wait until we are at this page of the portal, and read this above it."""
    address = f"{walk.site}{path}"
    walk.browser.wait(lambda: walk.browser.url.partition("?")[0] == address, f"at {path}")
    walk.browser.wait(lambda: heading in walk.browser.text("h1"), f"a page about: {heading}")
