"""`manage.py destroy_key N [--yes]`: make the waves of one generation anonymous, for ever."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from surveys.management.confirmation import confirm
from surveys.services.keys import KeyEnding, destroy_key, ending_of
from surveys.services.refusals import Refused


class Command(BaseCommand):
    help = "Vernietigt een sleutel: de metingen ermee worden voorgoed anoniem."
    requires_system_checks: list[str] = []  # also finishes what the check complains about

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="het nummer van de sleutel")
        parser.add_argument("--yes", action="store_true", help="niet meer om bevestiging vragen")

    def handle(self, *args: Any, **options: Any) -> None:
        number: int = options["number"]
        try:
            self._say(ending_of(number, timezone.localdate()))
            if not options["yes"]:
                confirm(f"vernietig {number}")
            destroy_key(generation=number, today=timezone.localdate())
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(
            f"Sleutel {number} is vernietigd; dat staat in het logboek.\n"
            f"Vernietig nu ook de kopieën van deze sleutel en start het portaal opnieuw."
        )

    def _say(self, ending: KeyEnding) -> None:
        """What it means, before it is done."""
        self.stdout.write(f"Sleutel {ending.generation} vernietigen kan niet ongedaan worden.\n")
        for wave in ending.waves:
            where = f"{wave.organisation.name}: {wave.title}"
            self.stdout.write(f"  - {where} (gesloten {wave.closes_on:%d-%m-%Y}) wordt anoniem")
        if not ending.waves:
            self.stdout.write("  - er zijn geen gesloten metingen met deze sleutel")
        self.stdout.write(
            "Daarna kan van deze metingen niemand meer het eigen profiel openen, de eigen\n"
            "antwoorden inzien of laten wissen, of metingen van dezelfde mensen vergelijken.\n"
            "Het team bij elk antwoord en de open antwoorden worden gewist.\n"
            "De uitkomsten van teams, afdelingen en organisatie blijven wat ze zijn.\n"
            "Wie dan nog een kopie van de sleutel heeft, kan antwoorden in een oude kopie van de\n"
            "database nog aan mensen verbinden.\n"
        )
        if not ending.present:
            self.stdout.write("Het sleutelbestand zelf is er al niet meer.\n")
