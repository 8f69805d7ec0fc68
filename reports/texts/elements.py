"""The texts of the seven elements and their facets: one table, for professionals and for clients.

Both read the same plain words, a client with *u* (context "client"). The technical name of the
model (context "model") stands on the page about the model and in the codebook of a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.instruments.elements import Element
from surveys.instruments.model import RespondentGroup

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ElementTexts:
    """The name of an element in the model, for professionals and for clients, what a high score
    means, and by code the names of its facets: for professionals, for clients.
    """

    technical_name: Words
    name: Words
    client_name: Words
    meaning: Words
    facets: Mapping[str, tuple[Words, Words]]


ELEMENTS: Mapping[Element, ElementTexts] = {
    Element.HOUDING: ElementTexts(
        pgettext_lazy("model", "Attitude"),
        _("What you think of it"),
        pgettext_lazy("client", "What you think of it"),
        _("What someone thinks and feels about the behaviour."),
        {
            "H.gev": (_("Feeling"), pgettext_lazy("client", "How it feels")),
            "H.ged": (
                _("Thoughts about what it brings"),
                pgettext_lazy("client", "What it brings you"),
            ),
        },
    ),
    Element.GELOOF: ElementTexts(
        pgettext_lazy("model", "Belief in own ability"),
        _("Trust that it will work"),
        pgettext_lazy("client", "Trust that it will work"),
        _("Whether someone trusts that it will work out."),
        {
            "G.bek": (_("Being able to do it"), pgettext_lazy("client", "That you can do it")),
            "G.con": (
                _("Having influence on it"),
                pgettext_lazy("client", "That you have influence"),
            ),
            "G.teg": (_("Trust after a setback"), pgettext_lazy("client", "Trying again")),
        },
    ),
    Element.SOCIALE_DRUK: ElementTexts(
        pgettext_lazy("model", "Social pressure"),
        _("The people around you"),
        pgettext_lazy("client", "What others expect of you"),
        _("What others expect and do. High means: they urge to do it."),
        {
            "S.men": (
                _("What others think of it"),
                pgettext_lazy("client", "What others think of it"),
            ),
            "S.doe": (_("What others do"), pgettext_lazy("client", "What others do")),
            "S.maa": (
                _("What the organisation and society expect"),
                pgettext_lazy("client", "What people in the country think of it"),
            ),
        },
    ),
    Element.VAARDIGHEDEN: ElementTexts(
        pgettext_lazy("model", "Skills"),
        _("What you can do already"),
        pgettext_lazy("client", "What you can do already"),
        _("Whether someone knows how to do it."),
        {
            "V.taak": (_("The task itself"), pgettext_lazy("client", "Doing it yourself")),
            "V.soc": (_("Dealing with people"), pgettext_lazy("client", "Dealing with people")),
        },
    ),
    Element.ZELFREGULERING: ElementTexts(
        pgettext_lazy("model", "Self-regulation"),
        _("Beginning and going on"),
        pgettext_lazy("client", "Beginning and going on"),
        _("Whether someone gets started, plans and carries on."),
        {
            "Z.dis": (
                _("Getting started and carrying on"),
                pgettext_lazy("client", "Beginning and not giving up"),
            ),
            "Z.stu": (_("Planning and adjusting"), pgettext_lazy("client", "Making a plan")),
        },
    ),
    Element.CONTEXT: ElementTexts(
        pgettext_lazy("model", "Surroundings"),
        _("Rest and support around you"),
        pgettext_lazy("client", "Calm and support around you"),
        _("Whether the surroundings help: time, rest, support, clear frames."),
        {
            "C.str": (_("Rest, stress and workload"), pgettext_lazy("client", "Calm and stress")),
            "C.ste": (_("Help and support"), pgettext_lazy("client", "Help from others")),
            "C.ruim": (_("Frames, room and chances"), pgettext_lazy("client", "Chances")),
            "C.keten": (
                _("What other departments do"),
                pgettext_lazy("client", "What other departments do"),
            ),
        },
    ),
    Element.BELEMMERINGEN: ElementTexts(
        pgettext_lazy("model", "Practical obstacles"),
        _("Little trouble from practical things"),
        pgettext_lazy("client", "Little trouble with practical things"),
        _("High means: few obstacles in the way."),
        {
            "P.lic": (_("Health"), pgettext_lazy("client", "Health")),
            "P.omst": (_("Circumstances"), pgettext_lazy("client", "What goes on in your life")),
            "P.mid": (_("Means"), pgettext_lazy("client", "What you need for it")),
        },
    ),
}

TECHNICAL_NAMES: dict[str, Words] = {
    element: texts.technical_name for element, texts in ELEMENTS.items()
}
ELEMENT_MEANINGS: dict[str, Words] = {element: texts.meaning for element, texts in ELEMENTS.items()}
CLIENT_ELEMENTS: dict[str, Words] = {
    element: texts.client_name for element, texts in ELEMENTS.items()
}
FACET_NAMES: dict[str, Words] = {
    code: name for texts in ELEMENTS.values() for code, (name, _client) in texts.facets.items()
}
CLIENT_FACETS: dict[str, Words] = {
    code: name for texts in ELEMENTS.values() for code, (_name, name) in texts.facets.items()
}
METRIC_NAMES: dict[str, Words] = {
    **{element: texts.name for element, texts in ELEMENTS.items()},
    "willen": _("Willen (wanting)"),
    "kunnen": _("Kunnen (being able)"),
    "contrast": _("Difference willen − kunnen"),
    "intentie": _("Intention"),
    "gedrag": _("Behaviour (own report)"),
}
ABOUT_CLIENTS: dict[str, Words] = {
    **METRIC_NAMES,
    Element.HOUDING: pgettext_lazy("about clients", "What they think of it"),
    Element.SOCIALE_DRUK: pgettext_lazy("about clients", "The people around them"),
    Element.VAARDIGHEDEN: pgettext_lazy("about clients", "What they can do already"),
    Element.CONTEXT: pgettext_lazy("about clients", "Rest and support around them"),
}
"""The same on the profile of a wave that asked clients, who are not the ones that read it."""
METRIC_NOTES: dict[str, Words] = {Element.BELEMMERINGEN: _("high: little trouble")}
CLIENT_NOTES: dict[str, Words] = {
    Element.BELEMMERINGEN: pgettext_lazy("client", "a high number: little trouble")
}
"""What a high figure means, for names that may be read the other way round."""


def names_about(group: RespondentGroup) -> Mapping[str, Words]:
    """The names of metrics on the profile of a wave that asked this group."""
    return ABOUT_CLIENTS if group is RespondentGroup.CLIENT else METRIC_NAMES
