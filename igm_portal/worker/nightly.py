"""What happens once a day, shortly after midnight: waves end, what is past its term goes."""

from datetime import datetime

from django.core.management import call_command
from django.utils import timezone

from igm_portal.accounts.open_sessions import forget_ended
from igm_portal.accounts.services.providers import forget_old_requests
from igm_portal.audit.sealing import seal
from igm_portal.followup.services.assignments import remove_of_leavers as remove_assignments
from igm_portal.followup.services.case_sessions import remove_unended
from igm_portal.followup.services.learning_moments import remove_past
from igm_portal.followup.services.mailing import mail_followups
from igm_portal.followup.services.notices import remove_gone
from igm_portal.followup.services.own_plan import remind_owners, remove_of_leavers
from igm_portal.followup.services.peer_groups import remove_departed, remove_unanswered
from igm_portal.followup.services.puzzles import remove_unended_puzzles
from igm_portal.retention.destroying import destroy_due
from igm_portal.worker.models import NightlyRun
from reports.services.due import close_due_waves
from surveys.services.dialogues import settle_all
from surveys.services.sharing import end_sharings
from surveys.services.tallies import count_open_waves


def nightly(now: datetime) -> tuple[int, int]:
    """Close waves whose last day is over, count how far the others are, forget sign-ins of more
    than a day old, pass on or delete questions without a name, end what clients share when its term
    is over, delete conversations about a case and puzzles that nobody ended, plans and assignments
    of who left long ago, places in a leergang of who manages no team any more and offers of one
    that nobody answered, learning moments that have been and notices past their term, put ready the
    mails after a result, seal the audit log of the day, and destroy what is past the term of its
    organisation (ADR 76). Returns how many waves closed and how many could not.

    Safe to run at any moment, by several workers at once.
    """
    today = timezone.localdate(now)
    closings, failures = close_due_waves(None, today)
    count_open_waves(today)
    settle_all(today)
    end_sharings(now)
    remove_unended(today)
    remove_unended_puzzles(today)
    mail_followups(now)
    remove_past(today)
    remove_gone(today)
    remove_of_leavers(today)
    remove_assignments(today)
    remove_departed(today)
    remove_unanswered(today)
    remind_owners(now)
    call_command("clearsessions")  # who signed in is not kept for longer than a day
    forget_ended()
    forget_old_requests(today)
    seal(now)
    destroy_due(today)
    NightlyRun.objects.update_or_create(pk=1, defaults={"finished_at": now})
    return closings, failures
