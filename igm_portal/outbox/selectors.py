"""How the sending of a batch is going, without saying to whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from igm_portal.outbox.models import Mail, MailState, Stoppage
from igm_portal.spelling import address_key


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """Whether some mails still wait, and whether some could not be delivered; no numbers."""

    busy: bool
    has_undelivered: bool


def progress(batch: UUID) -> BatchProgress:
    """Rows are pruned some days after the end; then a batch is neither busy nor undelivered."""
    states = set(Mail.objects.of_batch(batch).values_list("state", flat=True).distinct())
    return BatchProgress(
        busy=MailState.WAITING in states,
        has_undelivered=bool(states & {MailState.REFUSED, MailState.EXPIRED}),
    )


def undelivered(batch: UUID) -> dict[UUID, str]:
    """Whom an invitation of this batch did not reach, each with the code of the server's answer,
    or the kind of fault where there was none.
    """
    rows = Mail.objects.of_batch(batch).undelivered()
    return {row.person: row.reply or row.fault for row in rows if row.person}


def sent_days(batches: Iterable[UUID], today: date) -> dict[UUID, date]:
    """Per batch the (local) day by which half of it had gone, `today` while less has; nothing of a
    batch of which nothing is known any more. After an outage that is not the day on which it was
    put ready.

    For invitations: of a reminder nothing may follow from how its sending went.
    """
    mails = Mail.objects.filter(
        batch__in=list(batches), state__in=(MailState.WAITING, MailState.SENT)
    )
    rows = mails.values_list("batch", TruncDate("ended_at")).annotate(letters=Count("pk"))
    counts: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for batch, day, letters in rows.order_by():
        counts[batch].append((day or today, letters))
    return {batch: min(_half(sorted(days)), today) for batch, days in counts.items()}


def _half(counts: list[tuple[date, int]]) -> date:
    half = sum(letters for _day, letters in counts) / 2
    totals = accumulate(letters for _day, letters in counts)
    return next(
        day for (day, _letters), so_far in zip(counts, totals, strict=True) if so_far >= half
    )


def not_sent_before(batch: UUID, moment: datetime) -> set[UUID]:
    """Whom an invitation of this batch had not gone to by then: waiting, undelivered or later."""
    late = Mail.objects.of_batch(batch).exclude(state=MailState.SENT, ended_at__lt=moment)
    return {person for person in late.values_list("person", flat=True) if person}


def delivered_to(person_id: UUID) -> QuerySet[Mail]:
    """The invitations that went to this person in the last days, the newest last."""
    mails = Mail.objects.filter(person=person_id, state=MailState.SENT)
    return mails.order_by("ended_at")


def undelivered_in(batches: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Each batch with each person whom its invitation did not reach; one query."""
    rows = Mail.objects.undelivered().filter(batch__in=batches, person__isnull=False)
    return {
        (batch, person) for batch, person in rows.values_list("batch", "person") if batch and person
    }


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
