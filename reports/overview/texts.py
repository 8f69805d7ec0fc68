"""Words that several pages of the overview share."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.charts.multiples import Difference
from reports.charts.spec import Phrases
from reports.charts.table import Columns
from reports.charts.team import ChartTexts, ContrastWords
from reports.charts.texts import number
from reports.disclosure.cells import MeanCell, Participation, PublishedGroup, Withheld
from reports.texts.metrics import METRICS
from reports.texts.metrics import WITHHELD as WITHHELD_TEXT
from surveys.models import Wave
from surveys.policy import Band, Policy

_BOUND = {"top": "\N{GREATER-THAN OR EQUAL TO} ", "bottom": "\N{LESS-THAN OR EQUAL TO} ", None: ""}


def chart_words(title: str, *, axis: str | None = None, brief: bool = False) -> ChartTexts:
    """The texts of a chart of scores; an empty `axis` leaves only the numbers.

    `brief` names willen and kunnen in one word, for small pictures.
    """
    short = {"willen": _("Willen"), "kunnen": _("Kunnen")} if brief else {}
    return ChartTexts(
        title=title,
        axis=_("Score from 0 to 100") if axis is None else axis,
        labels={metric: str(label) for metric, label in METRICS.items()} | short,
        phrases=Phrases(span=_("{low} to {high}"), absent=str(WITHHELD_TEXT)),
    )


def difference_words(policy: Policy) -> Difference:
    """What 0, the margin and the directions of willen - kunnen mean."""
    words = ContrastWords(
        zero=_("no difference"),
        margin=_("too small to matter"),
        low_end=_("willen lower"),
        high_end=_("kunnen lower"),
    )
    return Difference(policy.margin, words)


def columns(first: str) -> Columns:
    return Columns(first, _("Mean"), _("Probably between"))


def people(band: Band | None) -> str:
    """How many people, in a band; empty where that is not told."""
    if band is None:
        return ""
    if band.high is None:
        return _("%(low)s or more people") % {"low": band.low}
    return _("%(low)s to %(high)s people") % {"low": band.low, "high": band.high}


def band_of(group: PublishedGroup) -> Band | None:
    """How many people stand behind willen, kunnen and their difference; None where not shown."""
    contrast = group.means["contrast"]
    return contrast.n if isinstance(contrast, MeanCell) else None


def participation(group: PublishedGroup) -> str:
    """The part of the roster that took part; empty where nobody was invited by name."""
    cell = group.participation
    if not isinstance(cell, Participation):
        return "" if cell is None else str(WITHHELD_TEXT)
    band = _("%(low)s to %(high)s %%") % {"low": cell.band.low, "high": cell.band.high}
    return _("%(band)s (low)") % {"band": band} if cell.warning else band


def mean_text(cell: MeanCell | Withheld, *, signed: bool = False) -> str:
    """A mean as text: "73 (69 to 77)", or the one text of what is not shown."""
    if not isinstance(cell, MeanCell):
        return str(WITHHELD_TEXT)
    point = _BOUND[cell.coded] + number(cell.value, signed=signed)
    return f"{point} ({span(cell.low, cell.high, signed=signed)})"


def span(low: int, high: int, *, signed: bool = False) -> str:
    return _("{low} to {high}").format(
        low=number(low, signed=signed), high=number(high, signed=signed)
    )


def wave_label(wave: Wave) -> str:
    """The wave where several of one name may stand together: with day and questionnaire."""
    return f"{wave_short_name(wave)} · {wave.launched.title}"


def wave_short_name(wave: Wave) -> str:
    return _("%(wave)s · closed %(date)s") % {
        "wave": wave.title,
        "date": date_format(wave.closes_on, "j F Y"),
    }
