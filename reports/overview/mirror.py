"""Klantmanagers, managers and clients beside each other, from cells of their own snapshots. Pure.

Nothing is computed that was not published: a difference follows from two published figures and
their intervals. Only of klantmanagers and managers, and only of a facet that both are asked in the
very same questions; of clients there is never a difference or a word (ADR 57).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reports.disclosure.cells import ItemCell, MeanCell, PublishedGroup, Withheld
from reports.overview.differences import MeanDifference, difference
from surveys.instruments.elements import Element
from surveys.instruments.mirror import WHOLE_FACETS, MirrorTopic
from surveys.instruments.model import RespondentGroup

FEWEST: Final = 10
"""People on each side, for a sentence (statistiek §10)."""
COMPARED_GROUPS: Final = (RespondentGroup.KLANTMANAGER, RespondentGroup.MANAGER)
FACET: Final = next(iter(WHOLE_FACETS))
"""The one facet of which a sentence is made: one look. A second one would ask for wider intervals,
as for one of several.
"""


@dataclass(frozen=True, slots=True)
class Perspective:
    """What was published of one group of respondents: of the whole organisation in one wave, or of
    its shown teams together, and the codes that its version has for the questions.
    """

    organisation: PublishedGroup
    questions: Mapping[MirrorTopic, str]

    @property
    def facet(self) -> MeanCell | Withheld | None:
        """The facet with a sentence; None where the publication knew no facets."""
        facets = self.organisation.facets.get(Element.CONTEXT)
        return facets[FACET] if isinstance(facets, Mapping) else facets

    def answer(self, topic: MirrorTopic) -> ItemCell | Withheld | None:
        """The mean of the question about a topic; None where it is not asked, or where the wave
        closed before questions had means.
        """
        return self.organisation.mirror.get(self.questions.get(topic, ""))


Perspectives = Mapping[RespondentGroup, Perspective]


def facet_difference(perspectives: Perspectives) -> MeanDifference | None:
    """Klantmanagers minus managers, with the interval in which it probably lies; None where either
    is not there, not shown, itself a bound, or of fewer than FEWEST people.
    """
    cells = [perspectives[group].facet for group in COMPARED_GROUPS if group in perspectives]
    usable_cells = [
        cell
        for cell in cells
        if isinstance(cell, MeanCell) and cell.n.low >= FEWEST and cell.coded is None
    ]
    if len(usable_cells) < len(COMPARED_GROUPS):
        return None
    klantmanagers, managers = usable_cells
    return difference(FACET, managers, klantmanagers)
