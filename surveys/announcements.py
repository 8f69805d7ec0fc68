"""Mails of a wave that go by themselves: to whom, and when. Nothing here knows who answered.

That the results are there: at their moment, the same mail to everyone who was asked and to who
leads one of the teams. How to read them: to those managers, some days before the last day (ADR 36).
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from igm_portal.accounts.models import Membership, User
from igm_portal.accounts.roles import Role
from surveys.mailings import by_address, plan_for
from surveys.models import Announcement, Invitation, MailKind, Wave, WaveState
from surveys.models.wave import WaveQuerySet
from surveys.results_moment import GUIDE_DAYS

TOLD_WITHIN: Final = timedelta(days=7)
"""After this nobody is told any more: the server stood still, or an older version closed it."""


def announced_kinds(wave: Wave) -> tuple[MailKind, ...]:
    """The kinds that this wave has: none for clients, whom nobody knows by name, and none where
    there are no results of groups.
    """
    if not wave.has_group_figures or not by_address(wave):
        return ()
    return (MailKind.RESULTS, MailKind.GUIDE) if wave.has_team_results else (MailKind.RESULTS,)


def may_write(wave: Wave, kind: MailKind, today: date) -> bool:
    """Whether a text still matters, because its mail is still to go."""
    if kind not in {MailKind.RESULTS, MailKind.GUIDE}:
        return plan_for(wave, today).is_open(kind)
    if kind not in announced_kinds(wave) or wave.state == WaveState.WITHDRAWN:
        return False
    if kind == MailKind.GUIDE and wave.state not in {WaveState.CONCEPT, WaveState.OPEN}:
        return False
    return not wave.announcements.filter(kind=kind).exists()


def to_announce(now: datetime) -> WaveQuerySet:
    """Waves whose results everyone may read since less than `TOLD_WITHIN`, and nobody was told."""
    return _not_mailed(
        Wave.objects.published().filter(results_at__lte=now, results_at__gt=now - TOLD_WITHIN),
        MailKind.RESULTS,
    )


def to_prepare(today: date) -> WaveQuerySet:
    """Open waves that may be near enough to their last day to tell managers of (`guide_day`)."""
    soon = (
        Wave.objects.open()
        .ordinary()
        .filter(starts_on__lte=today, closes_on__gte=today, closes_on__lte=today + GUIDE_DAYS)
    )
    return _not_mailed(soon, MailKind.GUIDE)


def asked_and_leading(wave: Wave, today: date) -> list[User]:
    """Everyone on the roster who still works there, and who leads a team of it; each once."""
    invitations = Invitation.objects.filter(wave=wave, person=OuterRef("pk"))
    return _here(wave, today, Q(Exists(invitations)) | Q(Exists(_leading(wave, today))))


def leading(wave: Wave, today: date) -> list[User]:
    """Who leads a team of this wave today; each once, however many teams that are."""
    return _here(wave, today, Q(Exists(_leading(wave, today))))


def _leading(wave: Wave, today: date) -> QuerySet[Membership]:
    return Membership.objects.on(today).filter(
        user=OuterRef("pk"),
        organisation_id=wave.organisation_id,
        role=Role.TEAM_MANAGER,
        team__in=wave.teams.values("team"),
    )


def _here(wave: Wave, today: date, condition: Q) -> list[User]:
    here = Membership.objects.on(today).filter(organisation_id=wave.organisation_id)
    return list(User.objects.filter(condition, pk__in=here.values("user")).order_by("pk"))


def _not_mailed(waves: WaveQuerySet, kind: MailKind) -> WaveQuerySet:
    announcements = Announcement.objects.filter(wave=OuterRef("pk"), kind=kind)
    return waves.filter(~Exists(announcements)).exclude(policy_content__group="client")
