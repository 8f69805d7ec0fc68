"""`manage.py test_mail ADDRESS`: send one mail now, and say what the mail server answers."""

from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError

from igm_portal.outbox.conversation import message
from igm_portal.outbox.models import Mail
from igm_portal.spelling import Misspelt, wire_address

SUBJECT = "Proefmail van het IGM-portaal"
BODY = "Deze mail komt van manage.py test_mail: de mailserver neemt mail van het portaal aan.\n"


class Command(BaseCommand):
    help = "Verstuurt meteen één proefmail en laat zien wat de mailserver antwoordt."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="het e-mailadres dat de proefmail krijgt")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            recipient = wire_address(options["address"])
        except Misspelt:
            raise CommandError("Dit is geen e-mailadres.") from None
        server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        try:
            get_connection().send_messages([message(Mail(subject=SUBJECT, body=BODY), recipient)])
        except (SMTPException, OSError) as fault:
            # To whoever typed the address the words of the server may be said.
            raise CommandError(
                f"{server} neemt de mail niet aan. {type(fault).__name__}: {fault}"
            ) from None
        self.stdout.write(
            f"{server} heeft de mail aangenomen, met afzender {settings.DEFAULT_FROM_EMAIL}."
        )
