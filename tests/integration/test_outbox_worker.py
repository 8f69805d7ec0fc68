"""Workers of the outbox: several at once, one that is killed, and a database that restarts."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from igm_portal.outbox.models import Mail, MailState
from igm_portal.outbox.sending import (
    MAIL_LEASE,
)
from igm_portal.outbox.services import (
    Letter,
    rewrite,
)
from tests.database import database_url
from tests.outbox import put, send, states
from tests.post_office import PostOffice

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_everything_once(office: PostOffice) -> None:
    names = [f"p{number}" for number in range(24)]
    put(*names)
    workers = [Thread(target=_work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    send()
    assert sorted(office.addresses) == sorted(f"{name}@zandstad.example" for name in names)
    assert set(states()) == {"sent"}


def _work() -> None:
    try:
        send()
    finally:
        connection.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_sent_while_its_batch_is_rewritten_stays_empty() -> None:
    batch, ended = uuid4(), Event()
    put("ans", "bas", batch=batch)
    ans = Mail.objects.filter(recipient="ans@zandstad.example")
    letter = Letter("ans@zandstad.example", "Dag", "Een dag later")

    def end() -> None:
        try:
            with transaction.atomic():
                ans.end(MailState.SENT, timezone.now())
                ended.set()
                _wait_for_a_blocked_query()
        finally:
            connection.close()

    worker = Thread(target=end)
    worker.start()
    ended.wait(timeout=30)
    later = timezone.now() + timedelta(days=9)
    with transaction.atomic():
        rewrite([letter], batch=batch, expires_at=later)
    worker.join()
    assert set(Mail.objects.values_list("state", "body")) == {
        ("sent", ""),
        ("waiting", "Beste bas"),
    }
    assert Mail.objects.get(state=MailState.WAITING).expires_at == later


def _wait_for_a_blocked_query() -> None:
    """Until somebody waits for a lock of this database, or half a minute."""
    for _look in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_repeats_only_what_was_not_confirmed(office: PostOffice) -> None:
    def kill_at_the_third(number: int) -> None:
        if number == 3:
            worker.kill()

    put("ans", "bas", "cas", "dirk")
    office.on_data = kill_at_the_third
    worker = _start_worker()
    assert worker.wait(timeout=60) == -signal.SIGKILL
    office.on_data = None
    assert states() == ["sent", "sent", "waiting", "waiting"]
    assert send() == {"sent": 1}
    assert send(later=MAIL_LEASE + timedelta(minutes=1)) == {"sent": 1}
    assert len(office.addresses) == 5
    assert len(set(office.addresses)) == 4


@pytest.mark.django_db(transaction=True)
def test_the_worker_goes_on_until_it_is_told_to_stop(office: PostOffice) -> None:
    put("ans")
    worker = _start_worker("--forever")
    office.on_data = lambda number: worker.terminate()
    assert worker.wait(timeout=60) == 0
    assert states() == ["sent"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server")
@pytest.mark.django_db(transaction=True)
def test_the_worker_outlives_a_database_that_restarts(office: PostOffice) -> None:
    """Every connection of the worker is cut for a while, as during a restart."""
    put("ans")
    worker = _start_worker("--forever")
    try:
        _wait(lambda: len(office.mails) == 1 and states() == ["sent"])
        for _cut in range(80):  # eight seconds, longer than one pause of the worker
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            sleep(0.1)
        assert worker.poll() is None
        put("bas")
        _wait(lambda: len(office.mails) == 2)
        worker.terminate()
        assert worker.wait(timeout=60) == 0
    finally:
        worker.kill()


def _wait(condition: Callable[[], bool]) -> None:
    """Until this holds, or a minute and a half."""
    for _look in range(900):
        if condition():
            return
        sleep(0.1)
    raise AssertionError("it did not come to pass")


def test_the_command_sends_and_tidies_up(office: PostOffice) -> None:
    put("ans", lasts=timedelta(seconds=-1))
    put("bas")
    call_command("run_tasks")
    assert states() == ["expired", "sent"]
    assert office.addresses == ["bas@zandstad.example"]


def _start_worker(*options: str) -> "subprocess.Popen[bytes]":
    """A process of its own, with the settings of production."""
    environment = {
        "PATH": os.defpath,
        "DJANGO_SETTINGS_MODULE": "igm_portal.settings.base",
        "IGM_SECRET_KEY": secrets.token_urlsafe(50),
        "IGM_HOSTS": "portaal.example.org",
        "IGM_DATABASE_URL": database_url(),
        "IGM_KEY_DIR": str(settings.IGM_KEY_DIR),
        "IGM_MAIL_HOST": settings.EMAIL_HOST,
        "IGM_MAIL_PORT": str(settings.EMAIL_PORT),
    }
    command = [sys.executable, "manage.py", "run_tasks", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603  our own command
