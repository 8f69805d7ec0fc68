"""`manage.py unlink_work_account EMAIL`: an account at the provider is no longer of this person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.account_arguments import account_of, add_account_arguments
from igm_portal.accounts.services.providers import unlink
from igm_portal.accounts.services.refusals import Refused


class Command(BaseCommand):
    help = "Maakt het werkaccount van één persoon los, en meldt die overal af."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_account_arguments(parser, "iemand met een gekoppeld werkaccount")

    def handle(self, *args: Any, **options: Any) -> None:
        person = account_of(options)
        try:
            unlink(person=person)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(
            f"Het werkaccount van {person.email} is los, en die persoon is overal afgemeld. "
            f"Het staat in het logboek. Zegt de uitgever nog dat dit adres van dat account is, dan "
            f"ontstaat de koppeling opnieuw: pas het daar eerst aan."
        )
