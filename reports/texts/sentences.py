"""The sentences for what the pure rooms say in codes (statistiek §4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.statistics.contrast import ContrastOutcome, Overstemt
from reports.statistics.person import OwnContrast
from reports.statistics.sem import Origin, SemTable, Source
from reports.statistics.types import Direction
from reports.texts.elements import Words

# One text for every withheld cell, whatever the cause (onthulling).
WITHHELD_TEXT: Words = _("Not shown, to prevent answers from being traced back to people.")

CONTRAST_SENTENCES: dict[ContrastOutcome, Words] = {
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

MEANING: dict[ContrastOutcome, Words] = {
    ContrastOutcome.BALANCED: _(
        "Both count as much: talk about what helps and about what stands in the way."
    ),
    ContrastOutcome.KUNNEN_LAGS_CLEARLY: _("First look at what can make it easier."),
    ContrastOutcome.KUNNEN_LAGS: _("First look at what can make it easier."),
    ContrastOutcome.WILLEN_LAGS_CLEARLY: _("First look at what makes it worth while."),
    ContrastOutcome.WILLEN_LAGS: _("First look at what makes it worth while."),
    ContrastOutcome.UNDECIDED: _(
        "That is an outcome too: the seven elements say what there is to talk about."
    ),
}
"""What an outcome means for the conversation, without a cause (ADR 34)."""

OVERSTEMT: dict[Overstemt, Words] = {
    Overstemt.YES: _("People want to, but get stuck: kunnen holds them back."),
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

STANDING_SENTENCES: dict[Direction, Words] = {
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
    Origin.IMPORTED: _("measured elsewhere"),
    Origin.RETEST: _("retest"),
}


def origin_text(origin: Origin, source: Source | None = None) -> str:
    """What a measurement error rests on; of a retest and of values from elsewhere also of how many
    people, when, and where.
    """
    text = str(ORIGIN[origin])
    if source is None or origin not in (Origin.RETEST, Origin.IMPORTED):
        return text
    day = formats.date_format(date.fromisoformat(source.day), "j F Y")
    if source.n_high is None:
        number = gettext("n = %(low)s or more") % {"low": source.n_low}
    else:
        number = gettext("n = %(low)s to %(high)s") % {"low": source.n_low, "high": source.n_high}
    return ", ".join(part for part in (text, source.place, number, day) if part)


def origin_in(sem: Mapping[str, Any], metric: str) -> str:
    """The same of a metric as the basis of a snapshot keeps it (`SemTable` as a mapping)."""
    origin = Origin(sem["origins"][metric])
    source = sem.get("sources", {}).get(origin)
    return origin_text(origin, Source(**source) if source else None)


def origin_of(sems: SemTable, metric: str) -> str:
    """The same of a metric in a table."""
    origin = sems.origins[metric]
    return origin_text(origin, sems.sources.get(origin))
