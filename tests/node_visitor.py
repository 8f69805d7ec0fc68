"""Somebody with a browser, as far as a form and a cookie need one, over real HTTP."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

SIGN_IN = "/account/aanmelden/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    location: str
    retry_after: str


@dataclass
class Visitor:
    """Every request over a connection of its own, so that a proxy may give it to any node."""

    site: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, page: Answer, **fields: str) -> Answer:
        """Send the form in this page."""
        token = TOKEN.search(page.text)
        assert token, page
        return self._ask("POST", path, {"csrfmiddlewaretoken": token[1]} | fields)

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> Answer:
        site = urlsplit(self.site)
        connection = HTTPConnection(str(site.hostname), site.port, timeout=60)
        headers = {
            "Accept-Language": "nl",
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
            "Referer": f"{self.site}{path}",
        }
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            body = None if form is None else urlencode(form)
            connection.request(method, path, body, headers | self.headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        wait = answer.getheader("Retry-After", "")
        return Answer(answer.status, text, answer.getheader("Location", ""), wait)


def sign_in(visitor: Visitor, email: str, password: str) -> Answer:
    """Through the sign-in page, as a person would."""
    return visitor.post(SIGN_IN, visitor.get(SIGN_IN), login=email, password=password)
