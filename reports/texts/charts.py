"""The texts that charts of groups and their tables share: axis, intervals, bands of people."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.charts.scores import ContrastTexts
from reports.charts.spec import ChartTexts, Family, Gap, Interval, Phrases, Row
from reports.charts.table import Columns
from reports.charts.texts import number, point
from reports.disclosure.cells import Coded
from reports.statistics.contrast import ContrastOutcome
from reports.texts.elements import METRIC_NAMES, METRIC_NOTES, Words
from reports.texts.sentences import WITHHELD_TEXT
from surveys.policy import Band

SPAN: Final[Words] = gettext_lazy("{low} to {high}")
PROBABLY_BETWEEN: Final[Words] = gettext_lazy("Probably")  # heading of a 95 % interval
_LAGS: Final = (
    ContrastOutcome.KUNNEN_LAGS_CLEARLY,
    ContrastOutcome.KUNNEN_LAGS,
    ContrastOutcome.WILLEN_LAGS_CLEARLY,
    ContrastOutcome.WILLEN_LAGS,
)


def chart_texts(
    title: str,
    *,
    axis: str | None = None,
    brief: bool = False,
    names: Mapping[str, Words] = METRIC_NAMES,
) -> ChartTexts:
    """The texts of a chart of scores; an empty `axis` leaves only the numbers.

    `brief` names willen and kunnen in one word, for small pictures.
    """
    short = {"willen": _("Willen"), "kunnen": _("Kunnen")} if brief else {}
    return ChartTexts(
        title=title,
        axis=_("Score from 0 to 100") if axis is None else axis,
        ends=(_("is in the way"), _("helps")),
        labels={metric: str(label) for metric, label in names.items()} | short,
        phrases=phrases(),
        notes={metric: str(note) for metric, note in METRIC_NOTES.items()},
    )


def phrases(absent: str | None = None) -> Phrases:
    """How an interval reads, and what stands where there is none (as a rule: not shown)."""
    return Phrases(span=str(SPAN), absent=str(WITHHELD_TEXT) if absent is None else absent)


def contrast_texts() -> ContrastTexts:
    """What 0, the margin and the directions of willen - kunnen mean."""
    return ContrastTexts(
        zero=_("no difference"),
        margin=_("small difference"),
        low_end=_("willen lower"),
        high_end=_("kunnen lower"),
    )


def gap_of(difference: Interval, outcome: ContrastOutcome, apart: int | None = None) -> Gap:
    """Willen minus kunnen between their marks: in points where the table of decisions tells who
    lags behind, and otherwise in words alone (statistiek §4).

    `apart` is how many points the two means differ as they stand there; each of the three is
    rounded by itself, and where that shows it is said.
    """
    row = Row(str(METRIC_NAMES["contrast"]), Family.CONTRAST, difference)
    if outcome in _LAGS:
        size = abs(difference.value)
        coded: Coded | None = "top" if difference.coded else None
        points = point(Interval(size, 0, size, coded))
        text = ngettext("%(points)s point apart", "%(points)s points apart", size)
        text %= {"points": points}
        if apart is not None and coded is None and apart != size:
            text = _("%(gap)s (rounded)") % {"gap": text}
        return Gap(row, text, clear=True)
    is_balanced = outcome is ContrastOutcome.BALANCED
    text = _("about in balance") if is_balanced else _("too uncertain to call a difference")
    return Gap(row, text, clear=False)


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


def score_span(low: int, high: int, *, with_sign: bool = False) -> str:
    """From one score to another."""
    return interval(number(low, with_sign=with_sign), number(high, with_sign=with_sign))


def interval(low: str, high: str) -> str:
    """From one figure to another, both as text."""
    return str(SPAN).format(low=low, high=high)
