"""Mail for a wave: its texts, the invitations and the reminders, put in the outbox.

Who asked for it is on record; whom it went to and how many is not. `postscripts` are by team what
everyone of it reads under the invitation, the same for all of a team.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from igm_portal.local_words import fill, places
from igm_portal.outbox.services import Letter, cancel, enqueue_all, forget_unsent, rewrite
from surveys import identity
from surveys.announcements import may_write
from surveys.instruments.languages.tag import BASE
from surveys.mail_texts import MailWords
from surveys.mailings import (
    QUIET_PERIOD,
    invited,
    plan_for,
    to_remind,
    unreached,
    words_of,
    written,
)
from surveys.models import Invitation, Mailing, MailKind, MailText, Wave, WaveState
from surveys.services.refusals import Refused

SENDING_TIME = time(8)
NOT_NOW = {
    MailKind.INVITATION: _(
        "The invitations have gone out already, or this wave takes no answers (any more)."
    ),
    MailKind.REMINDER: _(
        "No reminder can be sent now. That is because the wave takes no answers, or "
        "the invitations have not gone out yet. Or people had mail less than two days "
        "ago. Or they have been reminded often enough."
    ),
}
NOBODY_MISSED = _(
    "Everybody has been reached as far as is known, or the wave takes no answers (any more)."
)
NO_KEY_TO_MAIL = _(
    "The key of this wave is not available, so it cannot be told who has answered. Nobody has been "
    "reminded. Ask the technical administrator to put the key back."
)


@transaction.atomic
def write_text(
    *, access: Access, wave: Wave, kind: MailKind, words: MailWords | None, today: date
) -> None:
    """Give the wave a text of its own, or with None the standard text again.

    Raises Refused for a mail that will not be sent any more.
    """
    wave = _locked(wave)
    if not may_write(wave, kind, today):
        raise Refused(_("This mail is not sent any more, so its text cannot change."))
    if words is None:
        wave.mail_texts.filter(kind=kind).delete()
    else:
        values = {"subject": words.subject, "body": words.body}
        MailText.objects.update_or_create(wave=wave, kind=kind, defaults=values)
    _record("wave.mail_text_changed", wave, access, kind=str(kind))


@transaction.atomic
def invite(
    *, access: Access, wave: Wave, today: date, postscripts: Mapping[UUID, str] | None = None
) -> None:
    """Invite everyone on the roster: at once, or on the morning of the first day.

    Raises Refused when mail has gone out before, so that asking twice sends once.
    """
    wave = _locked(wave)
    if not plan_for(wave, today).may(MailKind.INVITATION):
        raise Refused(NOT_NOW[MailKind.INVITATION])
    day = max(today, wave.starts_on)
    morning = timezone.make_aware(datetime.combine(day, SENDING_TIME)) if day > today else None
    people = invited(wave, today)
    _post(wave, MailKind.INVITATION, people, day, not_before=morning, postscripts=postscripts)
    _record("wave.invited", wave, access)


@transaction.atomic
def invite_again(
    *, access: Access, wave: Wave, today: date, postscripts: Mapping[UUID, str] | None = None
) -> None:
    """Send the invitation again to whom it did not reach, at the address of now.

    Raises Refused when nobody was missed or the wave takes no answers (any more).
    """
    wave = _locked(wave)
    people = [invitation for invitation, _code in unreached(wave, today)]
    if not people or wave.state != WaveState.OPEN or wave.closes_on < today:
        raise Refused(NOBODY_MISSED)
    mailing = wave.mailings.get(kind=MailKind.INVITATION)
    forget_unsent(mailing.batch, [invitation.person_id for invitation in people])
    enqueue_all(
        _letters(wave, MailKind.INVITATION, people, postscripts),
        batch=mailing.batch,
        expires_at=_expiry(wave, MailKind.INVITATION, mailing.day),
    )
    _record("wave.invited_again", wave, access)


@transaction.atomic
def remind(*, access: Access, wave: Wave, today: date) -> None:
    """Remind who was invited some days ago and has not sent the questionnaire; with nobody left it
    looks the same.

    Raises Refused when it is too soon after other mail, and when the key is missing.
    """
    wave = _locked(wave)
    if not plan_for(wave, today).may(MailKind.REMINDER):
        raise Refused(NOT_NOW[MailKind.REMINDER])
    try:
        people = to_remind(wave, today)
    except identity.MissingKey:
        raise Refused(NO_KEY_TO_MAIL) from None
    number = _post(wave, MailKind.REMINDER, people, today)
    _record("wave.reminded", wave, access, number=number)


def call_back(wave: Wave) -> None:
    """The wave is over: what still waits in the outbox is not sent any more."""
    for mailing in wave.mailings.all():
        cancel(mailing.batch)
    for announcement in wave.announcements.all():
        cancel(announcement.batch)


def follow_closing_day(wave: Wave, postscripts: Mapping[UUID, str] | None = None) -> None:
    """The wave ends on another day: what still waits names that day and is of use until then."""
    people = list(wave.invitations.select_related("person"))
    for mailing in wave.mailings.all():
        kind = MailKind(mailing.kind)
        expires_at = _expiry(wave, kind, mailing.day)
        letters = _letters(wave, kind, people, postscripts)
        rewrite(letters, batch=mailing.batch, expires_at=expires_at)


def _post(
    wave: Wave,
    kind: MailKind,
    people: list[Invitation],
    day: date,
    *,
    not_before: datetime | None = None,
    postscripts: Mapping[UUID, str] | None = None,
) -> int:
    """Put one round in the outbox; returns its number."""
    number = wave.mailings.filter(kind=kind).count() + 1
    mailing = Mailing.objects.create(wave=wave, kind=kind, number=number, day=day)
    enqueue_all(
        _letters(wave, kind, people, postscripts),
        batch=mailing.batch,
        not_before=not_before,
        expires_at=_expiry(wave, kind, day),
    )
    return number


def _letters(
    wave: Wave,
    kind: MailKind,
    people: list[Invitation],
    postscripts: Mapping[UUID, str] | None = None,
) -> Iterator[Letter]:
    names = [invitation.person.name for invitation in people]
    mails = written(wave, words_of(wave, kind), names, kind)
    outlook = few_managers(wave, wave.asked) if kind == MailKind.INVITATION else ""
    for invitation, mail in zip(people, mails, strict=True):
        is_invitation = kind == MailKind.INVITATION
        postscript = (postscripts or {}).get(invitation.team_id) if is_invitation else None
        body = "\n\n".join(text for text in (mail.body, outlook, postscript) if text)
        person = invitation.person_id if is_invitation else None
        yield Letter(invitation.person.email, mail.subject, body, person)


def few_managers(wave: Wave, manager_count: int) -> str:
    """What managers read under their invitation of whom too few are asked for a spiegel; HR cannot
    take it out (ADR 57).
    """
    policy = wave.policy
    if policy.group != "manager" or manager_count >= policy.counts:
        return ""
    words = {"asked": manager_count, "policy": policy}
    text = render_to_string("surveys/mail/few_managers.txt", words).strip()
    return fill(text, places(wave.organisation.words, BASE))


def _expiry(wave: Wave, kind: MailKind, day: date) -> datetime:
    """When a mail of this day is of no use any more: at midnight (in Amsterdam) after the last day
    of the wave, and for a reminder already when the next one may go.
    """
    end = wave.closes_on + timedelta(days=1)
    if kind == MailKind.REMINDER:
        end = min(end, day + QUIET_PERIOD)
    return timezone.make_aware(datetime.combine(end, time.min))


def _locked(wave: Wave) -> Wave:
    return (
        Wave.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=wave.pk)
    )


def _record(action: str, wave: Wave, access: Access, **details: str | int | list[str]) -> None:
    record(action, wave, by=access.user, organisation_id=access.organisation.id, **details)
