"""How the sending of a batch is going, without saying to whom."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from igm_portal.outbox.models import Mail, MailState, Stoppage
from igm_portal.spelling import address_key


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """Whether some mails still wait, and whether some could not be delivered; no numbers."""

    busy: bool
    undelivered: bool


def progress(batch: UUID) -> BatchProgress:
    """Rows are pruned some days after the end; then a batch is neither busy nor undelivered."""
    states = set(Mail.objects.of_batch(batch).values_list("state", flat=True).distinct())
    return BatchProgress(
        busy=MailState.WAITING in states,
        undelivered=bool(states & {MailState.REFUSED, MailState.EXPIRED}),
    )


def undelivered(batch: UUID) -> dict[UUID, str]:
    """Whom an invitation of this batch did not reach, each with the code of the server's answer,
    or the kind of fault where there was none.
    """
    rows = Mail.objects.of_batch(batch).undelivered()
    return {row.person: row.reply or row.fault for row in rows if row.person}


def sent_day(batch: UUID, today: date) -> date | None:
    """The (local) day by which half of a batch had gone, `today` while less has; None when nothing
    of it is known any more. After an outage that is not the day on which it was put ready.

    For invitations: of a reminder nothing may follow from how its sending went.
    """
    going = Mail.objects.of_batch(batch).filter(state__in=(MailState.WAITING, MailState.SENT))
    days = going.values_list(TruncDate("ended_at")).annotate(letters=Count("pk"))
    counts = sorted((day or date.max, letters) for day, letters in days.order_by())
    half = sum(letters for _day, letters in counts) / 2
    gone = 0
    for day, letters in counts:
        gone += letters
        if gone >= half:
            return min(day, today)
    return None


def not_sent_before(batch: UUID, moment: datetime) -> set[UUID]:
    """Whom an invitation of this batch had not gone to by then: waiting, undelivered or later."""
    mails = Mail.objects.of_batch(batch).exclude(person=None)
    late = mails.exclude(state=MailState.SENT, ended_at__lt=moment)
    return set(late.values_list("person", flat=True))


def delivered_to(person_id: UUID) -> QuerySet[Mail]:
    """The invitations that went to this person in the last days, the newest last."""
    mails = Mail.objects.filter(person=person_id, state=MailState.SENT)
    return mails.order_by("ended_at")


def undelivered_to(person_id: UUID) -> QuerySet[Mail]:
    """The invitations that did not reach this person, the newest last; kept to send them again."""
    return (
        Mail.objects.undelivered()
        .filter(person=person_id, ended_at__isnull=False)
        .order_by("ended_at")
    )


def stoppage() -> Stoppage | None:
    """Why the mail server takes no mail of ours, while it does not."""
    return Stoppage.objects.first()


def waiting_for(address: str) -> QuerySet[Mail]:
    """The mails that still wait to be sent to this address."""
    return Mail.objects.waiting().filter(recipient=address_key(address)).order_by("not_before")
