"""Days as people type them."""

from datetime import date

import pytest

from surveys.typed_days import read_day

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01",
        "1-12-2026",
        "01-12-2026",
        "1/12/26",
        "1.12.2026",
        "1-12",
        "1/12",
        "1 december",
        "1 dec",
        "1 dec.",
        "1 December 2026",
        " 1  december  26 ",
        "di 1 december",
        "dinsdag 1 december 2026",
        "Tuesday, 1 December 2026",
    ],
)
def test_the_same_day_in_many_spellings(text: str) -> None:
    assert read_day(text, TODAY) == date(2026, 12, 1)


def test_without_a_year_it_is_the_next_time() -> None:
    assert read_day("28 november", TODAY) == TODAY
    assert read_day("27 november", TODAY) == date(2027, 11, 27)
    assert read_day("29 februari", TODAY) == date(2028, 2, 29)
    assert read_day("3 mrt", TODAY) == date(2027, 3, 3)
    assert read_day("3 mei", TODAY) == read_day("3 may", TODAY) == date(2027, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "morgen",
        "31-31-2026",
        "30 februari",
        "1 d",
        "1 decem ber",
        "december",
        "32 jan",
        "12",
        "1-12-0026",
    ],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert read_day(text, TODAY) is None
