"""The worker's part: claim a mail, hand it over, write down at once how it went.

A claim is a short transaction that moves the next attempt a lease ahead. So no lock is held while
the mail server talks (on SQLite that would stop everyone), two workers never hold the same mail,
and after a kill the mail comes back when the lease is over. What the server confirmed is marked
before the next mail is claimed. Only a kill between those two sends one mail a second time: at
least once, with the same Message-ID.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import connection, transaction

from igm_portal.outbox.conversation import Conversation, ServerFault, conversation
from igm_portal.outbox.models import Fault, Mail, MailState

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than any conversation about one mail
ATTEMPTS = 12
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
KEPT = timedelta(days=7)  # emptied rows, to tell how a batch went

Clock = Callable[[], datetime]


def send_due(clock: Clock, stop: Event | None = None) -> Counter[str]:
    """Send what may be sent now, over one connection, until `stop` is set; counts per outcome.

    A server that cannot be reached costs no mail an attempt: everything keeps waiting.
    """
    stop = stop or Event()
    tally: Counter[str] = Counter()
    try:
        with conversation() as talk:
            while not stop.is_set() and Mail.objects.due(clock()).exists():
                talk.begin()
                if (mail := _claim(clock())) is None:
                    break
                tally[_deliver(talk, mail, clock)] += 1
    except ServerFault as fault:
        logger.warning("The mail server cannot be used now (%s); the mail waits.", fault)
    if tally:
        # Without numbers: after a reminder they would tell how many had not answered.
        logger.info("Mail: %s", ", ".join(sorted(tally)))
    return tally


def prune(now: datetime) -> None:
    """Empty what is too late to be of use; remove emptied rows after some days."""
    Mail.objects.overdue(now).end(MailState.EXPIRED, now)
    Mail.objects.filter(ended_at__lt=now - KEPT).delete()


def _claim(now: datetime) -> Mail | None:
    """Take the next mail, for the length of the lease; None when other workers hold them all."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        mail = Mail.objects.due(now).select_for_update(skip_locked=skip).first()
        if mail is not None:
            mail.attempts += 1
            mail.not_before = now + LEASE
            mail.save(update_fields=["attempts", "not_before"])
    return mail


def _deliver(talk: Conversation, mail: Mail, clock: Clock) -> str:
    """Hand over a claimed mail and write down how it went.

    Whether it is still of use is asked once more, just before it goes: since the claim the day may
    have ended, or the mail may have been called back.
    """
    claimed = Mail.objects.waiting().filter(pk=mail.pk)
    if not claimed.filter(expires_at__gt=clock()).exists():
        claimed.end(MailState.EXPIRED, clock())
        return MailState.EXPIRED
    try:
        fault = talk.send(mail)
    except ServerFault:
        claimed.update(attempts=mail.attempts - 1, not_before=clock())
        raise
    if fault is None:
        claimed.end(MailState.SENT, clock())
        return MailState.SENT
    if fault in {Fault.REFUSED, Fault.MALFORMED}:
        claimed.end(MailState.REFUSED, clock(), fault)
        return MailState.REFUSED
    if mail.attempts >= ATTEMPTS:
        claimed.end(MailState.EXPIRED, clock(), fault)
        return MailState.EXPIRED
    claimed.update(fault=fault, not_before=clock() + pause(mail.attempts))
    return "postponed"


def pause(attempts: int) -> timedelta:
    """How long to wait after this many attempts: each time twice as long, at most four hours."""
    doubled: int = 2 ** (attempts - 1)
    return min(LONGEST_PAUSE, FIRST_PAUSE * doubled)
