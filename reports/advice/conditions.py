"""What a rule asks of published figures, as small functions, with the figures that met it.

A figure that is withheld or coded meets nothing, neither a condition nor the denial of one: what
it hides would otherwise show in whether an advice is there (onthulling §6).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from reports.disclosure.cells import CountsCell, MeanCell, PublishedGroup, Withheld
from reports.disclosure.figures import OBSTACLE
from reports.statistics.contrast import Overstemt
from reports.statistics.person import TWO_SIDED, OwnProfile, OwnScore
from reports.statistics.zones import MIDDLE, ONE_SIDED, Zone
from surveys.instruments.elements import FACETS, Element
from surveys.policy import Policy

"""Low: the whole interval under it (research §4.13); a choice, no norm."""
HIGH: Final = 60
"""Willen and kunnen are high: the whole interval above it. Self-reports lean to the high side."""
SHARE: Final = 40
"""Per cent: the first published share that is certainly a third or more."""

FRAMES: Final = "C.ruim"
QUALITY: Final = "S.maa"
CHAIN: Final = "C.keten"
"""The facet about the chain of departments: managers only, from version 2 of m1 on."""

ELEMENT_OF: Final[Mapping[str, Element]] = {
    **{element: element for element in Element},
    **{code: element for element, codes in FACETS.items() for code in codes},
}
"""The element of a figure: of an element that itself, of a facet the one that it is a part of."""


@dataclass(frozen=True, slots=True)
class GroupEvidence:
    """The published figures of one group, and the policy that they were published under."""

    figures: PublishedGroup
    policy: Policy


@dataclass(frozen=True, slots=True)
class MeanReason:
    """A published mean that a condition rests on; `name` is a metric or the code of a facet."""

    name: str
    cell: MeanCell


@dataclass(frozen=True, slots=True)
class ShareReason:
    """The published share, from `low` to `high` per cent, that the obstacle with this item code
    bothers a lot.
    """

    item: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class OwnReason:
    """The score of one person (0-100) and how high it may be with its uncertainty."""

    name: str
    value: float
    upper: float


Reason = MeanReason | ShareReason | OwnReason
Reasons = tuple[Reason, ...]
"""The figures that met a condition; empty where it does not hold."""
Condition = Callable[[GroupEvidence], Reasons]
OwnCondition = Callable[[OwnProfile], Reasons]


def every(*conditions: Condition) -> Condition:
    """All of them hold."""

    def check(evidence: GroupEvidence) -> Reasons:
        reasons = [condition(evidence) for condition in conditions]
        return tuple(reason for each in reasons for reason in each) if all(reasons) else ()

    return check


def below(name: str, limit: int = MIDDLE) -> Condition:
    """The whole interval of a mean lies under `limit`."""
    return _where(name, lambda cell, _policy: cell.high < limit)


def not_below(name: str, limit: int = MIDDLE) -> Condition:
    """A mean is published, and not certainly under `limit`."""
    return _where(name, lambda cell, _policy: cell.high >= limit)


def above(name: str, limit: int = MIDDLE) -> Condition:
    """The whole interval of a mean lies above `limit`."""
    return _where(name, lambda cell, _policy: cell.low > limit)


def not_above(name: str, limit: int = MIDDLE) -> Condition:
    """A mean is published, and not certainly above `limit`."""
    return _where(name, lambda cell, _policy: cell.low <= limit)


def kunnen_lags(evidence: GroupEvidence) -> Reasons:
    """Willen lies further above kunnen than the margin of the policy, and the direct question does
    not contradict it: then the page itself says that this is no conclusion (statistiek §4).
    """
    if evidence.figures.overstemt is Overstemt.CONTRADICTED:
        return ()
    return _where("contrast", lambda cell, policy: cell.low > policy.margin)(evidence)


def shared_obstacle(evidence: GroupEvidence) -> Reasons:
    """At least SHARE per cent is bothered a lot by the same obstacle; all such obstacles."""
    return tuple(
        ShareReason(name.removeprefix(OBSTACLE), share.low, share.high)
        for name, cell in sorted(evidence.figures.counts.items())
        if name.startswith(OBSTACLE) and isinstance(cell, CountsCell)
        for share in cell.shares
        if share.options == ("zwaar",) and share.low >= SHARE
    )


def own_context_low(own: OwnProfile) -> Reasons:
    """The own score on context lies low, uncertainty allowed for (statistiek §5)."""
    score = own.scores[Element.CONTEXT]
    if score is None or score.zone is not Zone.LOW:
        return ()
    return (OwnReason(score.metric, score.value, _upper(score)),)


def _upper(score: OwnScore) -> float:
    """The end of the interval that the zone looks at, which is narrower than that of the page."""
    return score.value + ONE_SIDED * (score.high - score.value) / TWO_SIDED


def _where(name: str, test: Callable[[MeanCell, Policy], bool]) -> Condition:
    def check(evidence: GroupEvidence) -> Reasons:
        cell = _mean(evidence.figures, name)
        if not isinstance(cell, MeanCell) or cell.coded is not None:
            return ()
        return (MeanReason(name, cell),) if test(cell, evidence.policy) else ()

    return check


def _mean(group: PublishedGroup, name: str) -> MeanCell | Withheld | None:
    """The cell of a metric or facet; None where the group has none of that name."""
    if name in group.means or name not in ELEMENT_OF:
        return group.means.get(name)
    facets = group.facets.get(ELEMENT_OF[name])
    return facets.get(name) if isinstance(facets, Mapping) else facets
