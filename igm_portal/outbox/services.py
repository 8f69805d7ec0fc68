"""Put mail in the outbox, together with what it is about; the worker sends it later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from igm_portal.outbox.models import Mail, MailState
from igm_portal.spelling import address_key

DELIVERY_TERM = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain text mail to one address; `person` is whom an invitation is for (see `Mail`)."""

    to: str
    subject: str
    body: str
    person: UUID | None = None


def enqueue(
    *,
    to: str,
    subject: str,
    body: str,
    not_before: datetime | None = None,
    lasts: timedelta = DELIVERY_TERM,
    batch: UUID | None = None,
) -> UUID:
    """Keep one mail in the caller's transaction: it is sent only if that one succeeds.

    The subject is put on one line, whatever names are in it. After `lasts` an unsent mail is of no
    use any more and is emptied. Returns the id of the row.
    """
    first = not_before or timezone.now()
    mail = _row(Letter(to, subject, body), first, first + lasts, batch)
    mail.save(force_insert=True)
    return mail.id


def enqueue_all(
    letters: Iterable[Letter],
    *,
    batch: UUID | None,
    expires_at: datetime,
    not_before: datetime | None = None,
) -> None:
    """Many mails of one act, as `enqueue`; from `expires_at` on none of them is sent any more."""
    first = not_before or timezone.now()
    rows = (_row(letter, first, expires_at, batch) for letter in letters)
    Mail.objects.bulk_create(rows, batch_size=500)


def rewrite(letters: Iterable[Letter], *, batch: UUID, expires_at: datetime) -> None:
    """Other words, by address, and another last moment for what of this batch still waits; inside
    the transaction of the act, and locked: a mail that is sent meanwhile stays empty.
    """
    by_address = {address_key(letter.to): letter for letter in letters}
    waiting = list(Mail.objects.of_batch(batch).waiting().select_for_update())
    for mail in waiting:
        mail.expires_at = expires_at
        if letter := by_address.get(mail.recipient):
            mail.subject, mail.body = one_line(letter.subject), letter.body
    Mail.objects.bulk_update(waiting, ["subject", "body", "expires_at"], batch_size=500)


def _row(letter: Letter, first: datetime, expires_at: datetime, batch: UUID | None) -> Mail:
    return Mail(
        recipient=address_key(letter.to),
        subject=one_line(letter.subject),
        body=letter.body,
        batch=batch,
        person=letter.person,
        not_before=first,
        expires_at=expires_at,
    )


def cancel(batch: UUID) -> None:
    """Forget what of this batch still waits."""
    Mail.objects.of_batch(batch).waiting().delete()


def sent_elsewhere(batch: UUID, at: datetime) -> None:
    """What of this batch waits needs no sending any more, as if it went out then; it is emptied.

    For the demo, whose invitations went out before it began.
    """
    Mail.objects.of_batch(batch).waiting().end(MailState.SENT, at)


def forget_unsent(batch: UUID, people: Iterable[UUID]) -> None:
    """Forget what of this batch waits for these people or did not reach them: another mail takes
    its place. Who invites once more while the mail server is down sends no second one.
    """
    mails = Mail.objects.of_batch(batch).exclude(state=MailState.SENT)
    mails.filter(person__in=list(people)).delete()


def forget_person(person: UUID) -> None:
    """Forget what this person was to get or did not get."""
    Mail.objects.filter(person=person).delete()


def forget_recipient(address: str) -> None:
    """Forget what waits for this address; what was sent holds no address any more."""
    Mail.objects.waiting().filter(recipient=address_key(address)).delete()


def one_line(text: str) -> str:
    """Without line ends and other control characters: a header cannot be smuggled in.

    At most as long as a subject may be.
    """
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    longest: int = Mail._meta.get_field("subject").max_length or 0
    return " ".join(printable.split())[:longest]
