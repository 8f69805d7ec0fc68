"""`manage.py invite EMAIL`: a link to choose the first password, without any mail."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.services.invitations import link_without_mail
from igm_portal.accounts.services.refusals import Refused
from igm_portal.spelling import address_key


class Command(BaseCommand):
    help = "Geeft de link waarmee iemand het eerste wachtwoord kiest, zonder mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="e-mailadres van iemand die nog geen wachtwoord heeft")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email=address_key(options["email"])).first()
        role = Membership.objects.filter(user=person).select_related("organisation").first()
        if person is None or role is None:
            raise CommandError("Dit e-mailadres hoort bij niemand met een rol.")
        try:
            link = link_without_mail(
                organisation=role.organisation, person=person, site=settings.IGM_SITE_URL
            )
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(
            f"{link}\n"
            f"Wie deze link heeft, kiest het wachtwoord van {person.email}: geef hem alleen aan "
            f"die persoon zelf. Hij werkt één keer. In het logboek staat dat er is uitgenodigd."
        )
