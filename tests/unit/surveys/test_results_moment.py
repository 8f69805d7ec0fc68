"""At which moment the results of a wave become visible, as a table."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.results_moment import GUIDE_DAYS, guide_day, results_moment
from surveys.working_days import is_working_day, working_day_after


@pytest.mark.parametrize(
    ("last_day", "moment"),
    [
        # An ordinary Tuesday; a Thursday; a Friday, a Saturday and a Sunday wait for Monday.
        (date(2026, 11, 24), datetime(2026, 11, 25, 8, tzinfo=UTC)),
        (date(2026, 11, 26), datetime(2026, 11, 27, 8, tzinfo=UTC)),
        (date(2026, 11, 27), datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (date(2026, 11, 28), datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (date(2026, 11, 29), datetime(2026, 11, 30, 8, tzinfo=UTC)),
        # Easter 2027: Good Friday 26 March, Easter Monday 29 March. Summer time begins on the 28th.
        (date(2027, 3, 25), datetime(2027, 3, 30, 7, tzinfo=UTC)),
        # King's day: 27 April, but on the 26th where that is a Sunday (2025).
        (date(2026, 4, 26), datetime(2026, 4, 28, 7, tzinfo=UTC)),
        (date(2025, 4, 25), datetime(2025, 4, 28, 7, tzinfo=UTC)),
        # Liberation day is free once in five years.
        (date(2025, 5, 4), datetime(2025, 5, 6, 7, tzinfo=UTC)),
        (date(2026, 5, 4), datetime(2026, 5, 5, 7, tzinfo=UTC)),
        # Ascension day and Whit Monday 2026.
        (date(2026, 5, 13), datetime(2026, 5, 15, 7, tzinfo=UTC)),
        (date(2026, 5, 22), datetime(2026, 5, 26, 7, tzinfo=UTC)),
        # Christmas 2026 is a Friday and a Saturday; of 2025 a Thursday and a Friday.
        (date(2026, 12, 24), datetime(2026, 12, 28, 8, tzinfo=UTC)),
        (date(2025, 12, 24), datetime(2025, 12, 29, 8, tzinfo=UTC)),
        # New Year's eve 2026 is a Thursday, so the day after it is free and a weekend follows.
        (date(2026, 12, 31), datetime(2027, 1, 4, 8, tzinfo=UTC)),
        # The nights in which the clock changes: it is 9 o'clock in Amsterdam on both sides.
        (date(2026, 3, 27), datetime(2026, 3, 30, 7, tzinfo=UTC)),
        (date(2026, 3, 26), datetime(2026, 3, 27, 8, tzinfo=UTC)),
        (date(2026, 10, 23), datetime(2026, 10, 26, 8, tzinfo=UTC)),
        (date(2026, 10, 22), datetime(2026, 10, 23, 7, tzinfo=UTC)),
    ],
)
def test_nine_o_clock_on_the_first_working_day_after(last_day: date, moment: datetime) -> None:
    assert results_moment(last_day) == moment


def test_the_moment_is_said_in_the_time_of_amsterdam() -> None:
    assert results_moment(date(2026, 10, 23)).isoformat() == "2026-10-26T09:00:00+01:00"
    assert results_moment(date(2026, 10, 22)).isoformat() == "2026-10-23T09:00:00+02:00"


@pytest.mark.parametrize(
    ("last_day", "day"),
    [
        (date(2026, 11, 27), date(2026, 11, 24)),
        (date(2026, 11, 25), date(2026, 11, 20)),  # three days before is a Sunday
        (date(2026, 12, 28), date(2026, 12, 24)),  # and here Christmas, in a weekend
        (date(2026, 4, 9), date(2026, 4, 2)),  # Easter Monday, and Good Friday before it
    ],
)
def test_managers_hear_three_days_before_or_on_the_working_day_before_that(
    last_day: date, day: date
) -> None:
    assert guide_day(last_day) == day


def test_the_moment_is_always_a_working_day_after_the_last_day() -> None:
    first = date(2024, 1, 1).toordinal()
    for number in range(first, first + 4000):
        day = date.fromordinal(number)
        moment = results_moment(day).date()
        assert moment > day
        assert timedelta(days=3) <= day - guide_day(day) <= GUIDE_DAYS
        assert is_working_day(moment)
        assert moment == working_day_after(day)
        assert not any(
            is_working_day(date.fromordinal(n)) for n in range(number + 1, moment.toordinal())
        )
