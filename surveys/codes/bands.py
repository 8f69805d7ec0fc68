"""Numbers of codes said as a range, so that one client more cannot be seen (onthulling §1)."""

from typing import Final

from surveys.policy import Band

CUTS: Final = (10, 25, 50, 100, 200, 350, 500, 750, 1000, 1500, 2000)


def number_band(number: int) -> Band:
    """The range in which a number is told: 0-9, 10-24, 25-49 and on, the last one without end."""
    starts = (0, *CUTS)
    place = max(index for index, start in enumerate(starts) if start <= number)
    high = starts[place + 1] - 1 if place + 1 < len(starts) else None
    return Band(starts[place], high)
