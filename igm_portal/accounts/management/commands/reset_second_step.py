"""`manage.py reset_second_step EMAIL`: for an administrator who lost phone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.account_arguments import account_of, add_account_arguments
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.second_step import reset_by_operator


class Command(BaseCommand):
    help = "Haalt de tweede stap van iemand weg, die daar een mail van krijgt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_account_arguments(parser, "iemand met een tweede stap")

    def handle(self, *args: Any, **options: Any) -> None:
        person = account_of(options)
        try:
            reset_by_operator(person=person)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(
            f"De tweede stap van {person.email} is weg, en die persoon is overal afgemeld. "
            f"Het staat in het logboek, en er gaat een mail naar dat adres."
        )
