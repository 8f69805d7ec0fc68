"""What every answer of these commands begins with, and how it is printed."""

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

from reports.statistics.habit import POINTS, habit_shift
from surveys.instruments.model import Instrument
from surveys.scoring.respondent import SCORING_VERSION

Content = dict[str, Any]

THIS_GROUP: Final = "deze_groep"
"""The origin of a spread that was measured in the group itself."""


def head(instrument: Instrument) -> Content:
    """Which questionnaire and which scoring stand behind the figures."""
    return {
        "instrument": f"{instrument.code}@{instrument.version}",
        "checksum": instrument.checksum,
        "scoring_version": SCORING_VERSION,
    }


def habit(instrument: Instrument) -> Content:
    """By how much willen, kunnen and their difference fall if everybody answers so much lower."""
    shift = habit_shift(instrument)
    return {"points": POINTS, **{name: shift[name] for name in ("willen", "kunnen", "contrast")}}


def as_json(content: Mapping[str, Any]) -> str:
    """JSON with every digit of a float. Raises ValueError on nan or infinity: null says "none"."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2)


def finite(value: float | None) -> float | None:
    """The value without a minus before 0, or None when it is no finite number."""
    return value + 0.0 if value is not None and isfinite(value) else None


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of text under each other: the first column to the left, figures to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def figure(value: object, digits: int | None = None) -> str:
    """A figure as text: all digits, or `digits` decimals; a dash where there is none. No "-0.0"."""
    if value is None:
        return "-"
    if digits is None or not isinstance(value, float):
        return str(value)
    return f"{round(value, digits) + 0.0:.{digits}f}"
