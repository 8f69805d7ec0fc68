"""`manage.py send_mail [--forever]`: empty the outbox once, or as a worker that goes on."""

import signal
from argparse import ArgumentParser
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from igm_portal.outbox.sending import prune, send_due

PAUSE = 20  # seconds between two rounds of the worker


class Command(BaseCommand):
    help = "Verstuurt de mail die klaarstaat en ruimt op wat verstuurd is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--forever", action="store_true", help="blijf draaien tot een stopsignaal"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stop = _set_by_signal() if options["forever"] else Event()
        _round(stop)
        while options["forever"] and not stop.wait(PAUSE):
            close_old_connections()
            _round(stop)


def _round(stop: Event) -> None:
    prune(timezone.now())
    send_due(timezone.now, stop)


def _set_by_signal() -> Event:
    """Set by SIGTERM and Ctrl-C: the mail in hand is finished first."""
    stop = Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
