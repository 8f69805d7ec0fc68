"""The texts that charts of groups and their tables share: axis, intervals, bands of people."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.charts.spec import Phrases
from reports.charts.table import Columns
from reports.charts.team import ChartTexts, ContrastTexts
from reports.charts.texts import number
from reports.texts.elements import METRIC_NAMES, Words
from reports.texts.sentences import WITHHELD_TEXT
from surveys.policy import Band

SPAN: Final[Words] = gettext_lazy("{low} to {high}")
PROBABLY_BETWEEN: Final[Words] = gettext_lazy("Probably between")  # heading of a 95 % interval
FEW_PEOPLE: Final[Words] = gettext_lazy("indicative: few people")


def chart_texts(title: str, *, axis: str | None = None, brief: bool = False) -> ChartTexts:
    """The texts of a chart of scores; an empty `axis` leaves only the numbers.

    `brief` names willen and kunnen in one word, for small pictures.
    """
    short = {"willen": _("Willen"), "kunnen": _("Kunnen")} if brief else {}
    return ChartTexts(
        title=title,
        axis=_("Score from 0 to 100") if axis is None else axis,
        labels={metric: str(label) for metric, label in METRIC_NAMES.items()} | short,
        phrases=phrases(),
    )


def phrases(absent: str | None = None) -> Phrases:
    """How an interval reads, and what stands where there is none (as a rule: not shown)."""
    return Phrases(span=str(SPAN), absent=str(WITHHELD_TEXT) if absent is None else absent)


def contrast_texts() -> ContrastTexts:
    """What 0, the margin and the directions of willen - kunnen mean."""
    return ContrastTexts(
        zero=_("no difference"),
        margin=_("too small to matter"),
        low_end=_("willen lower"),
        high_end=_("kunnen lower"),
    )


def columns(first: str, value: str = "") -> Columns:
    """The headings of the table of a chart: by default of means."""
    return Columns(first, value or _("Mean"), str(PROBABLY_BETWEEN))


def people(band: Band | None) -> str:
    """How many people, in a band; empty where that is not told."""
    if band is None:
        return ""
    if band.high is None:
        return _("%(low)s or more people") % {"low": band.low}
    return _("%(low)s to %(high)s people") % {"low": band.low, "high": band.high}


def percentages(low: int, high: int) -> str:
    """A band of percentages."""
    return _("%(low)s to %(high)s %%") % {"low": low, "high": high}


def score_span(low: int, high: int, *, signed: bool = False) -> str:
    """From one score to another."""
    return interval(number(low, signed=signed), number(high, signed=signed))


def interval(low: str, high: str) -> str:
    """From one figure to another, both as text."""
    return str(SPAN).format(low=low, high=high)
