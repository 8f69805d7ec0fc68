"""What may be published of a retest: of all people together, per element and outcome (ADR 65).

A SEM in whole points, rounded up, a consistency in hundredths, the number of pairs in bands; and
each only from sums large enough to hide any one of them. Imports neither numpy nor scipy.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from reports.disclosure.canonical import canonical
from reports.disclosure.quality import QualityFault
from surveys.policy import Band

LEAST_SQUARES_OF_OTHERS: Final = 2_500.0
"""Of differences, points squared, without the two people who differ most. Who knows two of the
differences exactly subtracts at most that much; what is left then puts nobody's difference within
50 points of the mean, so within a range of 100 points, whatever the other two answered."""
LEAST_SQUARES_OF_PEOPLE: Final = 25_000.0
"""Of the means over both times within teams, points squared: as for every other reliability (ADR
18): SEM and consistency together tell how far people lie apart."""
RETEST_FORMAT: Final = 1


class RetestFault(QualityFault):
    """A text that `to_json` did not write."""


@dataclass(frozen=True, slots=True)
class RetestElement:
    """One element or outcome: `sem` in whole points, `icc` and its 95 % interval in hundredths;
    None where it may not be told, for every cause the same. `n` is the band of pairs.
    """

    metric: str
    n: Band | None = None
    sem: int | None = None
    icc: int | None = None
    icc_low: int | None = None
    icc_high: int | None = None


@dataclass(frozen=True, slots=True)
class PublishedRetest:
    """Everything that may be known about a retest."""

    elements: tuple[RetestElement, ...]
    format: int = RETEST_FORMAT

    @property
    def measured(self) -> tuple[RetestElement, ...]:
        """The elements and outcomes of which a measurement error is told."""
        return tuple(element for element in self.elements if element.sem is not None)


def to_json(published: PublishedRetest) -> str:
    """Canonical text: sorted keys, whole numbers only."""
    return canonical(asdict(published))


def from_json(text: str) -> PublishedRetest:
    """What `to_json` wrote. Raises RetestFault on anything else."""
    try:
        content = json.loads(text)
        published = PublishedRetest(tuple(map(_element, content["elements"])), content["format"])
    except (ValueError, TypeError, KeyError) as fault:
        raise RetestFault(f"not a retest: {fault!r}") from fault
    if to_json(published) != text:
        raise RetestFault("not the canonical text of a retest")
    return published


def _element(content: Mapping[str, Any]) -> RetestElement:
    return RetestElement(**{**content, "n": content["n"] and Band(**content["n"])})
