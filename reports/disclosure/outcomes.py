"""What is said about a group in words, decided from its published cells.

A sentence adds nothing to the rounded figures beside it. Three say a little more: that willen or
kunnen lags behind by little, and that kunnen drowns out willen, tell whether more people chose one
than the other on the direct question; and an element that is *the* lowest or highest that its
difference with the next is beyond chance.
"""

from collections.abc import Callable

from reports.disclosure.cells import (
    WITHHELD,
    MeanCell,
    MeanCells,
    Participation,
    StandingOut,
    Withheld,
)
from reports.disclosure.figures import OptionTally
from reports.disclosure.names import pair_name, standing_name
from reports.disclosure.spreads import Spreads
from reports.statistics.contrast import (
    NO_ANCHOR_CHOICES,
    AnchorChoices,
    ContrastOutcome,
    Overstemt,
    decide,
    overstemt,
    sayable,
)
from reports.statistics.pooled_spread import SpreadOrigin
from reports.statistics.types import Direction
from surveys.instruments.elements import Element
from surveys.policy import Policy

CellOf = Callable[[str], MeanCell | Withheld]
"""The cell of a group by name, at the level of seven looks."""


def anchor_choices(anchor: OptionTally | None, policy: Policy) -> AnchorChoices:
    """Who chose willen and who kunnen on the direct question, which counts only when as many
    answered it as counts ask for (statistiek §4).
    """
    if anchor is None or anchor.n < policy.counts:
        return NO_ANCHOR_CHOICES
    counts = dict(zip(anchor.options, anchor.counts, strict=True))
    return AnchorChoices(counts["willen"], counts["kunnen"])


def contrast_outcome(
    cell: MeanCell | Withheld, choices: AnchorChoices, policy: Policy, habit: float
) -> ContrastOutcome | Withheld:
    """The row of the decision table that the published interval of the contrast falls in, as far
    as it may be said; `habit` as in `decide`.
    """
    if cell is WITHHELD:
        return WITHHELD
    row = decide(cell.low, cell.high, policy.margin, habit=habit)
    return sayable(row, n=cell.n.low, choices=choices)


def overstemt_outcome(
    means: MeanCells,
    choices: AnchorChoices,
    participation: Participation | None,
    policy: Policy,
    habit: float,
) -> Overstemt | Withheld:
    """Whether kunnen may be said to drown out willen, from published intervals and bands."""
    contrast, willen = means["contrast"], means["willen"]
    if contrast is WITHHELD or willen is WITHHELD:
        return WITHHELD
    return overstemt(
        n=contrast.n.low,
        contrast_low=contrast.low,
        willen_low=willen.low,
        participation=None if participation is None else participation.band.low / 100,
        choices=choices,
        margin=policy.margin,
        habit=habit,
    )


def standing_out(cell_of: CellOf, spreads: Spreads) -> tuple[StandingOut, ...] | Withheld | None:
    """Every element whose published interval of the difference with the other six leaves out 0;
    `alone` is the one that also differs clearly from the next (statistiek §4). None as long as the
    spread is provisional: then nothing can be said.
    """
    cells = {element: cell_of(standing_name(element)) for element in Element}
    if any(cell is WITHHELD for cell in cells.values()):
        return WITHHELD
    if spreads[standing_name(Element.HOUDING)].origin is SpreadOrigin.PROVISIONAL:
        return None
    means = {element: cell for element, cell in cells.items() if isinstance(cell, MeanCell)}
    low = [element for element, cell in means.items() if cell.high < 0]
    high = [element for element, cell in means.items() if cell.low > 0]
    ascending = sorted(Element, key=lambda element: means[element].value)
    return (
        *_in_order(low, Direction.LOWEST, ascending, cell_of),
        *_in_order(high, Direction.HIGHEST, ascending[::-1], cell_of),
    )


def _in_order(
    elements: list[Element], direction: Direction, order: list[Element], cell_of: CellOf
) -> list[StandingOut]:
    first = order[0]
    difference = cell_of(pair_name(*sorted(order[:2], key=list(Element).index)))
    leaves_out_0 = isinstance(difference, MeanCell) and not difference.low <= 0 <= difference.high
    clear = first in elements and leaves_out_0
    return [
        StandingOut(element, direction, alone=clear and element is first)
        for element in order
        if element in elements
    ]
