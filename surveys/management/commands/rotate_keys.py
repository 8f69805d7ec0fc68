"""`manage.py rotate_keys`: a new generation of keys, for waves launched from now on."""

from typing import Any

from django.core.management.base import BaseCommand

from surveys.services.keys import rotate_keys


class Command(BaseCommand):
    help = "Maakt een nieuwe sleutel; metingen die hierna starten gebruiken die."

    def handle(self, *args: Any, **options: Any) -> None:
        number = rotate_keys()
        self.stdout.write(
            f"Sleutel {number} is gemaakt en geldt voor metingen die hierna starten.\n"
            f"Eerdere metingen houden hun eigen sleutel: laat die staan.\n"
            f"Bewaar een kopie buiten de database en de back-up daarvan."
        )
