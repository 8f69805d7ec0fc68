"""Words for what the pure layers say in codes (statistiek §1 labels, 4.5 sentences)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.statistics.contrast import ContrastOutcome, Overstemt
from reports.statistics.person import OwnContrast
from reports.statistics.sem import Origin
from reports.statistics.types import Direction

Words = str | Promise

# One text for every withheld cell, whatever the cause (onthulling).
WITHHELD: Words = _("Not shown, to prevent answers from being traced back to people.")

METRICS: dict[str, Words] = {
    "houding": _("Attitude"),
    "geloof_in_eigen_kunnen": _("Belief in own ability"),
    "sociale_druk": _("Social pressure (towards the behaviour)"),
    "vaardigheden": _("Skills"),
    "zelfregulering": _("Self-regulation"),
    "context": _("Context (supportive)"),
    "praktische_belemmeringen": _("Free of practical obstacles"),
    "willen": _("Willen (wanting)"),
    "kunnen": _("Kunnen (being able)"),
    "contrast": _("Difference willen − kunnen"),
    "intentie": _("Intention"),
    "gedrag": _("Behaviour (own report)"),
}

MEANINGS: dict[str, Words] = {
    "houding": _("What someone thinks and feels about the behaviour."),
    "geloof_in_eigen_kunnen": _("Whether someone trusts that it will work out."),
    "sociale_druk": _("What others expect and do. High means: towards the behaviour."),
    "vaardigheden": _("Whether someone knows how to do it."),
    "zelfregulering": _("Whether someone gets started, plans and carries on."),
    "context": _("Whether the surroundings help: time, rest, support, clear frames."),
    "praktische_belemmeringen": _("High means: few obstacles in the way."),
}

CONTRAST: dict[ContrastOutcome, Words] = {
    ContrastOutcome.NO_STATEMENT: _("Nothing can be said about willen and kunnen."),
    ContrastOutcome.BALANCED: _("Willen and kunnen are about in balance on this questionnaire."),
    ContrastOutcome.KUNNEN_LAGS_CLEARLY: _("Kunnen clearly lags behind willen."),
    ContrastOutcome.KUNNEN_LAGS: _("Kunnen lags behind willen; the difference may be small."),
    ContrastOutcome.WILLEN_LAGS_CLEARLY: _("Willen clearly lags behind kunnen."),
    ContrastOutcome.WILLEN_LAGS: _("Willen lags behind kunnen; the difference may be small."),
    ContrastOutcome.UNDECIDED: _(
        "These measurements do not tell whether willen and kunnen differ."
    ),
}

OVERSTEMT: dict[Overstemt, Words] = {
    Overstemt.YES: _("Kunnen drowns out willen: people want to, but get stuck."),
    Overstemt.CONTRADICTED: _(
        "The scale scores and the direct question do not point the same way; discuss this with "
        "the team."
    ),
}

OWN_CONTRAST: dict[OwnContrast, Words] = {
    OwnContrast.KUNNEN_LAGS: _("You are willing; at this moment kunnen holds you back."),
    OwnContrast.WILLEN_LAGS: _("You are able; at this moment willen is what holds you back."),
    OwnContrast.NO_DIFFERENCE_SHOWN: _(
        "Your answers show no clear difference between willen and kunnen."
    ),
}

STANDING: dict[Direction, Words] = {
    Direction.LOWEST: _("%(element)s is lowest on this questionnaire."),
    Direction.HIGHEST: _("%(element)s is highest on this questionnaire."),
}
STANDING_OTHERS: dict[Direction, Words] = {
    Direction.LOWEST: _("Low next to the other elements: %(elements)s."),
    Direction.HIGHEST: _("High next to the other elements: %(elements)s."),
}

ORIGIN: dict[Origin, Words] = {
    Origin.PROVISIONAL: _("provisional"),
    Origin.ASSUMED: _("assumption"),
    Origin.REFERENCE: _("reference"),
}
