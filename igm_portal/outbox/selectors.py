"""How the sending of a batch is going, without saying to whom."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

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
