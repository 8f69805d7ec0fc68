"""How far an open wave is, told so that nobody can tell who has sent. Pure.

Who watches a page while one colleague fills in must learn nothing (research §7.2, time). So the
number behind the figure is looked at once a day, it moves by several people at a time, and it is
told in bands that are wide for small teams.
"""

from datetime import date
from functools import lru_cache
from typing import Final

from surveys.policy import SMALL_CELL, Band, ParticipationBand

LEAST_NUMBERS: Final = 4
"""So many different numbers of people lie in every band, at least."""

CODE_CUTS: Final = (10, 25, 50, 100, 200, 350, 500, 750, 1000, 1500, 2000)
"""Where a new band of a number of codes begins: one client more cannot be seen (onthulling §1)."""

_BAND_CUTS: Final = (
    (0, 40, 50, 60, 70, 80, 90, 100),
    (0, 40, 60, 80, 100),
    (0, 50, 100),
)


def moved(shown_number: int, before: int, now: int, *, before_on: date, on: date) -> int:
    """The number to tell from today on: `now`, or `shown_number`, which is told already.

    `before` was the number at the last look, on `before_on`. A figure moves when at least three
    people changed it since that look; else only in a new week, when three did since it last moved.
    So a day on which one person could send, moves nothing.
    """
    if abs(now - before) >= SMALL_CELL:
        return now
    new_week = on.isocalendar()[:2] > before_on.isocalendar()[:2]
    return now if new_week and abs(now - shown_number) >= SMALL_CELL else shown_number


def open_band(n: int, size: int) -> ParticipationBand:
    """The band of `n` who have sent out of `size`, in whole per cents.

    The finest of three divisions of which every band holds at least `LEAST_NUMBERS` numbers of
    people: tens from 39 people on, twenties from 19 on, and halves for smaller teams.
    """
    cuts = _cuts(size)
    low = max(cut for cut in cuts[:-1] if 100 * n >= cut * size)
    return ParticipationBand(low, cuts[cuts.index(low) + 1])


@lru_cache(maxsize=1024)  # a page asks it for every team, and teams are of few sizes
def _cuts(size: int) -> tuple[int, ...]:
    return next((cuts for cuts in _BAND_CUTS if _wide_enough(cuts, size)), _BAND_CUTS[-1])


def _wide_enough(cuts: tuple[int, ...], size: int) -> bool:
    firsts = [-(-cut * size // 100) for cut in cuts[:-1]]  # the least number in each band
    ends = [*firsts[1:], size + 1]
    return all(end - first >= LEAST_NUMBERS for first, end in zip(firsts, ends, strict=True))


def number_band(number: int) -> Band:
    """The range in which a number is told: 0-9, 10-24, 25-49 and on, the last one without end."""
    starts = (0, *CODE_CUTS)
    place = max(index for index, start in enumerate(starts) if start <= number)
    high = starts[place + 1] - 1 if place + 1 < len(starts) else None
    return Band(starts[place], high)
