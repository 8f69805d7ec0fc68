"""What rules for advice rest on and whom they ask, in words; the titles of sources as published."""

from collections.abc import Mapping
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _

from reports.advice.rules import Evidence, Kind, Party, Source
from reports.texts.elements import Words
from surveys.policy import Level

AdvicePlace = Level | Literal["managers"]

ENGLISH: Final = frozenset(
    {Source.IMPLEMENTATION_INTENTIONS, Source.SELF_REGULATION, Source.JOB_SEARCH}
)
"""Sources with a title in English; the others are Dutch."""

SOURCES: Mapping[Source, str] = {
    Source.PEOPLE: (
        "ZINZIZ. Cliënten, professionals, managers: we zijn allemaal mensen. Sociaal Bestek "
        "(samenvatting in de Kennisbundel)."
    ),
    Source.REVERSAL: "Bundel Een radicale omkering in het sociaal domein, paragraaf 3.6.",
    Source.WHAT_WORKS: (
        "TNO, Stimulansz & RONT voor Divosa. Van “ze doen maar wat” naar “wat echt werkt!”"
    ),
    Source.CONNECTING: (
        "Wermers, A., Bennenbroek, F.T.C. & Hollmann, L. Hoe een theoretisch model verbindend kan "
        "werken in de praktijk. Sociaal Bestek."
    ),
    Source.IMPLEMENTATION_INTENTIONS: (
        "Van Hooft, E.A.J., Born, M.Ph., Taris, T.W., Van der Flier, H. & Blonk, R.W.B. (2005). "
        "Journal of Vocational Behavior, doi 10.1016/j.jvb.2004.10.003."
    ),
    Source.SELF_REGULATION: (
        "Van Hooft, E.A.J. (2016). Motivation and self-regulation in job search."
    ),
    Source.JOB_SEARCH: (
        "Liu, S., Huang, J.L. & Wang, M. (2014). Effectiveness of job search interventions: a "
        "meta-analytic review. Psychological Bulletin."
    ),
}

STATUSES: Mapping[Evidence, Words] = {
    Evidence.PRACTICE: _("described in professional articles"),
    Evidence.LITERATURE: _("from research, partly about other people"),
    Evidence.INFERENCE: _("our own inference"),
}

KINDS: Mapping[Kind, Words] = {
    Kind.WORK: _("changes the work itself (procesmatig)"),
    Kind.TRAINING: _("training or tool (instrumenteel)"),
    Kind.CONVERSATION: _("conversation"),
}

_DIRECTION, _HR = _("the direction"), _("HR")
ACTORS: Mapping[AdvicePlace, Mapping[Party, Words]] = {
    "team": {
        Party.TEAM: _("the team"),
        Party.MANAGER: _("the team manager"),
        Party.DIRECTION: _DIRECTION,
        Party.HR: _HR,
    },
    "department": {
        Party.TEAM: _("the teams"),
        Party.MANAGER: _("the department head, with the team managers"),
        Party.DIRECTION: _DIRECTION,
        Party.HR: _HR,
    },
    "organisation": {
        Party.TEAM: _("the teams"),
        Party.MANAGER: _("the direction, with the managers"),
        Party.DIRECTION: _DIRECTION,
        Party.HR: _HR,
    },
    "managers": {
        Party.TEAM: _("the managers together"),
        Party.MANAGER: _("the direction, with the managers"),
        Party.DIRECTION: _DIRECTION,
        Party.HR: _HR,
    },
}
"""Whom a rule asks, on the page of which group; of a wave among managers, "managers"."""
