"""`manage.py worker_alive`: whether the worker on this machine is at work; for a health check."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from igm_portal.outbox.heartbeat import HEARTBEAT_TIMEOUT, is_alive


class Command(BaseCommand):
    help = "Zegt of de worker op deze machine (in deze container) aan het werk is."
    requires_system_checks: list[str] = []  # asked every minute, and about one thing

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_alive(timezone.now(), here=True):
            minutes = HEARTBEAT_TIMEOUT.total_seconds() // 60
            raise CommandError(f"De worker op deze machine is al {minutes:.0f} minuten stil.")
        self.stdout.write("De worker is aan het werk.")
