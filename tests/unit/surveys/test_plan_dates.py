"""Dates that a plan proposes: never a free day, and every team has a day of its own if it can."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.plan_dates import conversation_days, proposed_period, results_day
from surveys.working_days import is_working_day, working_day_after, working_day_from

DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 21)),  # Monday
        (date(2026, 11, 28), date(2026, 11, 30), date(2026, 12, 21)),  # Saturday
        (date(2026, 12, 4), date(2026, 12, 4), date(2027, 1, 4)),  # not at Christmas
        (date(2027, 4, 6), date(2027, 4, 6), date(2027, 4, 28)),  # ends on King's Day
        (date(2027, 3, 29), date(2027, 3, 30), date(2027, 4, 20)),  # Easter Monday
    ],
)
def test_a_wave_is_proposed_for_three_weeks_of_working_days(
    today: date, first: date, last: date
) -> None:
    assert proposed_period(today) == (first, last)


def test_results_come_on_the_first_working_day_after_the_last_day() -> None:
    assert results_day(date(2026, 12, 21)) == date(2026, 12, 22)
    assert results_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert results_day(date(2026, 12, 27)) == date(2026, 12, 28)


def test_the_king_moves_his_day_from_a_sunday() -> None:
    assert not is_working_day(date(2031, 4, 26))
    assert working_day_from(date(2026, 4, 27)) == date(2026, 4, 28)
    assert working_day_after(date(2026, 4, 24)) == date(2026, 4, 28)


@given(DAYS)
def test_no_proposal_falls_on_a_free_day(today: date) -> None:
    first, last = proposed_period(today)
    assert is_working_day(first)
    assert is_working_day(last)
    assert first >= today
    assert timedelta(days=21) <= last - first <= timedelta(days=33)


@given(DAYS, st.integers(0, 40), st.none() | st.integers(0, 6))
def test_conversations_lie_in_the_two_weeks_after_that_of_the_results_or_after_christmas(
    closes_on: date, number: int, weekday: int | None
) -> None:
    days = conversation_days(closes_on, number, weekday)
    results = results_day(closes_on)
    christmas = date(results.year, 12, 3) <= results <= date(results.year, 12, 31)
    assert len(days) == number
    for day in days:
        assert is_working_day(day)
        assert not (day.month == 12 and day.day >= 24)
        assert day.isocalendar()[:2] != results.isocalendar()[:2]
        assert timedelta(days=3) <= day - results <= timedelta(days=32 if christmas else 18)


def test_every_team_has_a_day_of_its_own_while_there_are_days() -> None:
    days = conversation_days(date(2026, 11, 20), 12)
    assert days[:10] == tuple(
        date(2026, 11, 30) + timedelta(days=place) for place in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)
    )
    assert days[10:] == days[:2]


def test_the_day_of_the_week_of_an_earlier_wave_is_followed_where_it_is_a_working_day() -> None:
    assert conversation_days(date(2026, 11, 20), 3, weekday=3) == (
        date(2026, 12, 3),
        date(2026, 12, 10),
        date(2026, 12, 3),
    )
    # Friday 25 December and 1 January are free, as is most of the week between them.
    assert conversation_days(date(2026, 12, 13), 1, weekday=4) == (date(2027, 1, 8),)
    # Of the days of this wave none is a Saturday: any day will do.
    assert conversation_days(date(2026, 12, 13), 2, weekday=5) == (
        date(2026, 12, 21),
        date(2026, 12, 22),
    )


def test_conversations_wait_until_after_the_christmas_holidays() -> None:
    assert conversation_days(date(2026, 12, 18), 6) == (
        *(date(2027, 1, day) for day in (4, 5, 6, 7, 8)),
        date(2027, 1, 11),
    )
