"""Web nodes as the image starts them, on one database, behind a round-robin proxy."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Timer
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test.utils import modify_settings, override_settings

from surveys import identity
from tests.environment import processes
from tests.environment.processes import free_port
from tests.environment.round_robin import RoundRobin

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds for a node to start on a busy machine


def image_command(port: int) -> list[str]:
    """The command of the image, on this port of this machine."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    words = json.loads(re.findall(r"^CMD (\[.*\])", text, re.MULTILINE)[-1])
    other = ("--bind=", *(() if Path("/dev/shm").is_dir() else ("--worker-tmp-dir=",)))
    options = [word for word in words[1:] if not word.startswith(other)]
    return [sys.executable, "-m", words[0], *options, f"--bind=127.0.0.1:{port}"]


def environment(static: Path) -> dict[str, str]:
    """The database, keys and secret of the test, and the rest as in production."""
    values: Mapping[str, Any] = connection.settings_dict
    sqlite = connection.vendor == "sqlite"
    host = quote(str(values["HOST"]), safe="")
    url = f"postgres://{values['USER']}:{values['PASSWORD']}@{host}/{values['NAME']}"
    return {
        "DJANGO_SETTINGS_MODULE": "tests.environment.node_settings",
        "IGM_SECRET_KEY": settings.SECRET_KEY,
        "IGM_HOSTS": "localhost",
        "IGM_PROXIES": "1",
        "IGM_HTTPS_REDIRECT": "nee",
        "IGM_DATABASE_URL": "sqlite://:memory:" if sqlite else url,
        "NODE_SQLITE": str(values["NAME"]) if sqlite else "",
        "IGM_KEY_DIR": str(settings.IGM_KEY_DIR),
        "IGM_STATIC_ROOT": str(static),
    }


class Node:
    """One gunicorn with its workers, in a group of its own, so that they die together."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.port = free_port()
        self._variables = {**os.environ, **variables}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            image_command(self.port), cwd=ROOT, env=self._variables, start_new_session=True
        )

    def ask_to_stop(self) -> subprocess.Popen[bytes]:
        """As a service manager does (SIGTERM): what is in hand is answered first; the process."""
        assert self._process
        self._process.terminate()
        return self._process

    def kill(self) -> None:
        """As when its machine is lost: no goodbye to anybody, the request in hand is gone."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None


class Nodes:
    """Two nodes and the proxy in front of them; `url` is that of the proxy."""

    def __init__(self, variables: Mapping[str, str], count: int = 2) -> None:
        self.nodes = [Node(variables) for _number in range(count)]
        self.proxy = RoundRobin([node.port for node in self.nodes])
        self.losses = 0
        self._random = Random(0)  # noqa: S311  when in a request a node is lost
        # What pytest-django wants of whatever stands in the place of its own `live_server`.
        self._live_server_modified_settings = modify_settings(ALLOWED_HOSTS={"append": "localhost"})

    @property
    def url(self) -> str:
        return self.proxy.url

    def all_ready(self) -> None:
        """Wait until every node takes requests."""
        self.proxy.wait_for(len(self.nodes), PATIENCE)

    def restart(self, meanwhile: Callable[[], None]) -> None:
        """Kill one node in the middle of this, and start it again after; the next time another."""
        self.all_ready()
        node = self.nodes[self.losses % len(self.nodes)]
        self.losses += 1
        loss = Timer(self._random.random() / 5, node.kill)
        loss.start()
        try:
            meanwhile()
        finally:
            loss.join()
            node.start()


@contextmanager
def opened(folder: Path, count: int = 2, **more: str) -> Iterator[Nodes]:
    """Collect the styles, make a key, start the nodes, and kill them on leaving."""
    with override_settings(IGM_KEY_DIR=folder / "keys"):
        identity.new_generation()
        yield from _opened(folder, count, more)


def _opened(folder: Path, count: int, more: Mapping[str, str]) -> Iterator[Nodes]:
    variables = environment(folder / "static") | {"WEB_CONCURRENCY": "1", **more}
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    if processes.run(collect, variables):
        raise AssertionError("collectstatic failed")
    nodes = Nodes(variables, count)
    try:
        for node in nodes.nodes:
            node.start()
        nodes.all_ready()
        yield nodes
    finally:
        for node in nodes.nodes:
            node.kill()
        nodes.proxy.close()
