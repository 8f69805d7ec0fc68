"""What is past its term on a day, or will be: the same list for the page and for the night."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from igm_portal.accounts.kept_kinds import (
    ALSO_GOES,
    History,
    Kept,
    goes_on,
    months_later,
    months_on,
)
from igm_portal.accounts.models import (
    Destruction,
    LegalHold,
    Membership,
    Organisation,
    User,
)
from igm_portal.accounts.selectors import is_held, terms_of
from igm_portal.audit.models import AuditEvent
from igm_portal.followup.services.retention import has_followup
from reports.models import Snapshot
from surveys.models import Invitation, Wave
from surveys.services.retention import has_answers, is_tied

OF_A_WAVE = (Kept.LINK, Kept.ANSWERS, Kept.FOLLOWUP, Kept.RESULTS)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that goes on a day: of a wave, of a person who left, or the log from before a day.

    `begin` is from when its term runs; `hold` what holds it back today.
    """

    kind: Kept
    day: date
    begin: date
    months: int
    hold: LegalHold | None
    wave: Wave | None = None
    person: User | None = None


def due_until(organisation: Organisation, until: date, today: date) -> list[Due]:
    """Everything that goes on or before a day, the first first; held back or not."""
    terms = terms_of(organisation.id)
    due_items = [
        *_of_waves(organisation, terms, until, today),
        *_of_leavers(organisation, terms[Kept.ACCOUNTS], until, today),
        *_of_log(organisation, terms[Kept.LOG], until, today),
    ]
    return sorted(due_items, key=lambda due: (due.day, due.kind))


def kinds_gone_with(kind: Kept) -> frozenset[Kept]:
    """The kind itself, and what goes with it should it still be there."""
    return ALSO_GOES.get(kind, frozenset()) | {kind}


def _of_waves(
    organisation: Organisation, terms: dict[Kept, list[tuple[date, int]]], until: date, today: date
) -> Iterator[Due]:
    past_destructions = set(
        Destruction.objects.filter(organisation=organisation).values_list("kind", "subject")
    )
    for wave in Wave.objects.in_organisation(organisation.id).closed():
        for kind in OF_A_WAVE:
            day = goes_on(wave.closes_on, terms[kind])
            if (
                day <= until
                and (kind, str(wave.pk)) not in past_destructions
                and _is_there(kind, wave)
            ):
                hold = is_held(organisation.id, kinds_gone_with(kind), wave.pk, today)
                yield Due(kind, day, wave.closes_on, months_on(terms[kind], day), hold, wave=wave)


def _is_there(kind: Kept, wave: Wave) -> bool:
    if kind is Kept.LINK:
        return is_tied(wave)
    if kind is Kept.ANSWERS:
        return has_answers(wave)
    if kind is Kept.FOLLOWUP:
        return has_followup(wave)
    return Snapshot.including_unannounced.filter(pk=wave.pk).exists()


def _of_leavers(
    organisation: Organisation, history: History, until: date, today: date
) -> Iterator[Due]:
    """People whose every role ended."""
    here = Membership.objects.filter(organisation=organisation)
    still = here.filter(Q(end=None) | Q(end__gte=today))
    leavers = (
        User.objects.filter(pk__in=here.values("user"))
        .exclude(pk__in=still.values("user"))
        .annotate(left=Max("memberships__end"))
    )
    for person in leavers.order_by("left", "pk"):
        day = goes_on(person.left, history)
        if day <= until:
            yield Due(
                Kept.ACCOUNTS,
                day,
                person.left,
                months_on(history, day),
                _held_person(organisation.id, person, today),
                person=person,
            )


def _held_person(organisation_id: UUID, person: User, today: date) -> LegalHold | None:
    """With an account go the answers of that person: what holds back those of one of the waves
    holds back the account.
    """
    kinds = kinds_gone_with(Kept.ACCOUNTS)
    waves = Invitation.objects.filter(person=person).values_list("wave_id", flat=True)
    holds = (is_held(organisation_id, kinds, wave, today) for wave in (None, *waves))
    return next((hold for hold in holds if hold), None)


def _of_log(
    organisation: Organisation, history: History, until: date, today: date
) -> Iterator[Due]:
    """The rows of one day of the log, each on their day; the oldest day that is still there stands
    for all.
    """
    oldest = AuditEvent.objects.filter(organisation_id=organisation.id).order_by("at").first()
    if oldest is None:
        return
    first_day = oldest.at.date()
    day = goes_on(first_day, history)
    if day <= until:
        months = months_on(history, day)
        begin = max(first_day, months_later(today, -months))
        hold = is_held(organisation.id, {Kept.LOG}, None, today)
        yield Due(Kept.LOG, day, begin, months, hold)
