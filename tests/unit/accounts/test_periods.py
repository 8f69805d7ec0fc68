from datetime import date

import pytest

from igm_portal.accounts.periods import Period, always_somebody, last_day_before

TODAY = date(2026, 6, 15)


def june(start: int, end: int | None) -> Period:
    return date(2026, 6, start), date(2026, 6, end) if end else None


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], False),
        ([june(1, None)], True),
        ([june(15, None)], True),
        ([june(16, None)], False),
        ([june(1, 20)], False),
        ([june(1, 20), june(21, None)], True),
        ([june(21, None), june(1, 20)], True),
        ([june(1, 20), june(22, None)], False),
        ([june(1, 20), june(18, 25), june(26, None)], True),
        ([june(1, 25), june(2, 16), june(26, None)], True),
        ([june(1, 14), june(16, None)], False),
    ],
)
def test_somebody_on_every_day_from_today(periods: list[Period], expected: bool) -> None:
    assert always_somebody(periods, TODAY) is expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (june(1, None), 19),
        (june(1, 30), 19),
        (june(1, 10), 10),
        (june(20, None), 20),
        (june(25, None), 25),
    ],
)
def test_a_period_gives_way_the_day_before(period: Period, expected: int) -> None:
    assert last_day_before(date(2026, 6, 20), *period) == date(2026, 6, expected)
