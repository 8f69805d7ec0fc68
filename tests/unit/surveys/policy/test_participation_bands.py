"""How far an open wave is: what somebody learns who looks every day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.participation_bands import LEAST_NUMBERS, moved, open_band
from surveys.policy import SMALL_CELL

MONDAY = date(2027, 3, 1)


def figures(sent_per_day: list[int], first: date = MONDAY) -> list[int]:
    """The number told on each day, when so many sent on the day before it."""
    told, now, before, on = [0], 0, 0, first
    for sent in sent_per_day:
        now += sent
        told.append(moved(told[-1], before, now, before_on=on, on=on + timedelta(days=1)))
        before, on = now, on + timedelta(days=1)
    return told


@given(st.lists(st.integers(0, 6), max_size=30), st.data())
def test_a_day_on_which_one_or_two_can_send_moves_nothing(
    sent: list[int], data: st.DataObject
) -> None:
    """Monday to Friday: whatever happened before, and whether they sent or not."""
    quiet = data.draw(st.integers(0, SMALL_CELL - 1))
    told = figures([*sent, quiet])
    monday = (MONDAY + timedelta(days=len(sent) + 1)).weekday() == 0
    assert monday or told[-1] == told[-2]


@given(st.lists(st.integers(0, 6), max_size=30))
def test_a_figure_moves_by_three_or_more_and_never_runs_ahead(sent: list[int]) -> None:
    told = figures(sent)
    for day, (earlier, later) in enumerate(pairwise(told)):
        assert later == earlier or later - earlier >= SMALL_CELL
        assert later <= sum(sent[: day + 1])


@given(st.lists(st.integers(0, 6), min_size=7, max_size=30))
def test_after_a_monday_it_is_at_most_two_behind(sent: list[int]) -> None:
    told = figures(sent)
    mondays = [day for day in range(1, len(told)) if (MONDAY + timedelta(day)).weekday() == 0]
    assert all(sum(sent[:day]) - told[day] < SMALL_CELL for day in mondays)


def test_answers_that_were_erased_do_not_show_either() -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert moved(9, 9, 8, before_on=MONDAY, on=tuesday) == 9
    assert moved(9, 9, 8, before_on=MONDAY, on=MONDAY + timedelta(days=7)) == 9


@given(st.integers(7, 300))
def test_every_band_holds_at_least_four_numbers(size: int) -> None:
    found: dict[int, int] = {}
    for n in range(size + 1):
        band = open_band(n, size)
        assert 100 * n >= band.low * size
        assert 100 * n < band.high * size or (band.high == 100 and n == size)
        found[band.low] = found.get(band.low, 0) + 1
    if size >= 2 * LEAST_NUMBERS - 1:
        assert min(found.values()) >= LEAST_NUMBERS


@pytest.mark.parametrize(
    ("n", "size", "low", "high"),
    [(4, 9, 0, 50), (5, 9, 50, 100), (8, 20, 40, 60), (20, 20, 80, 100), (27, 40, 60, 70)],
)
def test_small_teams_are_told_in_wide_bands(n: int, size: int, low: int, high: int) -> None:
    band = open_band(n, size)
    assert (band.low, band.high) == (low, high)
