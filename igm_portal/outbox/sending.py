"""Send waiting mail, as the worker does: reserve one, hand it over, write down at once how it went.

A reservation is a short transaction that moves the next attempt a lease ahead. So no lock is held
while the mail server talks (on SQLite that would stop everyone), two workers never hold the same
mail, and after a kill the mail comes back when the lease is over. What the server confirmed is
marked before the next mail is reserved. Only a kill between those two sends one mail a second time:
at least once, with the same Message-ID.

A refusal says something about a mail only if the server does take others. So it is in doubt until
then: several in a row, or one that says that we may not send (5.7), are taken as a fault of the
server or of our settings. Sending stops, and what is in doubt waits.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import connection, transaction
from django.db.models import Q

from igm_portal.outbox.models import Mail, MailFault, MailState, Stoppage
from igm_portal.outbox.smtp_session import Reply, ServerFault, SmtpSession, smtp_session

logger = logging.getLogger(__name__)

MAIL_LEASE = timedelta(minutes=10)  # longer than any conversation about a few mails
MAIL_ATTEMPTS = 12
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
REFUSALS_IN_A_ROW = 5  # so many answers of no in a row are no coincidence
DOUBT_PAUSE = timedelta(minutes=15)  # until a mail in doubt is tried again
RETENTION = timedelta(days=7)  # emptied rows, to tell how a batch went and who got what when
UNDELIVERED_RETENTION = timedelta(days=30)  # those of whom did not get an invitation

Clock = Callable[[], datetime]


def send_due(clock: Clock, stop: Event | None = None) -> Counter[str]:
    """Send what may be sent now, over one connection, until `stop` is set; counts per outcome.

    A server that cannot be reached, or takes nothing, costs no mail an attempt: everything waits.
    """
    stop = stop or Event()
    sending = _SendingRound(clock)
    fault = ""
    try:
        with smtp_session() as session:
            while not stop.is_set() and Mail.objects.due(clock()).exists():
                session.begin()
                if (mail := _reserve(clock())) is None:
                    break
                sending.deliver(session, mail)
    except ServerFault as server_fault:
        fault = str(server_fault)
        logger.warning("The mail server takes no mail of ours now (%s); the mail waits.", fault)
    if fault or stop.is_set():
        sending.put_off()
    else:
        sending.settle()
    if fault:
        _write_stoppage(fault, clock())
    if sending.lines:
        logger.info("Mail: %s", ", ".join(sending.summary()))
    return sending.tally


def prune(now: datetime) -> None:
    """Empty what is too late to be of use; remove emptied rows after some days."""
    Mail.objects.overdue(now).end(MailState.EXPIRED, now)
    past = Mail.objects.filter(ended_at__lt=now - RETENTION)
    past.filter(Q(person=None) | Q(state=MailState.SENT)).delete()
    Mail.objects.filter(ended_at__lt=now - UNDELIVERED_RETENTION).delete()


class _SendingRound:
    """One series of mails; `lines` counts outcomes with their codes, for the log."""

    def __init__(self, clock: Clock) -> None:
        self.tally: Counter[str] = Counter()
        self.lines: Counter[str] = Counter()
        self._clock = clock
        self._doubtful: list[tuple[Mail, Reply]] = []

    def deliver(self, session: SmtpSession, mail: Mail) -> None:
        """Hand over a reserved mail and write down how it went.

        Whether it is still of use is asked once more, just before it goes: since then the day
        may have ended, or the mail may have been called back. Raises ServerFault to stop.
        """
        waiting = Mail.objects.waiting().filter(pk=mail.pk)
        if not waiting.filter(expires_at__gt=self._clock()).exists():
            waiting.end(MailState.EXPIRED, self._clock())
            self._count(MailState.EXPIRED)
            return
        try:
            reply = session.send(mail)
        except ServerFault:
            waiting.update(attempts=mail.attempts - 1, not_before=self._clock())
            raise
        if reply is None:
            waiting.end(MailState.SENT, self._clock())
            if not self.tally[MailState.SENT]:  # at once: a round of a thousand mails takes long
                Stoppage.objects.all().delete()
            self._count(MailState.SENT)
            self.settle()
        elif reply.fault == MailFault.MALFORMED:
            self._end(mail, reply)
        else:
            self._doubtful.append((mail, reply))
            if reply.of_policy or len(self._doubtful) >= REFUSALS_IN_A_ROW:
                raise ServerFault(reply.code or reply.fault)

    def settle(self) -> None:
        """The server does take mail, so what it said about the others is true."""
        for mail, reply in self._doubtful:
            self._end(mail, reply)
        self._doubtful.clear()

    def put_off(self) -> None:
        """Whether it would take any is not known: what is in doubt keeps its attempts."""
        for mail, reply in self._doubtful:
            self._postpone(mail, reply, mail.attempts - 1, DOUBT_PAUSE)
        self._doubtful.clear()

    def summary(self) -> list[str]:
        """Of mail that was sent no number: after a reminder it would tell how many had not
        answered.
        """
        return [
            line if line == MailState.SENT else f"{line}: {number}"
            for line, number in sorted(self.lines.items())
        ]

    def _end(self, mail: Mail, reply: Reply) -> None:
        waiting = Mail.objects.waiting().filter(pk=mail.pk)
        values = {"fault": reply.fault, "reply": reply.code}
        if reply.fault in {MailFault.REFUSED, MailFault.MALFORMED}:
            waiting.end(MailState.REFUSED, self._clock(), **values)
            self._count(MailState.REFUSED, reply)
        elif mail.attempts >= MAIL_ATTEMPTS:
            waiting.end(MailState.EXPIRED, self._clock(), **values)
            self._count(MailState.EXPIRED, reply)
        else:
            self._postpone(mail, reply, mail.attempts, pause(mail.attempts))

    def _postpone(self, mail: Mail, reply: Reply, attempts: int, wait: timedelta) -> None:
        Mail.objects.waiting().filter(pk=mail.pk).update(
            fault=reply.fault,
            reply=reply.code,
            attempts=attempts,
            not_before=self._clock() + wait,
        )
        self._count("postponed", reply)

    def _count(self, outcome: str, reply: Reply | None = None) -> None:
        self.tally[outcome] += 1
        words = [outcome, (reply.code or reply.fault) if reply else ""]
        self.lines[" ".join(filter(None, words))] += 1


def _reserve(now: datetime) -> Mail | None:
    """Take the next mail, for the length of the lease; None when other workers hold them all."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        mail = Mail.objects.due(now).select_for_update(skip_locked=skip).first()
        if mail is not None:
            mail.attempts += 1
            mail.not_before = now + MAIL_LEASE
            mail.save(update_fields=["attempts", "not_before"])
    return mail


def _write_stoppage(fault: str, now: datetime) -> None:
    """On record until a mail is sent, for whoever looks at the pages about mail."""
    values = {"fault": fault[:60]}
    Stoppage.objects.update_or_create(
        pk=1, defaults=values, create_defaults=values | {"since": now}
    )


def pause(attempts: int) -> timedelta:
    """How long to wait after this many attempts: each time twice as long, at most four hours."""
    factor: int = 2 ** (attempts - 1)
    return min(LONGEST_PAUSE, FIRST_PAUSE * factor)
