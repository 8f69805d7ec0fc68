"""The figures behind the quality of a measurement, for who wants to check: tables and a chart."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from reports.charts.scores import alphas
from reports.charts.spec import ChartTexts
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import Share
from reports.disclosure.quality import USES, PublishedQuality, QualityElement, QualityItem
from reports.statistics.sem import SemTable
from reports.statistics.types import Refusal
from reports.texts.charts import PROBABLY_BETWEEN, columns, interval, percentages, phrases
from reports.texts.elements import METRIC_NAMES
from reports.texts.sentences import WITHHELD_TEXT, origin_of
from surveys.instruments.model import Instrument

FORMATIVE_TEXT = gettext_lazy("not computed: these questions need not agree with each other")
USED = dict(
    zip(
        USES,
        (
            gettext_lazy("no answer"),
            gettext_lazy("lowest answer"),
            gettext_lazy("in between"),
            gettext_lazy("highest answer"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class QualityTable:
    """Rows of (row header, cells); `columns` are the labels, the first for the row header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def labelled_rows(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """The rows with the label of its column beside each cell: on a phone they are stacked."""
        labels = self.columns[1:]
        return tuple(
            (header, tuple(zip(labels, cells, strict=True))) for header, cells in self.rows
        )


def consistency_table(quality: PublishedQuality) -> QualityTable:
    return QualityTable(
        _("Consistency per element"),
        (_("Element"), _("Alpha"), str(PROBABLY_BETWEEN), _("Omega"), _("Measurement error")),
        tuple(_element(entry) for entry in quality.elements),
    )


def questions_table(quality: PublishedQuality, instrument: Instrument) -> QualityTable | None:
    """How every question was used; None where no shares may be told."""
    if not quality.items:
        return None
    return QualityTable(
        _("The questions"),
        (_("Question"), _("How many people answered what")),
        tuple(_item(entry, instrument) for entry in quality.items),
    )


def errors_table(sems: SemTable) -> QualityTable:
    rows = tuple(
        (str(METRIC_NAMES[metric]), (decimal(sems.of(metric), 1), origin_of(sems, metric)))
        for metric in sems.origins
    )
    headings = (_("Score"), _("Measurement error in points"), _("Origin"))
    return QualityTable(_("Measurement errors in use"), headings, rows)


def clustering_table(quality: PublishedQuality) -> QualityTable | None:
    """With a column for REML where that was computed: not in quality reports of before format 4."""
    with_reml = all(entry.icc1_reml is not None for entry in quality.clustering)
    rows = tuple(
        (
            str(METRIC_NAMES[entry.metric]),
            (
                _hundredths(entry.icc1),
                _span(entry.icc1_low, entry.icc1_high),
                *([_hundredths(entry.icc1_reml)] if with_reml else []),
                _hundredths(entry.icc2),
            ),
        )
        for entry in quality.clustering
    )
    reml = (_("ICC(1), REML"),) if with_reml else ()
    headings = (_("Score"), _("ICC(1)"), str(PROBABLY_BETWEEN), *reml, _("ICC(2)"))
    return QualityTable(_("Differences between teams"), headings, rows) if rows else None


def alpha_chart(quality: PublishedQuality) -> ChartView | None:
    elements = [element for element in quality.elements if element.alpha is not None]
    if not elements:
        return None
    texts = ChartTexts(
        title=_("How well the questions belong together, from 0 to 100"),
        axis="",
        ends=(_("the questions have nothing in common"), _("they say exactly the same")),
        labels={metric: str(label) for metric, label in METRIC_NAMES.items()},
        phrases=phrases(absent=""),
    )
    sentence = _(
        "From 70 on an element is consistent enough to compare groups; below 60 it is not."
    )
    return chart_view(
        alphas(elements, texts),
        ident="alpha",
        sentence=sentence,
        columns=columns(_("Element"), _("Consistency")),
    )


def _element(entry: QualityElement) -> tuple[str, tuple[str, ...]]:
    name = str(METRIC_NAMES[entry.metric])
    if entry.reason is not None:
        text = FORMATIVE_TEXT if entry.reason == Refusal.FORMATIVE else WITHHELD_TEXT
        return name, (str(text), "", "", "")
    return name, (
        _hundredths(entry.alpha),
        _span(entry.alpha_low, entry.alpha_high),
        _hundredths(entry.omega) or _("cannot be determined"),
        _("none: check the direction of the questions")
        if entry.sem is None
        else decimal(entry.sem / 100, 1),
    )


def _item(entry: QualityItem, instrument: Instrument) -> tuple[str, tuple[str, ...]]:
    text, either = instrument.item(entry.code).text, pgettext("answers", " or ")
    parts = (
        f"{either.join(str(USED[option]) for option in share.options)}: {share_text(share)}"
        for share in entry.shares
    )
    return f"{entry.code}. {text}", ("; ".join(parts) or str(WITHHELD_TEXT),)


def share_text(share: Share) -> str:
    return percentages(share.low, share.high)


def _hundredths(value: int | None) -> str:
    return "" if value is None else decimal(value / 100, 2)


def _span(low: int | None, high: int | None) -> str:
    return interval(_hundredths(low), _hundredths(high))


def decimal(value: float, places: int) -> str:
    return formats.number_format(value, places)
