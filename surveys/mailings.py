"""What there is to know about the mail of a wave: its words, its rounds, whom it may go to.

Who is reminded is computed with the key at the moment itself and told to nobody: not as names, not
as a number, and not by refusing because nobody is left (ADR 20).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation

from igm_portal.accounts.models import Membership
from igm_portal.outbox.selectors import (
    BatchProgress,
    not_sent_before,
    progress,
    sent_days,
    undelivered,
    undelivered_in,
)
from surveys.instruments import loader
from surveys.mail_texts import MailWords, fill, standard
from surveys.models import Invitation, MailKind, MailText, Wave, WaveState
from surveys.models.response import Response

QUIET_PERIOD = timedelta(days=2)  # between two mails of one wave
MOST_REMINDERS = 3  # taking part is voluntary


@dataclass(frozen=True, slots=True)
class MailingRound:
    """One mail that went out. Reminders tell nothing about how the sending went: with nobody left
    to remind that would be the first to say so.
    """

    kind: MailKind
    day: date
    sending: BatchProgress | None


@dataclass(frozen=True, slots=True)
class MailPlan:
    """What can be sent. `remind_from` is the first day of the next reminder, if there is one."""

    may_invite: bool
    may_remind: bool
    remind_from: date | None
    concept: bool

    def may(self, kind: MailKind) -> bool:
        """Whether this mail can be sent today."""
        return self.may_invite if kind == MailKind.INVITATION else self.may_remind

    def is_open(self, kind: MailKind) -> bool:
        """Whether this mail can be sent today or later, so that its text still matters."""
        ahead = self.may_invite if kind == MailKind.INVITATION else self.remind_from is not None
        return self.concept or ahead


def by_address(wave: Wave) -> bool:
    """Whether people of this wave are known by name; clients come in with a code."""
    return wave.policy.group != "client"


def words_of(wave: Wave, kind: MailKind) -> MailWords:
    """The text of this wave, or else the standard one; with its placeholders. The standard
    invitation to a trial or a retest says that it is one (ADR 54, 65).
    """
    own = MailText.objects.filter(wave=wave, kind=kind).first()
    if own:
        return MailWords(own.subject, own.body)
    says_its_kind = kind == MailKind.INVITATION and (wave.is_trial or wave.is_retest)
    return standard(wave.kind if says_its_kind else kind)


def example(wave: Wave, words: MailWords, name: str, kind: MailKind) -> MailWords:
    """The mail as someone with this name would get it."""
    return next(written(wave, words, [name], kind))


def written(
    wave: Wave, words: MailWords, names: Iterable[str], kind: MailKind
) -> Iterator[MailWords]:
    """The same mail for each of these people; what belongs to the wave is looked up once."""
    with translation.override("nl"):
        last_day = formats.date_format(wave.closes_on, "l j F Y")
        results = timezone.localtime(wave.results_expected)
        moment = formats.date_format(results, r"l j F Y \o\m G:i \u\u\r")
    questionnaire = wave.instrument or loader.load(wave.instrument_code, wave.instrument_version)
    common = {
        "organisatie": wave.organisation.name,
        "meting": wave.title,
        "vragenlijst": questionnaire.title,
        "laatste_dag": last_day,
        "resultaat": moment,
        "link": f"{settings.IGM_SITE_URL}{_page(wave, kind)}",
    }
    if kind == MailKind.INVITATION and wave.chosen_with:
        sentence = "Deze vragenlijst is gekozen met {gekozen_met}."
        words = MailWords(words.subject, f"{words.body.rstrip()}\n\n{sentence}")
        common["gekozen_met"] = wave.chosen_with
    return (fill(words, common | {"naam": name}) for name in names)


def _page(wave: Wave, kind: MailKind) -> str:
    """The page a mail is about: the same address for everyone who gets it."""
    if kind == MailKind.RESULTS:
        return reverse("teams", args=[wave.organisation.slug, wave.pk])
    if kind == MailKind.GUIDE:
        return reverse("guide", args=[wave.organisation.slug, wave.pk])
    return reverse("start", args=[wave.organisation.slug])


def rounds_of(wave: Wave) -> tuple[MailingRound, ...]:
    """What went out on which day, oldest first."""
    return tuple(
        MailingRound(
            MailKind(mailing.kind),
            mailing.day,
            progress(mailing.batch) if mailing.kind == MailKind.INVITATION else None,
        )
        for mailing in wave.mailings.all()
    )


def invitation_days(waves: Iterable[Wave], today: date) -> dict[UUID, date]:
    """By batch the day on which the invitations of these waves went out, in one query."""
    mailings = (mailing for wave in waves for mailing in wave.mailings.all())
    return sent_days((m.batch for m in mailings if m.kind == MailKind.INVITATION), today)


def plan_for(wave: Wave, today: date, days: Mapping[UUID, date] | None = None) -> MailPlan:
    """One invitation, and only as the first mail; reminders at a distance and not without end.

    The distance counts from the day the invitations went out, also when the mail server was away
    on the day they were put ready; `days` is what `invitation_days` says of more waves at once.
    """
    mailings = list(wave.mailings.all())
    live = wave.state == WaveState.OPEN and today <= wave.closes_on and by_address(wave)
    reminders = sum(mailing.kind == MailKind.REMINDER for mailing in mailings)
    days = invitation_days([wave], today) if days is None else days
    last_days = (max(mailing.day, days.get(mailing.batch, mailing.day)) for mailing in mailings)
    first = max([wave.starts_on, *(day + QUIET_PERIOD for day in last_days)])
    may_continue = live and reminders < MOST_REMINDERS and first <= wave.closes_on
    return MailPlan(
        may_invite=live and not mailings,
        may_remind=may_continue and first <= today,
        remind_from=first if may_continue else None,
        concept=wave.state == WaveState.CONCEPT,
    )


def invited(wave: Wave, today: date) -> list[Invitation]:
    """Everyone on the roster who still works in the organisation."""
    here = Membership.objects.on(today).filter(organisation_id=wave.organisation_id)
    invitations = Invitation.objects.filter(wave=wave, person__in=here.values("user"))
    return list(invitations.select_related("wave", "person"))


def unreached(wave: Wave, today: date) -> list[tuple[Invitation, str]]:
    """Of those, whom the invitation by mail did not reach, with the code of the server's answer.

    Everybody gets an invitation, so this says nothing of who has answered.
    """
    mailing = wave.mailings.filter(kind=MailKind.INVITATION).first()
    codes = undelivered(mailing.batch) if mailing else {}
    return [
        (invitation, codes[invitation.person_id])
        for invitation in (invited(wave, today) if codes else [])
        if invitation.person_id in codes
    ]


def waves_with_unreached(waves: Sequence[Wave], today: date) -> set[UUID]:
    """Of which of these waves the invitation missed somebody who still works there; two queries."""
    batches = {
        mailing.batch: wave.pk
        for wave in waves
        for mailing in wave.mailings.all()
        if mailing.kind == MailKind.INVITATION
    }
    failures = undelivered_in(batches) if batches else set()
    if not failures:
        return set()
    here = Membership.objects.on(today).filter(
        organisation__in={wave.organisation_id for wave in waves},
        user__in={person for _batch, person in failures},
    )
    people = set(here.values_list("user_id", flat=True))
    return {batches[batch] for batch, person in failures if person in people}


def not_answered(wave: Wave, today: date) -> list[Invitation]:
    """Of those, whose questionnaire has not been sent. For the mail itself and for nobody's eyes.

    Raises MissingKey when the key of the wave is not there: then nobody can tell.
    """
    pseudonyms = set(
        Response.objects.filter(wave=wave, sent=True).values_list("pseudonym", flat=True)
    )
    return [
        invitation for invitation in invited(wave, today) if invitation.pseudonym not in pseudonyms
    ]


def to_remind(wave: Wave, today: date) -> list[Invitation]:
    """Of those, who has had the invitation for some days. Whom it did not reach gets it again
    instead; a reminder of what never came would puzzle. Raises MissingKey as `not_answered`.
    """
    people = not_answered(wave, today)
    mailing = wave.mailings.filter(kind=MailKind.INVITATION).first()
    if mailing is None:
        return people
    recent_from = datetime.combine(today - QUIET_PERIOD + timedelta(days=1), time.min)
    recent = not_sent_before(mailing.batch, timezone.make_aware(recent_from))
    return [invitation for invitation in people if invitation.person_id not in recent]
