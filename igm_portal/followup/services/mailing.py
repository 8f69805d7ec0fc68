"""Put the mails after a result in the outbox, monthly to teams, weekly to heads and HR.

The row that says that a round was made and its mails are one transaction under the lock of the
organisation: a worker that is killed half-way has made nothing, and two at once make it once.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from igm_portal.accounts.models import Organisation
from igm_portal.followup.mails import (
    letters_to_addressees,
    letters_to_teams,
    next_weekly_round,
    week_of,
)
from igm_portal.followup.models import MailRound, RoundKind
from igm_portal.outbox.services import Letter, enqueue_all
from surveys.plan_dates import WEEK
from surveys.results_moment import at_nine
from surveys.working_days import is_working_day

log = logging.getLogger(__name__)
_MONTH: Final = timedelta(days=31)
RETENTION: Final = timedelta(days=400)


def mail_followups(now: datetime) -> int:
    """Make the rounds of this month and this week that were not made yet; returns how many. Safe to
    run at any moment, by several at once; an organisation that fails holds up no other.

    On a day on which nobody works nothing is made; the next working day makes it up.
    """
    today = timezone.localdate(now)
    if not is_working_day(today):
        return 0
    rounds = 0
    for organisation_id in Organisation.objects.order_by("pk").values_list("pk", flat=True):
        try:
            rounds += _to_teams(organisation_id, now) + _to_addressees(organisation_id, now)
        except Exception:
            log.exception("The mails after a result of %s could not be made.", organisation_id)
    MailRound.objects.filter(period__lt=today - RETENTION).delete()
    return rounds


@transaction.atomic
def _to_teams(organisation_id: UUID, now: datetime) -> bool:
    """Everybody at most one mail a month, with all that there is for all own teams."""
    today = timezone.localdate(now)
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    rounds = MailRound.objects.filter(organisation=organisation, kind=RoundKind.TEAMS)
    last = rounds.order_by("period").last()
    since = last.day if last else today - _MONTH
    letters = letters_to_teams(organisation, today, since)
    return _post(organisation, RoundKind.TEAMS, today.replace(day=1), letters, now, today + WEEK)


@transaction.atomic
def _to_addressees(organisation_id: UUID, now: datetime) -> bool:
    """Who has something to answer hears it once a week, until it is seen or answered."""
    today = timezone.localdate(now)
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    letters = letters_to_addressees(organisation, today)
    ends = next_weekly_round(today)  # then the next one says it anew
    return _post(organisation, RoundKind.LAID_BEFORE, week_of(today), letters, now, ends)


def _post(
    organisation: Organisation,
    kind: RoundKind,
    period: date,
    letters: Iterable[Letter],
    now: datetime,
    ends: date,
) -> bool:
    """Make the round, unless it was made; also one without letters, which is not tried anew."""
    today = timezone.localdate(now)
    mail_round = MailRound.objects.get_or_create(
        organisation=organisation, kind=kind, period=period, defaults={"day": today}
    )
    if not mail_round[1]:
        return False
    morning = max(now, at_nine(today))
    enqueue_all(letters, batch=None, expires_at=at_nine(ends), not_before=morning)
    return True
