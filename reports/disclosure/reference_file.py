"""Measurement errors and spreads as they travel from one organisation to another (ADR 66).

A file holds only what was published already: whole points and numbers of people in bands. It names
its questionnaire by checksum, and itself by one: a file that was changed is refused. Imports
neither numpy nor scipy.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from math import ceil
from typing import Any, Final

from reports.disclosure.canonical import canonical
from reports.disclosure.names import CHANGES, COMMON, OUTCOMES, PAIRS, STANDING, facet_name
from reports.disclosure.quality import n_band
from reports.statistics.pooled_spread import (
    LEAST_FREEDOM,
    LEAST_SQUARES,
    LEAST_SQUARES_OF_DIFFERENCES,
)
from reports.statistics.sem import REFERENCE_MINIMUM, RETEST_MINIMUM, Origin
from surveys.instruments.elements import FACETS, Element, Outcome
from surveys.policy import Band

KIND: Final = "igm-meetfouten"
FILE_FORMAT: Final = 1
LONGEST_FILE: Final = 100_000  # characters
LONGEST_PLACE: Final = 120
_MOST_POINTS: Final = 50
_MEASURED: Final = frozenset({*map(str, Element), *map(str, Outcome)})
_LEAST_PEOPLE: Final = {Origin.REFERENCE: REFERENCE_MINIMUM, Origin.RETEST: RETEST_MINIMUM}


class FileFault(StrEnum):
    """Why a file is refused."""

    DAMAGED = "damaged"
    NEWER = "newer"
    BELOW_GUARDS = "below_guards"
    EMPTY = "empty"


class ReferenceFileFault(ValueError):
    """A file that cannot be used, with the reason."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class TravellingSem:
    """The SEM of an element or outcome in whole points, how it was measured, and of how many; the
    `alpha` or ICC behind it in hundredths, None where it is not told.
    """

    points: int
    origin: Origin
    n: Band
    reliability: int | None = None


@dataclass(frozen=True, slots=True)
class TravellingSpread:
    """A pooled spread within teams in whole points, and of how many people."""

    points: int
    n: Band


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """What one organisation published of one questionnaire version. `mark` tells whether a file
    comes from here and says nothing of who made it; `place` is empty if that is not named.
    """

    questionnaire: str
    checksum: str
    mark: str
    place: str
    day: date
    waves: int
    sems: Mapping[str, TravellingSem]
    spreads: Mapping[str, TravellingSpread]

    @property
    def people(self) -> Band:
        """The smallest band of people that any value of a file with values rests on."""
        bands = [one.n for one in self.sems.values()] + [one.n for one in self.spreads.values()]
        return min(bands, key=lambda band: band.low)


def to_text(file: ReferenceFile) -> str:
    """The file as JSON for people to read too, with its own checksum."""
    content = {**asdict(file), "day": file.day.isoformat(), "kind": KIND, "format": FILE_FORMAT}
    return json.dumps(
        {**content, "digest": _digest(content)}, sort_keys=True, ensure_ascii=False, indent=1
    )


def from_text(text: str) -> ReferenceFile:
    """What `to_text` wrote, within the guards. Raises ReferenceFileFault."""
    if len(text) > LONGEST_FILE:
        raise ReferenceFileFault(FileFault.DAMAGED)
    try:
        content = json.loads(text)
        if not isinstance(content, dict) or content.pop("kind") != KIND:
            raise ReferenceFileFault(FileFault.DAMAGED)
        number = content.pop("format")
        if isinstance(number, int) and number > FILE_FORMAT:
            raise ReferenceFileFault(FileFault.NEWER)
        digest = content.pop("digest")
        if number != FILE_FORMAT or digest != _digest(
            {**content, "kind": KIND, "format": FILE_FORMAT}
        ):
            raise ReferenceFileFault(FileFault.DAMAGED)
        file = _read(content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        if isinstance(fault, ReferenceFileFault):
            raise
        raise ReferenceFileFault(FileFault.DAMAGED) from fault
    _check(file)
    return file


def _digest(content: Mapping[str, Any]) -> str:
    return sha256(canonical(content).encode()).hexdigest()


def _read(content: Mapping[str, Any]) -> ReferenceFile:
    return ReferenceFile(
        questionnaire=_text(content["questionnaire"]),
        checksum=_text(content["checksum"]),
        mark=_text(content["mark"]),
        place=_text(content["place"]),
        day=date.fromisoformat(content["day"]),
        waves=_number(content["waves"]),
        sems={
            metric: TravellingSem(
                _number(one["points"]),
                Origin(one["origin"]),
                _band(one["n"]),
                None if one["reliability"] is None else _number(one["reliability"]),
            )
            for metric, one in content["sems"].items()
        },
        spreads={
            name: TravellingSpread(_number(one["points"]), _band(one["n"]))
            for name, one in content["spreads"].items()
        },
    )


def _text(value: object) -> str:
    """One line of at most `LONGEST_PLACE` characters; raises ValueError on anything else."""
    if not isinstance(value, str) or len(value) > LONGEST_PLACE or not (value + " ").isprintable():
        raise ValueError("no line of text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value


def _band(content: Mapping[str, Any]) -> Band:
    high = content["high"]
    return Band(_number(content["low"]), None if high is None else _number(high))


def _check(file: ReferenceFile) -> None:
    """Nothing under the guards that hold here for own values (decisions 36 and 39)."""
    if not file.sems and not file.spreads:
        raise ReferenceFileFault(FileFault.EMPTY)
    sems_are_safe = all(
        metric in _MEASURED
        and 1 <= one.points <= _MOST_POINTS
        and one.origin in _LEAST_PEOPLE
        and one.n.low >= _LEAST_PEOPLE[one.origin]
        and one.n == n_band(one.n.low)
        for metric, one in file.sems.items()
    )
    spreads_are_safe = all(_spread_is_safe(name, one) for name, one in file.spreads.items())
    if not (sems_are_safe and spreads_are_safe and file.waves >= 1):
        raise ReferenceFileFault(FileFault.BELOW_GUARDS)


def _spread_is_safe(name: str, spread: TravellingSpread) -> bool:
    """Whether so many people can have given this number under the guard of `own_spread`."""
    if name not in _NAMES or spread.points > _MOST_POINTS or spread.n != n_band(spread.n.low):
        return False
    high = spread.n.high
    if high is None:
        return spread.points >= 1
    is_difference = name in _DIFFERENCES
    least = LEAST_SQUARES_OF_DIFFERENCES if is_difference else LEAST_SQUARES
    return high > LEAST_FREEDOM and spread.points >= ceil((least / high) ** 0.5)


_DIFFERENCES: Final = frozenset({*STANDING, *PAIRS, *CHANGES, "contrast"})
_FACETS: Final = frozenset(facet_name(code) for codes in FACETS.values() for code in codes)
_NAMES: Final = frozenset({*COMMON, *OUTCOMES, *_DIFFERENCES, *_FACETS})
