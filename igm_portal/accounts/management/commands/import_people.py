"""`manage.py import_people`: people from a file that another system makes."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from igm_portal.accounts.access import Access, access_of
from igm_portal.accounts.models import Membership, Organisation, User
from igm_portal.accounts.people_import.nightly import NightlyReport, import_unseen
from igm_portal.accounts.people_import.plan import ImportChoices
from igm_portal.accounts.people_import.table import MAX_BYTES
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import Role
from igm_portal.accounts.services.mail import send
from igm_portal.spelling import Misspelt, address, address_key

REPORT_LASTS = timedelta(days=3)


class Command(BaseCommand):
    help = (
        "Importeert mensen uit een bestand, zonder dat iemand meekijkt: met wat op de pagina over "
        "kolommen en functies is gekozen. Stopt bij alles waarvoor iemand moet kiezen of kijken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="naam in het webadres, bijvoorbeeld zandstad")
        parser.add_argument("file", type=Path, help="CSV of spreadsheet")
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="beheerder namens wie dit gebeurt"
        )
        parser.add_argument(
            "--leavers",
            action="store_true",
            help="wie niet in het bestand staat, is weg: laatste dag gisteren",
        )
        parser.add_argument(
            "--mail",
            action="append",
            metavar="EMAIL",
            help="adres voor het verslag (mag vaker); anders alle beheerders",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        access = _access(options["organisation"], options["by"])
        recipients = _recipients(access.organisation, options["mail"] or [])
        now, today = timezone.now(), timezone.localdate()
        leavers_on = today - timedelta(days=1) if options["leavers"] else None
        content = _content(options["file"])
        report = NightlyReport("Het bestand is er niet, of kan niet worden gelezen.")
        if content is not None:
            report = import_unseen(
                access=access,
                content=content,
                choices=ImportChoices(today, leavers_on),
                now=now,
                today=today,
                site=settings.IGM_SITE_URL,
            )
        if report.is_news:
            for recipient in recipients:
                values = {"report": report, "organisation": access.organisation}
                send(recipient, "import_report", lasts=REPORT_LASTS, **values)
        if report.stop:
            raise CommandError(f"Er is niets veranderd. {report.stop} Zie de mail.")
        for label, number in report.counts:
            self.stdout.write(f"{label}: {number}")


def _access(slug: str, email: str) -> Access:
    """What the administrator may do who is answerable for this; raises CommandError."""
    people = User.objects.filter(organisation__slug=slug, is_active=True)
    person = people.filter(email=address_key(email)).first()
    access = access_of(person, slug) if person else None
    if access is None or not access.may(Permission.MANAGE_ORGANISATION):
        raise CommandError("Dit e-mailadres is niet van een beheerder van deze organisatie.")
    return access


def _recipients(organisation: Organisation, addresses: list[str]) -> list[str]:
    """To whom the report goes; raises CommandError for what is no address."""
    if not addresses:
        administrators = Membership.objects.on(timezone.localdate()).filter(
            organisation=organisation, role=Role.ADMINISTRATOR, user__is_active=True
        )
        return sorted(set(administrators.values_list("user__email", flat=True)))
    try:
        return [address(text) for text in addresses]
    except Misspelt:
        raise CommandError("Geef bij --mail een e-mailadres.") from None


def _content(path: Path) -> bytes | None:
    """At most one byte more than is taken: the reader says that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None
