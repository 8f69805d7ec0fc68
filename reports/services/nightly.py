"""What happens once a day, shortly after midnight: waves end, old sign-ins go."""

from datetime import datetime

from django.core.management import call_command
from django.utils import timezone

from reports.services.due import close_due_waves
from surveys.services.tallies import count_open_waves


def nightly(now: datetime) -> tuple[int, int]:
    """Close waves whose last day is over, count how far the others are, and forget sign-ins
    of more than a day old. Returns how many waves closed and how many could not.

    Safe to run at any moment, by several workers at once.
    """
    today = timezone.localdate(now)
    closed, failures = close_due_waves(None, today)
    count_open_waves(today)
    call_command("clearsessions")  # who signed in is not kept for longer than a day
    return closed, failures
