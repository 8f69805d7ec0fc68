"""`manage.py invite EMAIL`: a link to choose the first password, without any mail."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.account_arguments import account_of, add_account_arguments
from igm_portal.accounts.services.invitations import link_without_mail
from igm_portal.accounts.services.refusals import Refused


class Command(BaseCommand):
    help = "Geeft de link waarmee iemand het eerste wachtwoord kiest, zonder mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_account_arguments(parser, "iemand die nog geen wachtwoord heeft")

    def handle(self, *args: Any, **options: Any) -> None:
        person = account_of(options)
        try:
            link = link_without_mail(person=person, site=settings.IGM_SITE_URL)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(
            f"{link}\n"
            f"Wie deze link heeft, kiest het wachtwoord van {person.email}: geef hem alleen aan "
            f"die persoon zelf. Hij werkt één keer. In het logboek staat dat er is uitgenodigd."
        )
