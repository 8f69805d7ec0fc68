"""`manage.py erase_person ORGANISATION EMAIL [--yes]`: on request of that person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from igm_portal.accounts.models import Organisation
from igm_portal.accounts.selectors import people_of
from igm_portal.spelling import address_key
from surveys.management.confirmation import confirm
from surveys.services.erasure import erase_person
from surveys.services.refusals import Refused

CONSEQUENCES = """Dit wist {email} uit {organisation}: account, rollen, personeelsnummer,
aanmeldingen, uitnodigingen en alle eigen antwoorden die terug te vinden zijn, ook in gesloten
metingen. Het kan niet ongedaan worden.
Wat blijft: gepubliceerde uitkomsten van groepen (die worden nooit opnieuw gemaakt), het
aantal genodigden van elk team, antwoorden in metingen die al anoniem zijn, eerdere regels van
het logboek met dit e-mailadres (het logboek is niet te wijzigen), en back-ups tot die vervangen
zijn.
"""


class Command(BaseCommand):
    help = "Wist een mens met alle eigen antwoorden, op verzoek van die mens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="korte naam, zoals in het adres")
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="niet meer om bevestiging vragen")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError("Die organisatie bestaat hier niet.")
        person = people_of(organisation).filter(email=address_key(options["email"])).first()
        if person is None:
            raise CommandError("Dit e-mailadres komt in die organisatie niet voor.")
        self.stdout.write(CONSEQUENCES.format(email=person.email, organisation=organisation.name))
        if not options["yes"]:
            confirm("wis")
        try:
            erase_person(by=None, organisation=organisation, person=person)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(
            "Gewist. De nieuwe regel daarover in het logboek is zonder naam; "
            "eerdere regels houden het e-mailadres."
        )
