"""What no page may do: break the content policy, raise or log an error, ask another host."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

LOCAL_SCHEMES = {"data", "blob", "about"}
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@dataclass  # without slots: Playwright leaves a mark on whose method it calls
class Watch:
    """Notes what goes wrong in the pages of one test."""

    site: str
    faults: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Something that belongs to this test, such as `status of 404` for an outsider."""
        self.expected.append(re.compile(pattern))

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of this browser context, also those that are opened later."""
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def check(self) -> None:
        """Raises AssertionError with everything that went wrong and was not expected."""
        wrong = [it for it in self.faults if not any(rule.search(it) for rule in self.expected)]
        assert not wrong, "in the browser:\n  " + "\n  ".join(wrong)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and not request.url.startswith(f"{self.site}/"):
            self.faults.append(f"request to another host: {request.url}")
