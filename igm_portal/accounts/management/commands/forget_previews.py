"""`manage.py forget_previews`: delete uploads that nobody confirmed; run it every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from igm_portal.accounts.people_import.prepare import forget_previews


class Command(BaseCommand):
    help = "Verwijdert geüploade bestanden met mensen die langer dan een dag wachten."

    def handle(self, *args: Any, **options: Any) -> None:
        forget_previews(timezone.now())
