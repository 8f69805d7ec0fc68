"""Dates that a plan proposes: of the wave, of its results, of each team's conversation. Pure."""

from datetime import date, timedelta

from surveys.working_days import is_working_day, working_day_after, working_day_from

TERM = timedelta(weeks=3)
WEEK = timedelta(weeks=1)
_CONVERSATION_WEEKS = 2


def proposed_period(today: date) -> tuple[date, date]:
    """The first and last day of a wave: from today or the next working day, three weeks on.

    The last day is a working day too: on a free day nobody is at work to send at the last moment.
    """
    first = working_day_from(today)
    return first, working_day_from(first + TERM)


def results_day(closes_on: date) -> date:
    """The day on which results are announced: the first working day after the last day."""
    return working_day_after(closes_on)


def conversation_days(closes_on: date, number: int, weekday: int | None = None) -> tuple[date, ...]:
    """A day for the conversation of each of `number` teams, in their order.

    The results are there in week 0; conversations are held in the two calendar weeks after it. One
    team per working day, and from the first again when there are more teams than days, so that one
    person can lead several. With `weekday` (Monday is 0, that of an earlier wave) only on that day
    of the week, where it is a working day in one of these weeks.
    """
    results = results_day(closes_on)
    monday = results - timedelta(days=results.weekday()) + WEEK
    days = [monday + timedelta(days=place) for place in range(7 * _CONVERSATION_WEEKS)]
    working = [day for day in days if is_working_day(day)]
    fitting = [day for day in working if day.weekday() == weekday] or working
    return tuple(fitting[place % len(fitting)] for place in range(number))
