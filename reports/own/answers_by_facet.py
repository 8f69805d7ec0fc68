"""The own answers of a person per facet of an element.

A facet of one person rests on one to three answers, which is too few for a score (facets are
scores of groups only, research §5). So it is no figure but what the person chose, read back.
"""

from dataclasses import dataclass

from reports.texts.facets import CLIENT_LABELS, LABELS
from reports.texts.metrics import Words
from surveys.instruments.elements import FACETS, Element
from surveys.instruments.model import Group, Instrument, Item
from surveys.scoring.respondent import Scores


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet with the questions of it and what was chosen; empty for no answer that counts."""

    label: Words
    answers: tuple[tuple[str, str], ...]


def facets_of(instrument: Instrument, scores: Scores, element: Element) -> tuple[Facet, ...]:
    """The facets of this element that the questionnaire asks about."""
    labels = CLIENT_LABELS if instrument.group is Group.CLIENT else LABELS
    items = instrument.items_of(element)
    by_facet = {code: [item for item in items if item.facet == code] for code in FACETS[element]}
    return tuple(
        Facet(labels[code], tuple((i.text, _chosen(instrument, scores, i)) for i in facet_items))
        for code, facet_items in by_facet.items()
        if facet_items
    )


def _chosen(instrument: Instrument, scores: Scores, item: Item) -> str:
    value = scores.items.get(item.code)
    steps = instrument.scales[item.scale].steps
    return next((step.label for step in steps if step.value == value), "")
