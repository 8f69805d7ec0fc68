"""What comes next in each running wave, for who plans them: one step, and where it stands.

Participation only as it is told on the page of a wave: in bands, as last counted (onthulling §1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.mailings import (
    MOST_REMINDERS,
    QUIET_PERIOD,
    invitation_days,
    plan_for,
    waves_with_unreached,
)
from surveys.models import StartCode, Wave, WaveState
from surveys.participation import WaveParticipation, participation_of
from surveys.participation_bands import number_band, open_band
from surveys.remaining_time import remaining_time
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


def running_waves(waves: Iterable[Wave], today: date) -> tuple[RunningWave, ...]:
    """Of these waves of one organisation, by title, the planned and open ones, the one that ends
    first on top, at most `MOST_STEPS`; the same number of queries whatever there is, once today's
    participation is counted.
    """
    running = [wave for wave in waves if wave.state in RUNNING]
    begun = [wave for wave in running if wave.state == WaveState.OPEN and wave.starts_on < today]
    counted = participation_of(running, today)
    not_today = [wave for wave in begun if not counted[wave.pk].is_today]
    for wave in not_today:
        count_wave(wave, today)  # as the page of a wave does: both tell the same
    first = sorted(running, key=lambda wave: wave.closes_on)[:MOST_STEPS]
    prefetch_related_objects(first, "mailings")
    return _steps(first, participation_of(first, today) if not_today else counted, today)


def steps_of(waves: Sequence[Wave], today: date) -> tuple[RunningWave, ...]:
    """The step of each of these waves of one organisation, as last counted."""
    return _steps(waves, participation_of(waves, today), today)


def _steps(
    waves: Sequence[Wave], counted: Mapping[UUID, WaveParticipation], today: date
) -> tuple[RunningWave, ...]:
    by_code = [wave.pk for wave in waves if wave.anonymous]
    codes = StartCode.objects.filter(wave__in=by_code)
    with_codes = set(codes.order_by().values_list("wave", flat=True).distinct())
    with_unreached, days = waves_with_unreached(waves, today), invitation_days(waves, today)
    return tuple(
        RunningWave(wave, step, tuple(_facts(wave, counted[wave.pk], step, today)))
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


def _facts(wave: Wave, counted: WaveParticipation, step: Step, today: date) -> Iterator[str]:
    if wave.state == WaveState.CLOSING:
        yield _("the results are being made")
        return
    if wave.starts_on > today:
        yield _("begins on %(date)s") % {"date": formats.date_format(wave.starts_on, "j F")}
        return
    yield remaining_time(wave.closes_on, today)
    if wave.state == WaveState.OPEN and step is not Step.MAKE_CODES:
        if wave.anonymous or wave.has_group_figures:  # else no number is enough for a result
            yield _codes(counted) if wave.anonymous else _participation(wave, counted)
        days = [mailing.day for mailing in wave.mailings.all()]
        if days:
            yield _("last mail on %(date)s") % {"date": formats.date_format(max(days), "j F")}


def _codes(counted: WaveParticipation) -> str:
    if counted.shown is None:
        return _("no figure yet")
    band = number_band(counted.shown)
    if band.high is None:
        return _("%(low)s or more codes used") % {"low": band.low}
    return _("%(low)s to %(high)s codes used") % {"low": band.low, "high": band.high}


def _participation(wave: Wave, counted: WaveParticipation) -> str:
    """How many groups are sure to have enough people, or of one group how many sent."""
    policy = wave.policy
    if not counted.is_counted:
        return _("no figure yet")
    if "team" not in policy.levels:
        if counted.size < policy.means:
            return _("no figure yet")
        band = open_band(counted.shown or 0, counted.size)
        return _("sent by %(low)s to %(high)s %%") % {"low": band.low, "high": band.high}
    text = ngettext(
        "enough people in %(enough)s of %(number)s team",
        "enough people in %(enough)s of %(number)s teams",
        counted.teams,
    )
    return text % {"enough": counted.enough, "number": counted.teams}
