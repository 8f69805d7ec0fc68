"""`manage.py new_key`: the first key of an installation, before its database has tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.services.keys import first_key
from surveys.services.refusals import Refused


class Command(BaseCommand):
    help = "Maakt de eerste sleutel voor pseudoniemen (later: rotate_keys)."
    requires_system_checks: list[str] = []  # the check asks for the key that this makes

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = first_key()
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        except PermissionError as fault:
            raise CommandError(
                f"De gebruiker van het portaal mag niet schrijven bij {fault.filename}. Maak de "
                "map erboven van die gebruiker (docs/beheer.md, Installeren, stap 3)."
            ) from None
        self.stdout.write(
            f"Sleutel {number} is gemaakt. "
            f"Bewaar een kopie buiten de database en de back-up daarvan."
        )
