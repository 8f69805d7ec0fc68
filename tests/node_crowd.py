"""People who go on while the nodes of a portal stop and come back, over real HTTP."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Condition, Event

from surveys.models import Wave
from tests.environment.nodes import PATIENCE, Node
from tests.node_visitor import SIGN_IN, Visitor, sign_in
from tests.world import PASSWORD, World

PARTICIPANT = re.compile(r'name="participant" value="([^"]+)"')
PAUSE = 0.1  # seconds between two rounds of somebody, in which a node can come up
FILLING_IN, LOOKING = ("a-1", "a-2"), ("a-3", "a-4")


class Crowd:
    """People who fill in, and people who look around, all the while."""

    def __init__(self, site: str, world: World, wave: Wave) -> None:
        self._start, self._page = f"/{world.slug}/", f"/{world.slug}/vragenlijst/{wave.pk}/2/"
        self._visitors = {name: Visitor(site) for name in (*FILLING_IN, *LOOKING)}
        for name, visitor in self._visitors.items():
            sign_in(visitor, world.people[name].email, PASSWORD)
        self._rounds = dict.fromkeys(self._visitors, 0)
        self._end, self._went_round = Event(), Condition()
        self.confirmed: dict[str, int] = {}
        self.errors: list[tuple[str, str, int]] = []

    @contextmanager
    def going_on(self) -> Iterator[None]:
        with ThreadPoolExecutor(len(self._visitors)) as pool:
            people = [pool.submit(self._go_on, name) for name in self._visitors]
            try:
                yield
            finally:
                self._end.set()
        for person in people:
            person.result()

    def wait_for_rounds(self, number: int = 3) -> None:
        """Until everybody went round so many times more."""
        with self._went_round:
            aim = {name: rounds + number for name, rounds in self._rounds.items()}
            assert self._went_round.wait_for(
                lambda: all(self._rounds[name] >= rounds for name, rounds in aim.items()), PATIENCE
            )

    def _go_on(self, name: str) -> None:
        while not self._end.wait(PAUSE):
            if name in FILLING_IN:
                self._fill_in(name)
            else:
                self._note(name, self._start, self._visitors[name].get(self._start).status, 200)
            with self._went_round:
                self._rounds[name] += 1
                self._went_round.notify_all()

    def _fill_in(self, name: str) -> None:
        """Open the page and send it with another answer than the last time."""
        visitor, answer = self._visitors[name], self._rounds[name] % 5 + 1
        page = visitor.get(self._page)
        self._note(name, self._page, page.status, 200)
        mark = PARTICIPANT.search(page.text)
        assert mark, page
        form = {"participant": mark[1], "H1": str(answer), "H2": "1", "to": "next"}
        sent = visitor.post(self._page, page, **form)
        self._note(name, f"POST {self._page}", sent.status, 302)
        self.confirmed[name] = answer

    def _note(self, name: str, path: str, status: int, expected: int) -> None:
        if status != expected:
            self.errors.append((name, path, status))


def half_sent(node: Node, visitor: Visitor, form: bytes) -> HTTPConnection:
    """A request to sign in that this node is already at work on, and that lacks its form yet."""
    going = HTTPConnection("127.0.0.1", node.port, timeout=60)
    going.putrequest("POST", SIGN_IN, skip_host=True)
    fields = {
        "Host": "localhost",
        "X-Forwarded-For": "127.0.0.1",
        "Cookie": "; ".join(f"{key}={value}" for key, value in visitor.cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(form)),
        "Expect": "100-continue",
    }
    for field, value in fields.items():
        going.putheader(field, value)
    going.endheaders()
    assert going.sock.recv(1000).startswith(b"HTTP/1.1 100 ")
    return going
