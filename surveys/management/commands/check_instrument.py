"""`manage.py check_instrument PATH`: every fault of a questionnaire file at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.instruments.check import check_file


class Command(BaseCommand):
    help = "Controleert een vragenlijstbestand en noemt elke fout met regel."
    requires_system_checks: list[str] = []  # needs no database and no key

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path")

    def handle(self, *args: Any, **options: Any) -> None:
        report = check_file(options["path"])
        for line in report.lines:
            self.stdout.write(line)
        if report.faults:
            raise CommandError("Dit bestand is nog niet in orde.")
