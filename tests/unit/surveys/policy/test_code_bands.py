"""Numbers of codes in ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.participation_bands import CODE_CUTS, number_band
from surveys.policy import Band


@pytest.mark.parametrize(
    ("number", "band"),
    [
        (0, Band(0, 9)),
        (9, Band(0, 9)),
        (10, Band(10, 24)),
        (24, Band(10, 24)),
        (25, Band(25, 49)),
        (1999, Band(1500, 1999)),
        (2000, Band(2000, None)),
        (50_000, Band(2000, None)),
    ],
)
def test_the_range_of_a_number(number: int, band: Band) -> None:
    assert number_band(number) == band


@given(st.integers(0, 100_000))
def test_a_number_lies_in_its_range_and_no_range_is_narrow(number: int) -> None:
    band = number_band(number)
    assert band.low <= number <= (band.high or number)
    assert band.high is None or band.high - band.low >= 9
    assert band.low in (0, *CODE_CUTS)
