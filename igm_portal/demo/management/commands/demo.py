"""`manage.py demo --today DATE --seed N`: fill an empty database with the demo municipality."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from igm_portal.accounts.models import Organisation
from igm_portal.demo.municipality import SLUG
from igm_portal.demo.story import load_demo


class Command(BaseCommand):
    help = (
        "Vult een lege database met Gemeente Zandstad: verzonnen mensen, gegenereerde antwoorden."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, help="de dag van vandaag, JJJJ-MM-DD"
        )
        parser.add_argument("--seed", type=int, default=1, help="andere waarde, andere antwoorden")

    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.filter(slug=SLUG).exists():
            raise CommandError("De demo staat er al. Verwijder eerst de map van de demo.")
        load_demo(today=options["today"] or timezone.localdate(), seed=options["seed"])
        self.stdout.write("Gemeente Zandstad staat klaar.")
