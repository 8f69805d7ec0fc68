"""The quality of a measurement in words and one picture."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from reports.charts.scores import alphas
from reports.charts.spec import ChartTexts
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import Share
from reports.disclosure.quality import USES, PublishedQuality, QualityElement, QualityItem
from reports.statistics.sem import Origin, SemTable
from reports.statistics.types import Refusal
from reports.texts.charts import PROBABLY_BETWEEN, columns, interval, people, percentages, phrases
from reports.texts.elements import METRIC_NAMES
from reports.texts.habit import habit_sentence
from reports.texts.sentences import ORIGIN, WITHHELD_TEXT
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

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualityTable:
    """A table as the component draws it: rows of (row header, cells)."""

    caption: str
    columns: Cells
    rows: tuple[tuple[str, Cells], ...]


@dataclass(frozen=True, slots=True)
class QualityView:
    """What the page shows; everything but `errors` and `habit` is None or empty under 50 people."""

    people: str
    chart: ChartView | None
    consistency: QualityTable | None
    questions: QualityTable | None
    straight_lining: str
    clustering: QualityTable | None
    errors: QualityTable
    habit: str


def quality_view(
    quality: PublishedQuality | None, sems: SemTable, instrument: Instrument
) -> QualityView:
    """The page of one measurement, and the measurement errors that hold for its version now."""
    habit = habit_sentence(instrument)
    if quality is None:
        return QualityView("", None, None, None, "", None, _errors(sems), habit)
    straight = quality.straight_lining
    return QualityView(
        people=people(quality.n),
        chart=_chart(quality),
        consistency=QualityTable(
            _("Consistency per element"),
            (_("Element"), _("Alpha"), str(PROBABLY_BETWEEN), _("Omega"), _("Measurement error")),
            tuple(_element(entry) for entry in quality.elements),
        ),
        questions=QualityTable(
            _("The questions"),
            (_("Question"), _("How many people answered what")),
            tuple(_item(entry, instrument) for entry in quality.items),
        )
        if quality.items
        else None,
        straight_lining="" if straight is None else _share(straight),
        clustering=_clustering(quality),
        errors=_errors(sems),
        habit=habit,
    )


def _errors(sems: SemTable) -> QualityTable:
    rows = tuple(
        (str(METRIC_NAMES[metric]), (_decimal(sems.of(metric), 1), str(ORIGIN[Origin(origin)])))
        for metric, origin in sems.origins.items()
    )
    headings = (_("Score"), _("Measurement error in points"), _("Origin"))
    return QualityTable(_("Measurement errors in use"), headings, rows)


def _clustering(quality: PublishedQuality) -> QualityTable | None:
    rows = tuple(
        (
            str(METRIC_NAMES[entry.metric]),
            (
                _hundredths(entry.icc1),
                _span(entry.icc1_low, entry.icc1_high),
                _hundredths(entry.icc2),
            ),
        )
        for entry in quality.clustering
    )
    headings = (_("Score"), _("ICC(1)"), str(PROBABLY_BETWEEN), _("ICC(2)"))
    return QualityTable(_("Differences between teams"), headings, rows) if rows else None


def _chart(quality: PublishedQuality) -> ChartView | None:
    measured = [element for element in quality.elements if element.alpha is not None]
    if not measured:
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
        alphas(measured, texts),
        ident="alpha",
        sentence=sentence,
        columns=columns(_("Element"), _("Consistency")),
    )


def _element(entry: QualityElement) -> tuple[str, Cells]:
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
        else _decimal(entry.sem / 100, 1),
    )


def _item(entry: QualityItem, instrument: Instrument) -> tuple[str, Cells]:
    text = instrument.item(entry.code).text
    parts = (f"{_options(share)}: {_share(share)}" for share in entry.shares)
    return f"{entry.code}. {text}", ("; ".join(parts) or str(WITHHELD_TEXT),)


def _options(share: Share) -> str:
    """Answers that are told together: which of them was chosen is not told."""
    return pgettext("answers", " or ").join(str(USED[option]) for option in share.options)


def _share(share: Share) -> str:
    return percentages(share.low, share.high)


def _hundredths(value: int | None) -> str:
    return "" if value is None else _decimal(value / 100, 2)


def _span(low: int | None, high: int | None) -> str:
    return interval(_hundredths(low), _hundredths(high))


def _decimal(value: float, places: int) -> str:
    return formats.number_format(value, places)
