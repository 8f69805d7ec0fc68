"""`manage.py unlink_work_account EMAIL`: an account at the provider is no longer of this person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.models import User
from igm_portal.accounts.services.providers import unlink
from igm_portal.accounts.services.refusals import Refused
from igm_portal.spelling import address_key


class Command(BaseCommand):
    help = "Maakt het werkaccount van één persoon los, en meldt die overal af."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="e-mailadres van iemand met een gekoppeld werkaccount")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email=address_key(options["email"])).first()
        if person is None:
            raise CommandError("Dit e-mailadres hoort bij niemand.")
        try:
            unlink(person=person)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(
            f"Het werkaccount van {person.email} is los, en die persoon is overal afgemeld. "
            f"Het staat in het logboek. Zegt de uitgever nog dat dit adres van dat account is, dan "
            f"ontstaat de koppeling opnieuw: pas het daar eerst aan."
        )
