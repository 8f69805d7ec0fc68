"""Starting programs so that nothing is left behind, whoever stops us."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 20  # seconds a program gets to clean up before it is killed


def free_port() -> int:
    """A port of this machine on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop_on_signals() -> None:
    """Let a signal leave through every `finally`, instead of ending the program on the spot."""
    for known in SIGNALS:
        signal.signal(known, _leave)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put signals off while something half-made could not be cleaned up; they take effect after."""
    waiting: list[int] = []
    before = {known: signal.signal(known, lambda it, _: waiting.append(it)) for known in SIGNALS}
    try:
        yield
    finally:
        for known, handler in before.items():
            signal.signal(known, handler)
    for number in waiting[:1]:
        signal.raise_signal(number)


def run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a program to its end with these variables added; its exit status.

    When we are stopped, the program is stopped first.
    """
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        return process.wait()
    finally:
        finish(process)


@contextmanager
def started(
    command: Sequence[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs beside us with these variables added, and is stopped on leaving."""
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        yield process
    finally:
        finish(process)


def finish(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _leave(number: int, _frame: FrameType | None) -> None:
    for known in SIGNALS:
        signal.signal(known, signal.SIG_IGN)  # cleaning up is not interrupted a second time
    sys.exit(128 + number)
