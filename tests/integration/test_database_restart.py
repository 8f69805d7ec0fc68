"""The database stops at once, in the middle of work, and comes back: nothing has to be restarted.

Processes as in production: gunicorn by the command of the image, and the worker.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings

from tests import post_office
from tests.environment import postgres, processes
from tests.environment.nodes import image_command
from tests.environment.postgres import Cluster
from tests.environment.processes import free_port
from tests.node_visitor import Answer, Visitor, sign_in
from tests.post_office import PostOffice

ADDRESS, PASSWORD = "beheer@zandstad.example", "een-lang-wachtwoord-2026"
RESET = "/account/wachtwoord/vergeten/"
OUTAGE = 7  # seconds; longer than the pause of the worker
PATIENCE = 90  # seconds


@dataclass
class Installation:
    """A portal with its processes; `answers` holds what visitors saw meanwhile."""

    site: str
    web: "subprocess.Popen[bytes]"
    worker: "subprocess.Popen[bytes]"
    visitor: Visitor
    answers: list[tuple[str, Answer]] = field(default_factory=list)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    try:
        with postgres.cluster("synchronous_commit = on\n") as own:
            yield own
    except postgres.Unavailable as fault:
        if os.environ.get("CI") == "true":
            pytest.fail(str(fault))
        pytest.skip(str(fault))


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office.opened() as opened:
        yield opened


@pytest.fixture
def installation(cluster: Cluster, office: PostOffice, tmp_path: Path) -> Iterator[Installation]:
    port = free_port()
    variables = {
        "DJANGO_SETTINGS_MODULE": "tests.environment.node_settings",
        "IGM_DATABASE_URL": cluster.url,
        "IGM_HOSTS": "localhost",
        "IGM_SITE_URL": f"http://localhost:{port}",
        "IGM_HTTPS_REDIRECT": "nee",
        "IGM_KEY_DIR": str(tmp_path / "keys"),
        "IGM_STATIC_ROOT": str(tmp_path / "static"),
        "IGM_MAIL_HOST": settings.EMAIL_HOST,
        "IGM_MAIL_PORT": str(settings.EMAIL_PORT),
        "WEB_CONCURRENCY": "2",
    }
    manage = [sys.executable, "manage.py"]
    for command in (
        ["new_key"],
        ["migrate", "--no-input", "--verbosity=0"],
        ["collectstatic", "--no-input", "--verbosity=0"],
        ["new_organisation", "Zandstad", "zandstad", ADDRESS, "Bo Beheer"],
    ):
        assert processes.run([*manage, *command], variables) == 0
    with ExitStack() as stack:
        web = stack.enter_context(processes.started(image_command(port), variables))
        worker = stack.enter_context(
            processes.started([*manage, "run_tasks", "--forever"], variables)
        )
        site = f"http://localhost:{port}"
        yield Installation(site, web, worker, Visitor(site))


def health(site: str, path: str = "/gezond/") -> Answer | None:
    try:
        return Visitor(site).get(path)
    except OSError:  # not listening yet
        return None


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.2)


def healthy(site: str) -> bool:
    answer = health(site)
    return answer is not None and answer.status == 200


@contextmanager
def load(portal: Installation) -> Iterator[None]:
    """Visitors who go on whatever they see."""
    end = Event()

    def visit(path: str) -> None:
        own = Visitor(portal.site, dict(portal.visitor.cookies))
        while not end.is_set():
            portal.answers.append((path, own.get(path)))

    paths = ["/zandstad/", "/zandstad/mensen/", "/over-dit-model/", "/gezond/", "/gezond/leeft/"]
    threads = [Thread(target=visit, args=[path]) for path in paths]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        end.set()
        for thread in threads:
            thread.join()


def choose_first_password(portal: Installation, office: PostOffice) -> None:
    """By the link in a mail, which the worker sent."""
    visitor = Visitor(portal.site)
    visitor.post(RESET, visitor.get(RESET), email=ADDRESS)
    wait(lambda: len(office.mails) == 1)
    link = re.search(r"https?://[^/]+(/\S+)", office.mails[0].get_content())
    assert link
    form_path = visitor.get(link[1]).location
    answer = visitor.post(form_path, visitor.get(form_path), password1=PASSWORD, password2=PASSWORD)
    assert answer.status == 302


def test_a_database_that_stops_and_starts_needs_no_other_restart(
    cluster: Cluster, office: PostOffice, installation: Installation
) -> None:
    portal = installation
    wait(lambda: healthy(portal.site))
    choose_first_password(portal, office)
    assert sign_in(portal.visitor, ADDRESS, PASSWORD).status == 302
    assert portal.visitor.get("/zandstad/").status == 200
    with load(portal):
        wait(lambda: len(portal.answers) > 10)
        cluster.stop()
        time.sleep(OUTAGE)
        away = health(portal.site)
        assert away is not None
        assert (away.status, away.text) == (503, "De database antwoordt niet (OperationalError).\n")
        alive = health(portal.site, "/gezond/leeft/")
        assert alive is not None
        assert alive.status == 200
        page = portal.visitor.get("/zandstad/")
        assert (page.status, page.retry_after) == (503, "10")
        assert "Probeer het over een paar minuten opnieuw" in page.text
        cluster.begin()
        wait(lambda: healthy(portal.site))
        assert portal.visitor.get("/zandstad/").status == 200  # still signed in
        visitor = Visitor(portal.site)
        assert visitor.post(RESET, visitor.get(RESET), email=ADDRESS).status == 302
        wait(lambda: len(office.mails) == 2)
    assert portal.web.poll() is None
    assert portal.worker.poll() is None
    assert {answer.status for path, answer in portal.answers if path != "/gezond/leeft/"} == {
        200,
        503,
    }
    assert {answer.status for path, answer in portal.answers if path == "/gezond/leeft/"} == {200}
    assert not any("Traceback" in answer.text for _path, answer in portal.answers)
