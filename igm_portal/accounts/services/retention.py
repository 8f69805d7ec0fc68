"""Choosing how long something is kept, and holding back what may not go now (ADR 76)."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.kept_kinds import ANNOUNCEMENT_TERM, BOUNDS, IN_ORDER, Kept, months_on
from igm_portal.accounts.models import KeepingTerm, LegalHold
from igm_portal.accounts.selectors import terms_of
from igm_portal.accounts.services.refusals import Refused
from igm_portal.accounts.services.roles import lock_organisation
from igm_portal.audit.services import record

LONGEST_HOLD = timedelta(days=2 * 366)
ENDED_ALREADY = _("This stop has ended already.")


@transaction.atomic
def choose_terms(*, access: Access, months: Mapping[Kept, int], today: date) -> None:
    """Keep each kind for so many months. Longer holds at once, shorter after
    `ANNOUNCEMENT_TERM`, so that nothing goes tonight that nobody saw coming. Raises Refused out of
    bounds, and where something would be kept longer than what it is about.
    """
    lock_organisation(access.organisation)
    for kind, number in months.items():
        bounds = BOUNDS[kind]
        if not bounds.least <= number <= bounds.most:
            raise Refused(
                _("%(kind)s: from %(least)s to %(most)s months.")
                % {"kind": kind.label, "least": bounds.least, "most": bounds.most}
            )
    for first, second in IN_ORDER:
        if months[first] > months[second]:
            raise Refused(
                _("“%(first)s” cannot be kept longer than “%(second)s”.")
                % {"first": first.label, "second": second.label}
            )
    terms = terms_of(access.organisation.id)
    for kind, number in months.items():
        if number != terms[kind][-1][1]:
            _choose(access, kind, number, now=months_on(terms[kind], today), today=today)


def _choose(access: Access, kind: Kept, number: int, *, now: int, today: date) -> None:
    organisation = access.organisation
    KeepingTerm.objects.filter(organisation=organisation, kind=kind, since__gt=today).delete()
    since = today + ANNOUNCEMENT_TERM if number < now else today
    if organisation.terms_from:  # never before everybody could see it coming
        since = max(since, organisation.terms_from)
    if number != now:
        KeepingTerm.objects.create(organisation=organisation, kind=kind, months=number, since=since)
    record(
        "retention.changed",
        organisation,
        by=access.user,
        organisation_id=organisation.id,
        kind=kind,
        months=number,
        start=since.isoformat(),
    )


@transaction.atomic
def hold_back(
    *,
    access: Access,
    kind: str,
    wave_id: UUID | None,
    wave: str,
    reason: str,
    until: date,
    today: date,
) -> None:
    """From now on nothing of this goes until the end of that day. What people erase themselves
    still goes: this is no way to take that right away.
    """
    hold = LegalHold.objects.create(
        organisation=access.organisation,
        kind=kind,
        wave_id=wave_id,
        wave=wave,
        reason=reason,
        decided_by=access.user,
        since=today,
        until=until,
    )
    record(
        "hold.begun",
        hold,
        by=access.user,
        organisation_id=access.organisation.id,
        end=until.isoformat(),
    )


@transaction.atomic
def end_hold(*, access: Access, hold_id: UUID, today: date) -> None:
    """What it held back goes in the next night. Raises Refused when it has ended."""
    holds = LegalHold.objects.filter(organisation=access.organisation).on(today)
    hold = holds.select_for_update(of=("self",)).filter(pk=hold_id).first()
    if hold is None:
        raise Refused(ENDED_ALREADY)
    hold.ended_on = today
    hold.save(update_fields=["ended_on"])
    record("hold.ended", hold, by=access.user, organisation_id=access.organisation.id)
