"""`manage.py set_provider ORGANISATION`: sign in with the organisation's own accounts."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from igm_portal.accounts.models import Organisation, User
from igm_portal.accounts.services.providers import remove_provider, set_provider
from igm_portal.accounts.services.refusals import Refused
from igm_portal.spelling import address_key

SECRET = "IGM_PROVIDER_SECRET"  # noqa: S105  the name of a variable


class Command(BaseCommand):
    help = "Stelt aanmelden met het werkaccount in (OpenID Connect), of haalt het weg."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="naam in het webadres, bijvoorbeeld zandstad")
        parser.add_argument("--issuer", help="adres van de uitgever, zonder /.well-known/")
        parser.add_argument("--client-id", help="id van het portaal bij de uitgever")
        parser.add_argument(
            "--tenant", default="", help="tenant-id die in `tid` moet staan (Entra)"
        )
        parser.add_argument(
            "--strong-acr", default="", help="waarden van `acr` die een tweede stap betekenen"
        )
        parser.add_argument(
            "--only",
            metavar="EMAIL",
            help="alleen nog zo aanmelden, behalve met dit noodaccount van een beheerder",
        )
        parser.add_argument("--remove", action="store_true", help="weer met wachtwoorden")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError("Deze organisatie is er niet.")
        try:
            if options["remove"]:
                remove_provider(organisation=organisation)
                self.stdout.write("Het werkaccount is weggehaald, en alle koppelingen ermee.")
            else:
                self._set(organisation, options)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from None

    def _set(self, organisation: Organisation, options: dict[str, Any]) -> None:
        secret = os.environ.get(SECRET, "")
        if not (options["issuer"] and options["client_id"] and secret):
            raise CommandError(f"Geef --issuer en --client-id, en het geheim in {SECRET}.")
        emergency = None
        if options["only"]:
            here = User.objects.filter(organisation=organisation)
            emergency = here.filter(email=address_key(options["only"])).first()
            if emergency is None:
                raise CommandError("Het e-mailadres van het noodaccount hoort bij niemand.")
        link_count = set_provider(
            organisation=organisation,
            issuer=options["issuer"].rstrip("/"),
            client_id=options["client_id"],
            secret=secret,
            tenant=options["tenant"],
            strong_acr=options["strong_acr"],
            emergency_account=emergency,
        )
        address = reverse("openid_connect_callback", args=[organisation.slug])
        self.stdout.write(
            f"Ingesteld voor {organisation}. Zet bij de uitgever dit adres als redirect URI: "
            f"{settings.IGM_SITE_URL}{address}"
        )
        if emergency:
            self.stdout.write(f"Aanmelden kan alleen nog zo, behalve met {emergency.email}.")
        else:
            self.stdout.write("Aanmelden met een wachtwoord kan ook (geen --only).")
        if link_count:
            self.stdout.write(f"{link_count} koppelingen met de vorige uitgever zijn weg.")
