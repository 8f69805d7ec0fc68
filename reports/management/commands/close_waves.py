"""`manage.py close_waves`: for the worker, every night after midnight."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.services.due import close_due_waves


class Command(BaseCommand):
    help = "Sluit metingen waarvan de laatste dag voorbij is; vergeet oude aanmeldingen."

    def handle(self, *args: Any, **options: Any) -> None:
        closed = close_due_waves(None, timezone.localdate())
        call_command("clearsessions")  # who signed in is not kept for longer than a day
        self.stdout.write(f"Gesloten: {closed}")
