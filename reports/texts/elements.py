"""The texts of the seven elements and their facets: one table, for professionals and for clients.

What a client reads has the context "client" (plain words, *u*).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.instruments.elements import Element

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ElementTexts:
    """The name of an element, what a high score means, its name for clients, and by code the names
    of its facets: for professionals, for clients.
    """

    name: Words
    meaning: Words
    client_name: Words
    facets: Mapping[str, tuple[Words, Words]]


ELEMENTS: Mapping[Element, ElementTexts] = {
    Element.HOUDING: ElementTexts(
        _("Attitude"),
        _("What someone thinks and feels about the behaviour."),
        pgettext_lazy("client", "What you think of it"),
        {
            "H.gev": (_("Feeling"), pgettext_lazy("client", "How it feels")),
            "H.ged": (
                _("Thoughts about what it brings"),
                pgettext_lazy("client", "What it brings you"),
            ),
        },
    ),
    Element.GELOOF: ElementTexts(
        _("Belief in own ability"),
        _("Whether someone trusts that it will work out."),
        pgettext_lazy("client", "Trust that it will work"),
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
        _("Social pressure (towards the behaviour)"),
        _("What others expect and do. High means: towards the behaviour."),
        pgettext_lazy("client", "The people around you"),
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
        _("Skills"),
        _("Whether someone knows how to do it."),
        pgettext_lazy("client", "What you can do already"),
        {
            "V.taak": (_("The task itself"), pgettext_lazy("client", "Doing it yourself")),
            "V.soc": (_("Dealing with people"), pgettext_lazy("client", "Dealing with people")),
        },
    ),
    Element.ZELFREGULERING: ElementTexts(
        _("Self-regulation"),
        _("Whether someone gets started, plans and carries on."),
        pgettext_lazy("client", "Beginning and going on"),
        {
            "Z.dis": (
                _("Getting started and carrying on"),
                pgettext_lazy("client", "Beginning and not giving up"),
            ),
            "Z.stu": (_("Planning and adjusting"), pgettext_lazy("client", "Making a plan")),
        },
    ),
    Element.CONTEXT: ElementTexts(
        _("Context (supportive)"),
        _("Whether the surroundings help: time, rest, support, clear frames."),
        pgettext_lazy("client", "Rest and support around you"),
        {
            "C.str": (_("Rest, stress and workload"), pgettext_lazy("client", "Rest and stress")),
            "C.ste": (_("Help and support"), pgettext_lazy("client", "Help from others")),
            "C.ruim": (_("Frames, room and chances"), pgettext_lazy("client", "Chances")),
        },
    ),
    Element.BELEMMERINGEN: ElementTexts(
        _("Free of practical obstacles"),
        _("High means: few obstacles in the way."),
        pgettext_lazy("client", "Little trouble from practical things"),
        {
            "P.lic": (_("Health"), pgettext_lazy("client", "Health")),
            "P.omst": (_("Circumstances"), pgettext_lazy("client", "What goes on in your life")),
            "P.mid": (_("Means"), pgettext_lazy("client", "What you need for it")),
        },
    ),
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
