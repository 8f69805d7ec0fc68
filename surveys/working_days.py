"""Working days of the Netherlands: Monday to Friday, except the public holidays. Pure.

The holidays come from the package `holidays`, because Easter and a King's Day on a Sunday move.
"""

from datetime import date, timedelta

from holidays import country_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5
_HOLIDAYS = country_holidays("NL")  # works out a year when it is first asked about


def is_working_day(day: date) -> bool:
    """Whether most people work on this day."""
    return day.weekday() < _SATURDAY and day not in _HOLIDAYS


def working_day_from(day: date) -> date:
    """The first working day on `day` or after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_day_until(day: date) -> date:
    """The last working day on `day` or before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def working_day_after(day: date) -> date:
    """The first working day after `day`."""
    return working_day_from(day + _DAY)
