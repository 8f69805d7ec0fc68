"""Somebody with a browser that costs next to nothing, and many of them at once."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from tests.bench.place import HOST

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

MARK = re.compile(r'name="participant" value="([^"]+)"')


class Refused(Exception):
    """The site answered otherwise than a visitor may expect; nothing is measured then."""


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    text: str
    location: str


@dataclass
class Visitor:
    """One connection with its cookies; `seconds` holds how long each kind of request took."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    connection: HTTPConnection | None = None

    def get(self, path: str, kind: str = "GET") -> Page:
        return self._ask("GET", path, None, kind)

    def post(self, path: str, fields: Mapping[str, str], kind: str = "POST") -> Page:
        return self._ask("POST", path, urlencode(fields), kind)

    def close(self) -> None:
        if self.connection:
            self.connection.close()

    def _ask(self, method: str, path: str, body: str | None, kind: str) -> Page:
        start = time.perf_counter()
        answer, content = self._exchange(method, path, body)
        self.seconds.setdefault(kind, []).append(time.perf_counter() - start)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status}")
        location = answer.getheader("Location") or ""
        return Page(answer.status, content.decode(), location)

    def _exchange(self, method: str, path: str, body: str | None) -> tuple[HTTPResponse, bytes]:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",  # as the proxy in front of a real one says
            "X-Forwarded-For": "192.0.2.1",
            "Referer": f"https://{HOST}{path}",
            "Accept-Language": "nl",
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer, answer.read()


def form_fields(page: Page) -> dict[str, str]:
    """What the form in this page says of its sender: the token, and the mark where there is one.
    Raises Refused when there is no form.
    """
    field = MARK.search(page.text)
    return {"csrfmiddlewaretoken": token(page)} | ({"participant": field[1]} if field else {})


def token(page: Page) -> str:
    """The token of the form in this page; raises Refused when there is no form."""
    found = TOKEN.search(page.text)
    if found is None:
        raise Refused("a page without a form")
    return found[1]


Errand = Callable[[], Mapping[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Crowd:
    """What came of many errands: how many a second, and the seconds of each kind of request."""

    per_second: float
    seconds: Mapping[str, Sequence[float]]


def send(errands: Sequence[Errand], clients: int) -> Crowd:
    """Run all errands with so many at a time."""
    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        done = list(pool.map(lambda errand: errand(), errands))
    elapsed = time.perf_counter() - start
    seconds: dict[str, list[float]] = {}
    for taken in done:
        for kind, found in taken.items():
            seconds.setdefault(kind, []).extend(found)
    return Crowd(len(errands) / elapsed, seconds)


@contextmanager
def visiting(port: int, cookies: Mapping[str, str] | None = None) -> Iterator[Visitor]:
    visitor = Visitor(port, dict(cookies or {}))
    try:
        yield visitor
    finally:
        visitor.close()
