"""What may be published about the questionnaire as an instrument.

These figures are about all respondents of a wave together and say nothing about a team. They are
published from 50 respondents on, numbers of people and shares in bands, coefficients in hundredths,
and rest on published cells or on sums with a lower bound (statistiek §6, §8; onthulling).
Imports neither numpy nor scipy.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from reports.disclosure.canonical import canonical
from reports.disclosure.cells import Share
from surveys.policy import Band

QUALITY_FROM: Final = 50
HIDDEN: Final = "niet_getoond"
"""The reason of every element that is not shown, whatever the cause; but of formative ones, whose
consistency is never computed."""
_CUTS: Final = (50, 100, 200, 500, 1000)
USES: Final = ("geen", "laagste", "ertussen", "hoogste")
"""How an item was answered: not, at the end that scores 0, between, at the end that scores 100."""
SAME: Final = ("overal_hetzelfde", "niet")
"""Whether somebody took the same step on every item."""
BOTH_SIDES: Final = ("met_beide_eens", "niet")
"""Whether somebody agreed with a question and with its opposite."""
CONTRADICTS: Final = ("spreekt_zich_tegen", "niet")
"""Whether one half of somebody's answers contradicts the other."""
QUALITY_FORMAT: Final = 4
"""Before 2, shares had no minimum of three people; of such a report they are no longer read. Before
3 nothing was told of both sides and halves; before 4 there was no ICC by REML."""
_COUNTED_FROM: Final = 2


class QualityFault(ValueError):
    """A text that `to_json` did not write."""


@dataclass(frozen=True, slots=True)
class QualityElement:
    """The consistency of one element in hundredths (alpha 83 is .83); or the reason there is none.

    `omega` is None where no single factor can be found. `item_rest` has an entry per item, None
    for an item without spread.
    """

    metric: str
    n: Band | None
    reason: str | None
    alpha: int | None = None
    alpha_low: int | None = None
    alpha_high: int | None = None
    omega: int | None = None
    item_rest: tuple[int | None, ...] = ()
    sem: int | None = None


@dataclass(frozen=True, slots=True)
class QualityItem:
    """How one item was used: shares of all respondents by `USES`, as a count is published (see
    `counts`); none where a count would not be shown.
    """

    code: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class QualityClustering:
    """ICC(1) and ICC(2) of one metric over published teams, in hundredths; ICC(1) by analysis of
    variance and, as `icc1_reml`, by restricted maximum likelihood.
    """

    metric: str
    icc1: int
    icc1_low: int
    icc1_high: int
    icc2: int | None
    icc1_reml: int | None = None


@dataclass(frozen=True, slots=True)
class PublishedQuality:
    """Everything that may be known about the quality of one measurement."""

    n: Band
    elements: tuple[QualityElement, ...]
    items: tuple[QualityItem, ...]
    straight_lining: Share | None
    clustering: tuple[QualityClustering, ...]
    both_sides: Share | None = None
    contradicting: Share | None = None
    format: int = QUALITY_FORMAT


def n_band(n: int) -> Band | None:
    """A number of respondents as it stands on this page; None under 50."""
    starts = [cut for cut in _CUTS if cut <= n]
    if not starts:
        return None
    later = [cut for cut in _CUTS if cut > n]
    return Band(starts[-1], later[0] - 1 if later else None)


def hundredths(value: float) -> int:
    """A coefficient in whole hundredths, so that no further decimals leave."""
    return round(100 * value)


def to_json(quality: PublishedQuality) -> str:
    """Canonical text: sorted keys, whole numbers only."""
    return canonical(asdict(quality))


def from_json(text: str) -> PublishedQuality:
    """What `to_json` wrote. Raises QualityFault on anything else."""
    try:
        content = json.loads(text)
        quality = _read(content)
    except (ValueError, TypeError, KeyError) as fault:
        raise QualityFault(f"not a quality report: {fault!r}") from fault
    if canonical(content) != text:
        raise QualityFault("not the canonical text of a quality report")
    return quality


def _read(content: Mapping[str, Any]) -> PublishedQuality:
    is_counts = content.get("format", 1) >= _COUNTED_FROM
    straight, halves = content["straight_lining"], content.get("contradicting")
    sides = content.get("both_sides")
    return PublishedQuality(
        n=Band(**content["n"]),
        elements=tuple(_element(element) for element in content["elements"]),
        items=tuple(
            QualityItem(item["code"], tuple(map(_share, item["shares"])))
            for item in content["items"]
        )
        if is_counts
        else (),
        straight_lining=_share(straight) if is_counts and straight else None,
        clustering=tuple(QualityClustering(**entry) for entry in content["clustering"]),
        both_sides=_share(sides) if sides else None,
        contradicting=_share(halves) if halves else None,
    )


def _share(content: Mapping[str, Any]) -> Share:
    return Share(tuple(content["options"]), content["low"], content["high"])


def _element(content: Mapping[str, Any]) -> QualityElement:
    n = content["n"] and Band(**content["n"])
    return QualityElement(**{**content, "n": n, "item_rest": tuple(content["item_rest"])})
