"""When the results of a wave become visible: one moment for everyone, whatever the role. Pure.

Source: decision of the project (ADR 36): 9:00 in Amsterdam on the first working day after the last
day, so that a team and its manager read the same, at a moment when people are at work.
"""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from surveys.plan_dates import results_day

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
MORNING: Final = time(9)


def results_moment(last_day: date) -> datetime:
    """Compute when the results become visible of a wave that ends by its date, on `last_day`."""
    return datetime.combine(results_day(last_day), MORNING, AMSTERDAM)
