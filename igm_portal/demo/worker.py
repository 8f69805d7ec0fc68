"""The worker of the demo: a process beside the server, started again when it dies."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.conf import settings

_PAUSE = 2  # seconds before a worker that died is started again
_PATIENCE = 10  # seconds to give back what it has in hand


@contextmanager
def worker() -> Iterator[None]:
    """A worker for as long as the block lasts; it ends by itself if this process is killed."""
    stop = Event()
    thread = Thread(target=_keep_alive, args=(stop,), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _keep_alive(stop: Event) -> None:
    command = [sys.executable, "manage.py", "run_tasks", "--forever", "--with-parent", "--no-mail"]
    while not stop.is_set():
        process = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603
        while process.poll() is None and not stop.wait(_PAUSE):
            pass
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
