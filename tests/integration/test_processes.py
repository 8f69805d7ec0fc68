"""The processes of production, started and stopped as compose and systemd do (no Docker needed)."""

import ast
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.request import Request, urlopen

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from tests.database import database_url

ROOT = Path(settings.BASE_DIR)
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
HOST = "portaal.example.org"
PATIENCE = 60  # seconds; a slow machine is no mistake

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    environment = os.environ | {"IGM_STATIC_ROOT": str(folder)} | PRODUCTION
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603
    return folder


PRODUCTION = {"DJANGO_SETTINGS_MODULE": "igm_portal.settings.base", "IGM_HOSTS": HOST}


class Web:
    """The command of the image, at a port of its own; the log goes to a file."""

    def __init__(self, folder: Path, static: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "log"
        command = json.loads(re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[0])
        assert command[0] == "gunicorn"
        bind = [word.replace("0.0.0.0:8000", f"127.0.0.1:{self.port}") for word in command[1:]]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", *("gunicorn", *bind)],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env=os.environ
                | PRODUCTION
                | {
                    "HOME": "/nonexistent",
                    "IGM_DATABASE_URL": database_url(),
                    "IGM_KEY_DIR": str(settings.IGM_KEY_DIR),
                    "IGM_STATIC_ROOT": str(static),
                    "WEB_CONCURRENCY": "1",
                },
            )
        wait_for(self.is_healthy)

    def get(self, path: str) -> tuple[int, str]:
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": HOST})
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status, answer.read().decode()

    def is_healthy(self) -> bool:
        """What the HEALTHCHECK of the image says."""
        code = re.findall(
            r'^HEALTHCHECK .*CMD \["python", "-c", (".*")\]$', DOCKERFILE, re.MULTILINE
        )
        program = ast.literal_eval(code[0]).replace("8000", str(self.port))
        command, known = [sys.executable, "-c", program], os.environ | {"IGM_HOSTS": HOST}
        check = subprocess.run(command, env=known, capture_output=True, check=False)  # noqa: S603
        return check.returncode == 0


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture
def web(tmp_path: Path, static: Path) -> Iterator[Web]:
    web = Web(tmp_path, static)
    yield web
    web.process.kill()
    web.process.wait()


def test_the_health_check_of_the_image_tells_alive_from_gone(web: Web) -> None:
    assert web.get("/gezond/") == (200, "gezond\n")
    web.process.terminate()
    assert web.process.wait(PATIENCE) == 0
    assert not web.is_healthy()


def test_its_log_says_in_one_zone_when_and_has_no_errors(web: Web) -> None:
    web.process.terminate()
    web.process.wait(PATIENCE)
    lines = web.log.read_text().splitlines()
    assert not [line for line in lines if "ERROR" in line]
    zones = {match[1] for line in lines if (match := re.match(r"\[[^]]* ([+-]\d{4})\]", line))}
    assert len(zones) == 1
    assert zones < {"+0100", "+0200"}


def test_without_own_proxies_nobody_is_believed_about_https(web: Web) -> None:
    """Not even from this machine, which an application server trusts by itself."""
    reply = HTTPConnection("127.0.0.1", web.port, timeout=PATIENCE)
    reply.request("GET", "/", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
    answer = reply.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/")
    reply.close()


def test_told_to_stop_it_finishes_the_request_in_hand(web: Web) -> None:
    """The request waits for a table that somebody holds; SIGTERM comes while it does."""
    if connection.vendor != "postgresql":
        pytest.skip("a reader of SQLite does not wait for a writer")
    values = connection.settings_dict
    holder = psycopg2.connect(
        host=values["HOST"], user=values["USER"], password=values["PASSWORD"] or None,
        port=values["PORT"] or None, dbname=values["NAME"],
    )  # fmt: skip
    answers: list[tuple[int, str]] = []
    visitor = Thread(target=lambda: answers.append(web.get("/gezond/")), daemon=True)
    try:
        with holder.cursor() as cursor:
            cursor.execute("lock table surveys_wave in access exclusive mode")
            visitor.start()
            wait_for(lambda: waits_for_a_lock(holder))
            web.process.send_signal(signal.SIGTERM)
            wait_for(lambda: "Handling signal: term" in web.log.read_text())
        assert web.process.poll() is None
    finally:
        holder.close()  # lets go of the table
    visitor.join(PATIENCE)
    assert answers == [(200, "gezond\n")]
    assert web.process.wait(PATIENCE) == 0


def waits_for_a_lock(holder: "psycopg2.extensions.connection") -> bool:
    with holder.cursor() as cursor:
        cursor.execute("select count(*) from pg_locks where not granted")
        (number,) = cursor.fetchone()
        return bool(number)
