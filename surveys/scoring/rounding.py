"""Rounding for display: half up, never half to even."""

from math import floor
from typing import Final

NOISE_DECIMALS: Final = 9  # far below any step of a score, far above floating-point noise
NOISE: Final = 1e-9


def round_half_up(x: float) -> int:
    """`x` to the nearest whole number, halves upwards: floor(x + 0.5) (statistiek §1).

    Python's own `round` takes halves to the even neighbour. Noise under 1e-9 is taken off first: a
    mean that is 12.5 in arithmetic but 12.499999999999998 in the machine is shown as 13.
    """
    return floor(round(x, NOISE_DECIMALS) + 0.5)
