"""`manage.py erase_again`: after a restore, what people had erased since the backup goes again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.services.erase_again import erase_again


class Command(BaseCommand):
    help = "Wist na het terugzetten van een back-up opnieuw wat sindsdien gewist was."

    def handle(self, *args: Any, **options: Any) -> None:
        refusals = erase_again()
        for person, refusal in refusals:
            self.stderr.write(f"{person.email}: {refusal.message}")
        if refusals:
            raise CommandError(
                f"Niet gewist: {len(refusals)}. Neem de reden weg en wis die mensen zelf, met: "
                f"manage.py erase_person"
            )
        self.stdout.write("Alles wat gewist was, is weer gewist.")
