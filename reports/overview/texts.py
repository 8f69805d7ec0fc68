"""Words that several pages of the overview share."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.charts.multiples import Difference
from reports.charts.texts import BOUNDS, number
from reports.disclosure.cells import MeanCell, Participation, PublishedGroup, Withheld
from reports.texts.charts import contrast_texts, percentages, score_span
from reports.texts.sentences import WITHHELD_TEXT
from surveys.models import Wave
from surveys.policy import Band, Policy


def difference_texts(policy: Policy) -> Difference:
    """The margin of this policy, and what the directions of willen - kunnen mean."""
    return Difference(policy.margin, contrast_texts())


def band_of(group: PublishedGroup) -> Band | None:
    """How many people stand behind willen, kunnen and their difference; None where not shown."""
    contrast = group.means["contrast"]
    return contrast.n if isinstance(contrast, MeanCell) else None


def participation(group: PublishedGroup) -> str:
    """The part of the roster that took part; empty where nobody was invited by name."""
    cell = group.participation
    if not isinstance(cell, Participation):
        return "" if cell is None else str(WITHHELD_TEXT)
    band = percentages(cell.band.low, cell.band.high)
    return _("%(band)s (low)") % {"band": band} if cell.warning else band


def mean_text(cell: MeanCell | Withheld, *, with_sign: bool = False) -> str:
    """A mean as text: "73 (69 to 77)", or the one text of what is not shown."""
    if not isinstance(cell, MeanCell):
        return str(WITHHELD_TEXT)
    point = BOUNDS[cell.coded] + number(cell.value, with_sign=with_sign)
    return f"{point} ({score_span(cell.low, cell.high, with_sign=with_sign)})"


def difference_text(points: int | None, low: int, high: int) -> str:
    """A difference in whole points with its interval; the interval alone where it has no points."""
    around = score_span(low, high, with_sign=True)
    return around if points is None else f"{number(points, with_sign=True)} ({around})"


def wave_label(wave: Wave) -> str:
    """The wave where several of one name may stand together: with day and questionnaire."""
    return f"{wave_short_name(wave)} · {wave.launched.title}"


def moment_of(wave: Wave) -> tuple[date, str]:
    """When a wave closed, and how it is called on a time axis."""
    return wave.closes_on, date_format(wave.closes_on, "M Y")


def wave_with_day(wave: Wave) -> str:
    """The wave as briefly as a list to choose from has room."""
    return f"{wave.title} · {date_format(wave.closes_on, 'j b Y')}"


def wave_short_name(wave: Wave) -> str:
    return _("%(wave)s · closed %(date)s") % {
        "wave": wave.title,
        "date": date_format(wave.closes_on, "j F Y"),
    }
