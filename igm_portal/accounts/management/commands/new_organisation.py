"""`manage.py new_organisation`: the first step after installing."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from igm_portal.accounts.services.organisations import found_organisation


class Command(BaseCommand):
    help = "Maakt een organisatie met een eerste beheerder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="naam, bijvoorbeeld 'Gemeente Zandstad'")
        parser.add_argument("slug", help="naam in het webadres, bijvoorbeeld zandstad")
        parser.add_argument("email", help="e-mailadres van de beheerder")
        parser.add_argument("administrator", help="naam van de beheerder")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            organisation = found_organisation(
                name=options["name"],
                slug=options["slug"],
                administrator_email=options["email"],
                administrator_name=options["administrator"],
                today=timezone.localdate(),
            )
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(
            f"{organisation} is gemaakt. De beheerder kiest een wachtwoord via "
            f"'Wachtwoord vergeten' op de aanmeldpagina, of met de link van: "
            f"manage.py invite {options['email']}"
        )
