"""Periods from a first to a last day, both included; pure."""

from collections.abc import Iterable
from datetime import date, timedelta

Period = tuple[date, date | None]
DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1950, 2100  # nobody's role began before or ends after; else a typing error


def always_somebody(periods: Iterable[Period], since: date) -> bool:
    """Whether on every day from `since` on at least one period holds; None is without end."""
    first_gap = since
    for start, end in sorted(periods, key=lambda period: period[0]):
        if start > first_gap:
            return False
        if end is None:
            return True
        first_gap = max(first_gap, end + DAY)
    return False


def last_day_before(next_start: date, start: date, end: date | None) -> date:
    """The last day of a period that gives way to one from `next_start` on, never before its own
    first day and never later than it would have ended anyway."""
    last = max(start, next_start - DAY)
    return last if end is None else min(last, end)
