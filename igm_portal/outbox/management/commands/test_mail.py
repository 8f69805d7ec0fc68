"""`manage.py test_mail ADDRESS`: send one mail now, and say what the mail server answers."""

from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError

from igm_portal.outbox.advice import advice
from igm_portal.outbox.models import Mail
from igm_portal.outbox.smtp_session import message
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
        connection = get_connection()
        try:
            connection.send_messages([message(Mail(subject=SUBJECT, body=BODY), recipient)])
        except (OSError, UnicodeError) as fault:  # all of smtplib's are OSErrors
            oauth = bool(settings.IGM_MAIL_OAUTH_CLIENT)
            # To whoever typed the address the words of the server may be said; those of an
            # UnicodeError hold what it is about, a password perhaps.
            words = "" if isinstance(fault, UnicodeError) else f": {fault}"
            raise CommandError(
                f"{server} neemt de mail niet aan.\n{advice(fault, oauth=oauth)}\n"
                f"{type(fault).__name__}{words}"
            ) from None
        finally:
            with suppress(OSError):
                connection.close()
        self.stdout.write(
            f"{server} heeft de mail aangenomen, met afzender {settings.DEFAULT_FROM_EMAIL}."
        )
