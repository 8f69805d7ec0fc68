"""A proxy that gives each request to the next node, as one in front of several machines does.

A node that does not answer leaves the rotation until its health page says that it can serve. A
request is given to another node only if it was not sent to the first: what might be carried out
already is not sent twice, and the visitor gets a 502.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Event, Thread

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
PAUSE = 0.2  # seconds between two looks at nodes that are away
TIMEOUT = 60  # seconds


class RoundRobin:
    """The proxy, at a port of its own on this machine."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._ready: set[int] = set()
        self._withdrawn: set[int] = set()
        self._in_hand = Counter[int]()
        self._changed = Condition()
        self._turns = count()
        self._end = Event()
        self.served: dict[int, int] = dict.fromkeys(ports, 0)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._threads = [
            Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}),
            Thread(target=self._look_after),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self._server.server_port}"

    def close(self) -> None:
        self._end.set()
        self._server.shutdown()
        for thread in self._threads:
            thread.join()
        self._server.server_close()

    def withdraw(self, port: int) -> None:
        """Send this node nothing any more, and wait until it answered what it was sent."""
        with self._changed:
            self._withdrawn.add(port)
            assert self._changed.wait_for(lambda: not self._in_hand[port], TIMEOUT)

    def readmit(self, port: int) -> None:
        """From now on its health page counts again, which must first say that it can serve."""
        self._ready.discard(port)
        self._withdrawn.discard(port)

    def wait_for(self, number: int, seconds: float) -> None:
        """Until so many nodes can serve."""
        deadline = time.monotonic() + seconds
        while len(self._ready) < number:
            assert time.monotonic() < deadline, f"only {len(self._ready)} nodes can serve"
            time.sleep(0.05)

    def exchange(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """What a node answers, or 502 where the conversation with it broke off."""
        for port in self._in_turn():
            with self._handing(port) as may_have_it:
                if not may_have_it:
                    continue
                connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
                try:
                    connection.connect()
                except OSError:
                    self._ready.discard(port)
                    continue
                try:
                    connection.request(method, path, body, headers)
                    answer = connection.getresponse()
                    content = answer.read()
                except (OSError, HTTPException):
                    self._ready.discard(port)
                    return 502, [], b"Bad gateway"
                finally:
                    connection.close()
                self.served[port] += 1
                return answer.status, answer.getheaders(), content
        return 503, [], b"No node"

    @contextmanager
    def _handing(self, port: int) -> Iterator[bool]:
        """Count a request as being with this node; False if the node was withdrawn."""
        with self._changed:
            may_have_it = port not in self._withdrawn
            self._in_hand[port] += may_have_it
        try:
            yield may_have_it
        finally:
            with self._changed:
                self._in_hand[port] -= may_have_it
                self._changed.notify_all()

    def _in_turn(self) -> list[int]:
        turn = next(self._turns) % len(self._ports)
        ports = self._ports[turn:] + self._ports[:turn]
        return [port for port in ports if port in self._ready]

    def _look_after(self) -> None:
        while not self._end.wait(PAUSE):
            for port in set(self._ports) - self._ready:
                if _healthy(port):
                    self._ready.add(port)


def _healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/gezond/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _handler(proxy: RoundRobin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
            headers |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "http"}
            status, fields, content = proxy.exchange(self.command, self.path, body, headers)
            self.send_response_only(status)
            for name, value in fields:
                if name.lower() not in HOP:
                    self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_HEAD = _pass_on

        def log_message(self, *_words: object) -> None:
            pass

    return Handler
