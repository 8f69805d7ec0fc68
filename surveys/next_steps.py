"""What comes next in each running wave, for who plans them: one step, and where it stands.

Participation only as it is told on the page of a wave: in bands, as last counted (onthulling §1).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from igm_portal.accounts.access import Access
from surveys.mailings import (
    MOST_REMINDERS,
    QUIET_PERIOD,
    invitation_days,
    plan_for,
    waves_with_unreached,
)
from surveys.models import StartCode, Wave, WaveState
from surveys.participation import codes_used, participation
from surveys.remaining_time import remaining_time
from surveys.selectors import waves_of
from surveys.services.tallies import count_wave
from surveys.working_days import working_day_until

RUNNING: Final = (WaveState.CONCEPT, WaveState.OPEN, WaveState.CLOSING)
MOST_STEPS: Final = 6
REMIND_AFTER: Final = timedelta(days=7)
LAST_DAYS: Final = timedelta(days=2)


class Step(StrEnum):
    """What whoever plans a wave does next; `WAIT` is nothing."""

    LAUNCH = "launch"
    MAKE_CODES = "make_codes"
    INVITE = "invite"
    REMIND = "remind"
    REACH = "reach"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class RunningWave:
    """A wave that is planned or open, what is next, and how far it is in words."""

    wave: Wave
    step: Step
    facts: tuple[str, ...]

    @property
    def is_due(self) -> bool:
        """Whether there is something to do today."""
        return self.step is not Step.WAIT


def running_waves(access: Access, today: date) -> tuple[RunningWave, ...]:
    """The planned and open waves of the organisation, the one that ends first on top, at most
    `MOST_STEPS`; the same number of queries whatever there is, once today's participation is
    counted.
    """
    open_waves = waves_of(access).open().filter(starts_on__lt=today)
    for wave in open_waves.exclude(tallies__checked_on__gte=today):
        count_wave(wave, today)  # as the page of a wave does: both tell the same
    waves = (
        waves_of(access)
        .filter(state__in=RUNNING)
        .select_related("organisation")
        .prefetch_related("teams", "tallies", "mailings")
        .order_by("closes_on", "title")
    )[:MOST_STEPS]
    return steps_of(tuple(waves), today)


def steps_of(waves: Sequence[Wave], today: date) -> tuple[RunningWave, ...]:
    """The step of each of these waves of one organisation, as last counted."""
    codes = StartCode.objects.filter(wave__in=[wave.pk for wave in waves])
    with_codes = set(codes.order_by().values_list("wave", flat=True).distinct())
    with_unreached, days = waves_with_unreached(waves, today), invitation_days(waves, today)
    return tuple(
        RunningWave(wave, step, tuple(_facts(wave, step, today)))
        for wave in waves
        for step in (
            next_step(
                wave,
                today,
                has_codes=wave.pk in with_codes,
                has_unreached=wave.pk in with_unreached,
                days=days,
            ),
        )
    )


def next_step(
    wave: Wave, today: date, *, has_codes: bool, has_unreached: bool, days: Mapping[UUID, date]
) -> Step:
    """The one thing to do today; `days` as in `plan_for`. A reminder is due a week after the last
    mail and shortly before the end (see `reminder_days`); before that it may be sent, and nothing
    asks for it. Then come the people whom the invitation did not reach.
    """
    if wave.state == WaveState.CONCEPT:
        return Step.LAUNCH
    if not wave.accepts_answers(today):
        return Step.WAIT
    if wave.anonymous:
        return Step.WAIT if has_codes else Step.MAKE_CODES
    plan = plan_for(wave, today, days)
    if plan.may_invite:
        return Step.INVITE
    if plan.may_remind:
        quiet = today - max(mailing.day for mailing in wave.mailings.all())
        if quiet >= REMIND_AFTER or today >= _last_call(wave.closes_on):
            return Step.REMIND
    return Step.REACH if has_unreached else Step.WAIT


def reminder_days(last_mail: date, closes_on: date, mails: int = 0) -> tuple[date, ...]:
    """The days on which a reminder becomes due when each is sent on its day; `mails` so far."""
    days: list[date] = []
    while mails + len(days) < MOST_REMINDERS:
        due = max(last_mail + QUIET_PERIOD, min(last_mail + REMIND_AFTER, _last_call(closes_on)))
        if due > closes_on:
            break
        days.append(due)
        last_mail = due
    return tuple(days)


def _last_call(closes_on: date) -> date:
    """From this day on a last reminder is due: two days before the end, and no weekend, when nobody
    would send it.
    """
    return working_day_until(closes_on - LAST_DAYS)


def _facts(wave: Wave, step: Step, today: date) -> Iterator[str]:
    if wave.state == WaveState.CLOSING:
        yield _("the results are being made")
        return
    if wave.starts_on > today:
        yield _("begins on %(date)s") % {"date": formats.date_format(wave.starts_on, "j F")}
        return
    yield remaining_time(wave.closes_on, today)
    if wave.state == WaveState.OPEN and step is not Step.MAKE_CODES:
        if wave.anonymous or wave.has_group_figures:  # else no number is enough for a result
            yield _codes(wave) if wave.anonymous else _participation(wave)
        days = [mailing.day for mailing in wave.mailings.all()]
        if days:
            yield _("last mail on %(date)s") % {"date": formats.date_format(max(days), "j F")}


def _codes(wave: Wave) -> str:
    band = codes_used(wave)
    if band is None:
        return _("no figure yet")
    if band.high is None:
        return _("%(low)s or more codes used") % {"low": band.low}
    return _("%(low)s to %(high)s codes used") % {"low": band.low, "high": band.high}


def _participation(wave: Wave) -> str:
    """How many groups are sure to have enough people, or of one group how many sent."""
    groups = participation(wave)
    if not any(group.is_counted for group in groups):
        return _("no figure yet")
    if "team" not in wave.policy.levels:
        band = groups[0].band
        if band is None:
            return _("no figure yet")
        return _("sent by %(low)s to %(high)s %%") % {"low": band.low, "high": band.high}
    text = ngettext(
        "enough people in %(enough)s of %(number)s team",
        "enough people in %(enough)s of %(number)s teams",
        len(groups),
    )
    return text % {"enough": sum(group.enough for group in groups), "number": len(groups)}
