"""`manage.py run_tasks [--forever]`: make the files that people asked for, and clear up."""

import os
import signal
from argparse import ArgumentParser
from itertools import count
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from reports.jobs.progress import stopping
from reports.jobs.reaping import reap

PAUSE = 1  # seconds between two looks at the queue
ROUNDS = 20  # looks between two rounds of the reaper


class Command(BaseCommand):
    help = "Maakt de bestanden die gevraagd zijn en ruimt op wat verlopen is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forever", action="store_true", help="blijf draaien tot een stopsignaal"
        )
        parser.add_argument(
            "--with-parent", action="store_true", help="stop ook als het ouderproces weg is"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        hand, parent = worker(), os.getppid()
        stopping.clear()
        if options["forever"]:
            _heed_signals(hand)
        for number in count():
            close_old_connections()
            if number % ROUNDS == 0:
                reap(timezone.now())
            if DBTaskResult.objects.ready().exists():
                hand.run()
            orphaned = options["with_parent"] and os.getppid() != parent
            if not options["forever"] or orphaned or stopping.wait(PAUSE):
                return


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
