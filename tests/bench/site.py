"""A web site behind gunicorn, as the production image starts it."""

import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.bench.place import started
from tests.environment.processes import free_port

WORKERS = 2
THREADS = 2
PATIENCE = 60.0  # seconds


class DidNotStart(Exception):
    """The site did not answer in time."""


@contextmanager
def site(
    application: str,
    environment: Mapping[str, str],
    *,
    python: str = sys.executable,
    workers: int = WORKERS,
) -> Iterator[int]:
    """Serve this WSGI application; gives the port on this machine."""
    port = free_port()
    command = [
        python,
        "-m",
        "gunicorn",
        application,
        f"--bind=127.0.0.1:{port}",
        f"--workers={workers}",
        f"--threads={THREADS}",
        "--log-level=warning",
    ]
    with started(command, environment) as process:
        deadline = time.monotonic() + PATIENCE
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise DidNotStart(application)
            time.sleep(0.05)
        yield port


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
