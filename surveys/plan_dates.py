"""Dates that a plan proposes: of the wave, of its results, of each team's conversation. Pure."""

from datetime import date, timedelta

from surveys.working_days import is_working_day, working_day_after, working_day_from

TERM = timedelta(weeks=3)
WEEK = timedelta(weeks=1)
RETEST_FROM = timedelta(days=7)
"""After the last day of the first wave: sooner people remember what they answered."""
RETEST_UNTIL = timedelta(days=28)
"""After that day: later people may really have changed (Terwee et al. 2007: one to two weeks is
often right)."""
_CONVERSATION_WEEKS = 2
_LEAST_DAYS = 3  # a week with fewer of them is one in which a team is not together
_CHRISTMAS_HOLIDAYS = (
    12,
    24,
)  # from this month and day to the end of the year most people are away


def proposed_period(today: date) -> tuple[date, date]:
    """The first and last day of a wave: from today or the next working day, three weeks on.

    The last day is a working day outside the Christmas holidays too: on another day nobody is at
    work to send at the last moment.
    """
    first = working_day_from(today)
    last = first + TERM
    while not _at_work(last):
        last += timedelta(days=1)
    return first, last


def proposed_retest(closed_on: date, today: date) -> tuple[date, date]:
    """The first and last day of a retest of a wave that ended on `closed_on`: two weeks later, or
    from `today` where that has passed, for a week, on working days and within the bound.
    """
    latest = closed_on + RETEST_UNTIL
    first = min(working_day_from(max(closed_on + 2 * WEEK, today)), latest)
    return first, min(working_day_from(first + WEEK), latest)


def results_day(closes_on: date) -> date:
    """The day on which results are announced: the first working day after the last day."""
    return working_day_after(closes_on)


def conversation_days(closes_on: date, number: int, weekday: int | None = None) -> tuple[date, ...]:
    """A day for the conversation of each of `number` teams, in their order.

    The results are there in week 0; conversations are held in the two calendar weeks after it, not
    counting those of the Christmas holidays. One team per working day, and from the first again
    when there are more teams than days, so that one person can lead several. With `weekday` (Monday
    is 0, that of an earlier wave) only on that day of the week, where people are at work on it in
    one of these weeks.
    """
    results = results_day(closes_on)
    monday = results - timedelta(days=results.weekday())
    days: list[date] = []
    for _week in range(_CONVERSATION_WEEKS):
        monday, in_week = _next_full_week(monday)
        days += in_week
    fitting = [day for day in days if day.weekday() == weekday] or days
    return tuple(fitting[place % len(fitting)] for place in range(number))


def _next_full_week(monday: date) -> tuple[date, list[date]]:
    """The Monday of the next week in which a team can meet, and the days on which it can."""
    while True:
        monday += WEEK
        days = [
            day for day in (monday + timedelta(days=place) for place in range(7)) if _at_work(day)
        ]
        if len(days) >= _LEAST_DAYS:
            return monday, days


def _at_work(day: date) -> bool:
    """Whether most people are at work: a working day outside the Christmas holidays."""
    return is_working_day(day) and (day.month, day.day) < _CHRISTMAS_HOLIDAYS
