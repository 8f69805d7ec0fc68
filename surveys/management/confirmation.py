"""Asks a person at the keyboard to confirm what cannot be undone."""

from django.core.management.base import CommandError


def confirm(answer: str) -> None:
    """Go on only when `answer` is typed.

    Raises CommandError when something else is typed, or when nobody is there to type (a scheduled
    command, a container without a terminal): then `--yes` has to be given.
    """
    try:
        text = input(f"Typ '{answer}' om door te gaan: ")
    except EOFError:
        raise CommandError("Er is niets veranderd: zonder terminal is --yes nodig.") from None
    if text != answer:
        raise CommandError("Er is niets veranderd.")
