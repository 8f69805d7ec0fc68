"""`manage.py reseal`: encrypt what is sealed in the database with the newest IGM_SECRET_KEY."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.services.resealing import reseal


class Command(BaseCommand):
    help = "Versleutelt de geheimen in de database opnieuw met de nieuwste IGM_SECRET_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = reseal()
        except InvalidToken:
            raise CommandError(
                "Een geheim is met geen sleutel te openen; er is niets veranderd. Zet de waarde "
                "waarmee het versleuteld is in IGM_OLD_SECRET_KEYS."
            ) from None
        self.stdout.write(
            f"{number} geheimen zijn opnieuw versleuteld. IGM_OLD_SECRET_KEYS kan weg; sessies en "
            f"links van voor de nieuwe sleutel houden dan op."
        )
