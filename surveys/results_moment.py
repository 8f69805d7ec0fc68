"""When the results of a wave become visible: one moment for everyone, whatever the role. Pure.

Source: decision of the project (ADR 36): 9:00 in Amsterdam on the first working day after the last
day, so that a team and its manager read the same, at a moment when people are at work.
"""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from surveys.plan_dates import results_day
from surveys.working_days import is_working_day

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
RESULTS_TIME: Final = time(9)
GUIDE_DAYS: Final = timedelta(days=14)
"""No `guide_day` lies longer before the last day: free days in a row are fewer."""


def results_moment(last_day: date) -> datetime:
    """Compute when the results become visible of a wave that ends by its date, on `last_day`."""
    return at_nine(results_day(last_day))


def at_nine(day: date) -> datetime:
    """Compute 9:00 in Amsterdam on this day."""
    return datetime.combine(day, RESULTS_TIME, AMSTERDAM)


def guide_day(last_day: date) -> date:
    """Compute when managers hear how to read the result: three days before the last day, or on the
    working day before that.
    """
    day = last_day - timedelta(days=3)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
