"""`manage.py close_waves`: for the worker, every night after midnight."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.services.due import close_due_waves
from surveys.services.tallies import count_open_waves


class Command(BaseCommand):
    help = (
        "Sluit metingen waarvan de laatste dag voorbij is, telt hoe ver de andere zijn en "
        "vergeet oude aanmeldingen."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        closed, failures = close_due_waves(None, today)
        count_open_waves(today)
        call_command("clearsessions")  # who signed in is not kept for longer than a day
        self.stdout.write(f"Gesloten: {closed}")
        if failures:
            self.stderr.write(
                f"Niet gesloten door een fout: {failures}. Het logboek van de server zegt welke."
            )
