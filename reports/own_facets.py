"""What lies behind each element: the own answers, by facet.

A facet of one person rests on one to three answers, which is too few for a score (facets are
scores of groups only, domain.md 5). So it is no figure but what the person chose, read back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.texts import Words
from surveys.instruments.elements import FACETS, Element
from surveys.instruments.model import Group, Instrument, Item
from surveys.scoring.respondent import Scores

LABELS: Mapping[str, Words] = {
    "H.gev": _("Feeling"),
    "H.ged": _("Thoughts about what it brings"),
    "G.bek": _("Being able to do it"),
    "G.con": _("Having influence on it"),
    "G.teg": _("Trust after a setback"),
    "S.men": _("What others think of it"),
    "S.doe": _("What others do"),
    "S.maa": _("What the organisation and society expect"),
    "V.taak": _("The task itself"),
    "V.soc": _("Dealing with people"),
    "Z.dis": _("Getting started and carrying on"),
    "Z.stu": _("Planning and adjusting"),
    "C.str": _("Rest, stress and workload"),
    "C.ste": _("Help and support"),
    "C.ruim": _("Frames, room and chances"),
    "P.lic": _("Health"),
    "P.omst": _("Circumstances"),
    "P.mid": _("Means"),
}
CLIENT_LABELS: Mapping[str, Words] = {
    "H.gev": pgettext_lazy("client", "How it feels"),
    "H.ged": pgettext_lazy("client", "What it brings you"),
    "G.bek": pgettext_lazy("client", "That you can do it"),
    "G.con": pgettext_lazy("client", "That you have influence"),
    "G.teg": pgettext_lazy("client", "Trying again"),
    "S.men": pgettext_lazy("client", "What others think of it"),
    "S.doe": pgettext_lazy("client", "What others do"),
    "S.maa": pgettext_lazy("client", "What people in the country think of it"),
    "V.taak": pgettext_lazy("client", "Doing it yourself"),
    "V.soc": pgettext_lazy("client", "Dealing with people"),
    "Z.dis": pgettext_lazy("client", "Beginning and not giving up"),
    "Z.stu": pgettext_lazy("client", "Making a plan"),
    "C.str": pgettext_lazy("client", "Rest and stress"),
    "C.ste": pgettext_lazy("client", "Help from others"),
    "C.ruim": pgettext_lazy("client", "Chances"),
    "P.lic": pgettext_lazy("client", "Health"),
    "P.omst": pgettext_lazy("client", "What goes on in your life"),
    "P.mid": pgettext_lazy("client", "What you need for it"),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet with the questions of it and what was chosen; empty for no answer that counts."""

    label: Words
    answers: tuple[tuple[str, str], ...]


def facets_of(instrument: Instrument, scores: Scores, element: Element) -> tuple[Facet, ...]:
    """The facets of this element that the questionnaire asks about."""
    labels = CLIENT_LABELS if instrument.group is Group.CLIENT else LABELS
    items = instrument.items_of(element)
    asked = {code: [item for item in items if item.facet == code] for code in FACETS[element]}
    return tuple(
        Facet(labels[code], tuple((i.text, _chosen(instrument, scores, i)) for i in found))
        for code, found in asked.items()
        if found
    )


def _chosen(instrument: Instrument, scores: Scores, item: Item) -> str:
    value = scores.items.get(item.code)
    steps = instrument.scales[item.scale].steps
    return next((step.label for step in steps if step.value == value), "")
