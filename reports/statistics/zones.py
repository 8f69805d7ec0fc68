"""Where a score lies on its scale. The cut-offs are choices, no norms (statistiek §5).

Imports neither numpy nor scipy.
"""

from enum import StrEnum
from typing import Final

ONE_SIDED = 1.645
MIDDLE: Final = 50


class Zone(StrEnum):
    """Where a score lies, uncertainty allowed for."""

    HIGH = "hoog"
    LOW = "laag"
    MIDDLE = "midden"


def zone(score: float, sem: float) -> Zone:
    """The zone of one person: high when score - 1.645 SEM > 50, low when score + 1.645 SEM < 50,
    else around the middle.
    """
    if score - ONE_SIDED * sem > MIDDLE:
        return Zone.HIGH
    if score + ONE_SIDED * sem < MIDDLE:
        return Zone.LOW
    return Zone.MIDDLE
