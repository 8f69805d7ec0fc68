"""`manage.py close_waves`: what the worker does every night; for who lets cron do it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from igm_portal.worker.nightly import nightly


class Command(BaseCommand):
    help = (
        "Sluit metingen waarvan de laatste dag voorbij is, telt hoe ver de andere zijn en "
        "vergeet oude aanmeldingen."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        closings, failures = nightly(timezone.now())
        self.stdout.write(f"Gesloten: {closings}")
        if failures:
            self.stderr.write(
                f"Niet gesloten door een fout: {failures}. Het logboek van de server zegt welke."
            )
