"""The account a command is about: by address, and by organisation where that is needed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from igm_portal.accounts.models import User
from igm_portal.spelling import address_key


def add_account_arguments(parser: ArgumentParser, description: str) -> None:
    parser.add_argument("email", help=f"e-mailadres van {description}")
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="naam in het webadres; nodig bij een adres met een account in meer organisaties",
    )


def account_of(options: dict[str, Any]) -> User:
    """Raises CommandError for an address of nobody, or of several accounts."""
    accounts = User.objects.filter(email=address_key(options["email"]))
    if options["organisation"]:
        accounts = accounts.filter(organisation__slug=options["organisation"])
    slugs = sorted(accounts.values_list("organisation__slug", flat=True))
    if not slugs:
        raise CommandError("Dit e-mailadres hoort bij niemand.")
    if len(slugs) > 1:
        raise CommandError(
            f"Dit e-mailadres heeft een account in {', '.join(slugs)}: kies met --organisation."
        )
    return accounts.get()
