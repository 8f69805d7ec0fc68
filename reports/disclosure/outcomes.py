"""What is said about a group in words, decided from its published cells.

A sentence adds nothing to the rounded figures beside it. Two say a little more: *overstemt* tells
whether more people chose kunnen than willen on the direct question, and a standing element that its
rounded difference with the others is beyond chance.
"""

from collections.abc import Mapping

from reports.disclosure.cells import (
    WITHHELD,
    MeanCell,
    Participation,
    StandingOut,
    Withheld,
)
from reports.disclosure.figures import Tally
from reports.statistics.contrast import ContrastOutcome, Overstemt, decide, overstemt
from reports.statistics.types import Direction
from surveys.policy import Policy


def contrast_outcome(cell: MeanCell | Withheld, policy: Policy) -> ContrastOutcome | Withheld:
    """The row of the decision table that the published interval of the contrast falls in."""
    if cell is WITHHELD:
        return WITHHELD
    return decide(cell.low, cell.high, policy.margin)


def overstemt_outcome(
    means: Mapping[str, MeanCell | Withheld],
    anchor: Tally | None,
    participation: Participation | None,
    policy: Policy,
) -> Overstemt | Withheld:
    """Whether kunnen may be said to drown out willen, from published intervals and bands; the
    direct question counts only when as many answered it as counts ask for (decisions 4).
    """
    contrast, willen = means["contrast"], means["willen"]
    if contrast is WITHHELD or willen is WITHHELD:
        return WITHHELD
    if anchor is None or anchor.n < policy.counts:
        return Overstemt.NOT_APPLICABLE
    chose = dict(zip(anchor.options, anchor.counts, strict=True))
    return overstemt(
        n=contrast.n.low,
        contrast_low=contrast.low,
        willen_low=willen.low,
        participation=None if participation is None else participation.band.low / 100,
        chose_willen=chose["willen"],
        chose_kunnen=chose["kunnen"],
        margin=policy.margin,
    )


def standing_out(
    differences: Mapping[str, MeanCell | Withheld],
) -> tuple[StandingOut, ...] | Withheld:
    """The lowest and the highest of the elements, each only if the published interval of its
    difference with the other six leaves out 0 (domain.md 4.5). Nothing on a shared place.
    """
    found = {name: cell for name, cell in differences.items() if cell is not WITHHELD}
    if len(found) < len(differences):
        return WITHHELD
    named = []
    lowest = _alone({name: cell.value for name, cell in found.items()})
    if lowest is not None and found[lowest].high < 0:
        named.append(StandingOut(lowest, Direction.LOWEST))
    highest = _alone({name: -cell.value for name, cell in found.items()})
    if highest is not None and found[highest].low > 0:
        named.append(StandingOut(highest, Direction.HIGHEST))
    return tuple(named)


def _alone(values: Mapping[str, int]) -> str | None:
    least = min(values.values())
    names = [name for name, value in values.items() if value == least]
    return names[0] if len(names) == 1 else None
