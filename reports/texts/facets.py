"""The names of the facets of an element, for professionals and for clients."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.texts.metrics import Words

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
