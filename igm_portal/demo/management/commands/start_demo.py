"""`make run`: bring the demo to life and serve it; may be interrupted and started again."""

import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.models import Organisation
from igm_portal.demo.accounts import DEMO_ACCOUNTS
from igm_portal.demo.municipality import SLUG
from igm_portal.demo.worker import worker
from surveys import identity


class Command(BaseCommand):
    help = "Maakt de demo zo nodig aan en start de server."
    requires_system_checks: list[str] = []  # the first start makes the key that the check asks for

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_busy(options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        is_loaded = Organisation.objects.filter(slug=SLUG).exists()
        if not identity.generations():
            _first_key(is_loaded)
        if not is_loaded:
            self.stdout.write("De demo wordt gemaakt (eenmalig, enkele seconden) ...")
            call_command("demo", stdout=self.stdout)
        self._say_how(options["port"])
        settings.IGM_SITE_URL = f"http://127.0.0.1:{options['port']}"  # for links in mail
        with worker():
            address = f"127.0.0.1:{options['port']}"
            call_command("runserver", address, use_reloader=False, verbosity=0)

    def _say_how(self, port: int) -> None:
        self.stdout.write(f"\n  IGM-portaal (demo): http://127.0.0.1:{port}/demo/\n")
        self.stdout.write("  Aanmelden met een klik op de eerste pagina, als:")
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"    - {account.role}: {account.email}")
        self.stdout.write("  Stoppen: Ctrl-C\n")
        self.stdout.flush()


def _first_key(is_loaded: bool) -> None:
    """Only a demo without answers may get a new key: with another key nothing is found back."""
    if is_loaded:
        raise CommandError(
            f"De sleutel in {settings.IGM_KEY_DIR} ontbreekt, maar er zijn al antwoorden. "
            f"Zet de sleutel terug, of verwijder de hele map voor een nieuwe demo."
        )
    identity.new_generation()


def _refuse_busy(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandError(
                f"Poort {port} is bezet. Kies een andere: make run PORT={port + 1}"
            ) from None
