"""`manage.py run_tasks [--forever]`: send mail, make the files that people asked for, clear up, and
with `--forever` do the work of every night.
"""

import logging
import os
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from itertools import count
from threading import Thread
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from igm_portal.accounts.people_import.prepare import forget_previews
from igm_portal.outbox.heartbeat import record_heartbeat
from igm_portal.outbox.sending import prune, send_due
from igm_portal.worker.nightly import nightly
from reports.jobs.tasks import reap
from reports.jobs.worker import stopping
from surveys.services.announcing import announce_due
from surveys.services.erase_again import erase_again
from surveys.services.erasure_list import is_behind

logger = logging.getLogger(__name__)
PAUSE = 1  # seconds between two looks at the queue of files
ROUNDS = 20  # looks between two rounds of the reaper
MAIL_PAUSE = 5  # seconds between two rounds of mail: who asked for a new password waits for it
DATABASE_PAUSE = 5  # seconds before a database that went away is tried again


class Command(BaseCommand):
    help = "Verstuurt mail, maakt de bestanden die gevraagd zijn en ruimt op wat verlopen is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forever", action="store_true", help="blijf draaien tot een stopsignaal"
        )
        parser.add_argument(
            "--with-parent", action="store_true", help="stop ook als het ouderproces weg is"
        )
        parser.add_argument("--no-mail", action="store_true", help="laat de mail staan")

    def handle(self, *args: Any, **options: Any) -> None:
        hand, parent, night = worker(), os.getppid(), Night()
        stopping.clear()
        if not options["forever"]:
            if not options["no_mail"]:
                send_mail()
            look(hand, 0)
            return
        _heed_signals(hand)
        mail = Thread(target=_mail_forever, name="mail")
        if not options["no_mail"]:
            mail.start()
        for number in count():
            _survive(look, hand, number)
            if number % ROUNDS == 0:
                _survive(night.look)
            is_orphan = options["with_parent"] and os.getppid() != parent
            if is_orphan or stopping.wait(PAUSE):
                break
        stopping.set()
        if mail.ident:
            mail.join()


class Night:
    """The work of every night, once per date: at the first look after midnight, or at the start."""

    def __init__(self) -> None:
        self._done_on: date | None = None

    def look(self) -> None:
        now = timezone.now()
        if self._done_on == timezone.localdate(now):
            return
        closings, failures = nightly(now)
        logger.info("Nightly work done; waves closed: %s, not: %s.", closings, failures)
        self._done_on = timezone.localdate(now)


def look(hand: Worker, number: int) -> None:
    """Look at the queue of files ; every so many times also clear up."""
    if number % ROUNDS == 0:
        record_heartbeat(timezone.now())
        reap(timezone.now())
        forget_previews(timezone.now())
        announce_due(timezone.now())
    if DBTaskResult.objects.ready().exists():
        hand.run()
    if number % ROUNDS == 0 and is_behind():  # a restored database, or a crash at an erasure
        logger.warning("Erased again after a restore; not possible: %s.", len(erase_again()))


def send_mail() -> None:
    """One round of mail."""
    record_heartbeat(timezone.now())
    prune(timezone.now())
    send_due(timezone.now, stopping)


def _mail_forever() -> None:
    """In a thread of its own, so that mail does not wait for a file, nor a file for a mail server
    that hangs. The mail in hand is finished before it ends.
    """
    while not stopping.is_set():
        _survive(send_mail)
        stopping.wait(MAIL_PAUSE)
    connections.close_all()


def _survive(act: Callable[..., None], *arguments: object) -> None:
    """A database that restarts, or a fault in one round, does not end the worker."""
    close_old_connections()
    try:
        act(*arguments)
    except (DatabaseError, InterfaceError) as fault:
        cause = type(fault.__cause__ or fault).__name__  # such as DiskFull
        logger.warning("The database does not do it (%s); trying again.", cause)
        connections.close_all()
        stopping.wait(DATABASE_PAUSE)
    except Exception:
        logger.exception("A round of the worker failed; the next one follows.")


def worker() -> Worker:
    """That of django-tasks, told to return when the queue is empty."""
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def _heed_signals(hand: Worker) -> None:
    """At SIGTERM and Ctrl-C the file in hand goes back into the queue, for the next worker."""

    def ask(number: int, frame: FrameType | None) -> None:
        stopping.set()
        hand.running = False

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
