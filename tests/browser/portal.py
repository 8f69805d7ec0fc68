"""A portal of one's own that can be stopped, with every connection to it, and started again."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from pytest_django.live_server_helper import LiveServer


class Portal(LiveServer):
    """As pytest-django's own, at the same address after a restart."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(f"localhost:{port}", start=False)
        self.thread.server_class = _Server
        self.start()

    def restart(self, meanwhile: Callable[[], None]) -> None:
        """Stop, do something, and start again."""
        port = self.thread.port
        self.stop()
        try:
            meanwhile()
        finally:
            self.thread = Portal(port).thread


class _Server(ThreadedWSGIServer):
    """Takes its address back at once; when it closes, no connection and no thread is left."""

    daemon_threads = False

    def __init__(self, *args: Any, **options: Any) -> None:
        self.connections: list[socket.socket] = []
        super().__init__(*args, **options | {"allow_reuse_address": True})

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        for connection in self.connections:
            with suppress(OSError):  # closed by the browser already
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()
