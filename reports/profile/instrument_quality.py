"""The quality of a measurement for who is no statistician: a verdict, and topics in plain words.

Every word follows from a figure of `PublishedQuality` that stands on the same page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from reports.charts.view import ChartView
from reports.disclosure.quality import PublishedQuality, QualityElement
from reports.profile.quality_tables import (
    QualityTable,
    alpha_chart,
    clustering_table,
    consistency_table,
    decimal,
    errors_table,
    questions_table,
    share_text,
)
from reports.statistics.habit import ALLOWED_POINTS
from reports.statistics.sem import Origin, SemTable
from reports.statistics.types import Refusal
from reports.texts.charts import people
from reports.texts.elements import METRIC_NAMES
from reports.texts.habit import habit_sentence
from reports.texts.sentences import WITHHELD_TEXT, origin_of
from surveys.instruments.model import Instrument

GOOD_FROM, FAIR_FROM = 70, 60
"""Hundredths of alpha from which groups may be compared, with or without care (methode)."""


class Consistency(Enum):
    """How well the questions of an element go together."""

    GOOD = "good"
    FAIR = "fair"
    WEAK = "weak"
    WITHHELD = "withheld"
    FORMATIVE = "formative"


@dataclass(frozen=True, slots=True)
class QualityTopic:
    """What we see, what it means, what to do; the figures stand folded under `figures`."""

    title: str
    see: tuple[str, ...]
    meaning: str
    action: str
    figures: str = ""
    note: str = ""
    chart: ChartView | None = None
    table: QualityTable | None = None


@dataclass(frozen=True, slots=True)
class QualityView:
    """A verdict in one sentence, what to be careful with, topics. `people` is empty under 50."""

    people: str
    verdict: str
    careful: tuple[str, ...]
    topics: tuple[QualityTopic, ...]


def quality_view(
    quality: PublishedQuality | None, sems: SemTable, instrument: Instrument
) -> QualityView:
    """The page of one measurement, and the measurement errors that hold for its version now."""
    always = precision(sems), _habit(instrument, quality)
    if quality is None:
        text = _(
            "From 50 people on this page shows how consistent the questions are. With fewer it "
            "would be guessing."
        )
        return QualityView("", _("Too few people to tell"), (text, *_limits(sems)), always)
    names = _by_consistency(quality.elements)
    own = (
        _consistency(quality, names),
        _use(quality, instrument),
        _care(quality),
        *_teams(quality),
    )
    doubts = ", ".join(names[Consistency.WEAK] + names[Consistency.FAIR])
    careful = (_("Be careful with: %(names)s.") % {"names": doubts},) if doubts else ()
    return QualityView(
        people(quality.n), _verdict(names), (*careful, *_limits(sems)), (*own, *always)
    )


def consistency_of(entry: QualityElement) -> Consistency:
    """Good only if the interval of alpha keeps clear of weak."""
    if entry.reason is not None or entry.alpha is None:
        return Consistency.FORMATIVE if entry.reason == Refusal.FORMATIVE else Consistency.WITHHELD
    if entry.alpha < FAIR_FROM:
        return Consistency.WEAK
    clear = entry.alpha_low is not None and entry.alpha_low >= FAIR_FROM
    return Consistency.GOOD if entry.alpha >= GOOD_FROM and clear else Consistency.FAIR


Names = dict[Consistency, list[str]]


def _by_consistency(elements: Iterable[QualityElement]) -> Names:
    names: Names = {one: [] for one in Consistency}
    for entry in elements:
        names[consistency_of(entry)].append(str(METRIC_NAMES[entry.metric]))
    return names


def _verdict(names: Names) -> str:
    if names[Consistency.WEAK]:
        return _("Do not compare groups on every element")
    if names[Consistency.FAIR]:
        return _(
            "The questionnaire measures well enough to compare groups, some elements with care"
        )
    if names[Consistency.GOOD]:
        return _("The questionnaire measures well enough to compare groups, as far as can be told")
    return _("Of the questionnaire itself nothing can be told now")


def _limits(sems: SemTable) -> tuple[str, ...]:
    never = _("This questionnaire is not fit for decisions about one person.")
    if Origin.PROVISIONAL not in sems.origins.values():
        return (never,)
    return _("The measurement error that we use is assumed, not measured yet."), never


def _consistency(quality: PublishedQuality, names: Names) -> QualityTopic:
    lines = (
        (Consistency.GOOD, _("Yes, well: %(names)s.")),
        (Consistency.FAIR, _("Fairly: %(names)s.")),
        (Consistency.WEAK, _("Too little: %(names)s.")),
        (Consistency.WITHHELD, "%(names)s: " + str(WITHHELD_TEXT)),
        (Consistency.FORMATIVE, _("They need not: %(names)s.")),
    )
    return QualityTopic(
        title=_("Do the questions fit together?"),
        see=tuple(text % {"names": ", ".join(names[one])} for one, text in lines if names[one]),
        meaning=_(
            "Questions about one element should support each other. It does not say that they "
            "measure the right thing."
        ),
        action=_(
            "Too little? Look at the questions, not at the people, and drop none because of one "
            "measurement."
        ),
        figures=_("The figures: consistency (alpha, omega) and measurement error"),
        chart=alpha_chart(quality),
        table=consistency_table(quality),
    )


def _use(quality: PublishedQuality, instrument: Instrument) -> QualityTopic:
    table = questions_table(quality, instrument)
    withheld_text = str(WITHHELD_TEXT)
    if quality.straight_lining is None:
        same = _("How many people gave the same answer everywhere:") + f" {withheld_text}"
    else:
        same = _("Gave the same answer everywhere: %(share)s of the people.") % {
            "share": share_text(quality.straight_lining)
        }
    per_question = () if table else (_("Per question:") + f" {withheld_text}",)
    return QualityTopic(
        title=_("How were the questions answered?"),
        see=(same, *per_question),
        meaning=_(
            "Who gives the same answer everywhere, looks willing and hindered at the same time. A "
            "question that nearly everyone answers at one end tells little."
        ),
        action=_("Read a question that many people skipped once more with a few colleagues."),
        figures=_("The figures: every question, and how many people answered what"),
        note=_(
            "Answers that fewer than three people gave are put together with others. Of obstacles "
            "the counts stand with the groups."
        ),
        table=table,
    )


def _teams(quality: PublishedQuality) -> tuple[QualityTopic, ...]:
    """Whether teams differ: said only where the interval of ICC(1) keeps clear of 0."""
    if not quality.clustering:
        return ()
    apart = [str(METRIC_NAMES[one.metric]) for one in quality.clustering if one.icc1_low > 0]
    unclear = [str(METRIC_NAMES[one.metric]) for one in quality.clustering if one.icc1_low <= 0]
    lines = (_("Yes: %(names)s."), apart), (_("Cannot be told: %(names)s."), unclear)
    icc_note = _(
        "ICC(1) is the part of all differences between people that lies between teams, over the "
        "teams whose profile is shown. With few teams it mainly says: we do not know."
    )
    reml_note = _(
        "REML estimates the same in another way. With teams of one size both are equal. Else the "
        "first counts a team by its people, and REML by what its mean is worth, so that small "
        "teams count for more; and REML is never below 0."
    )
    with_reml = all(one.icc1_reml is not None for one in quality.clustering)
    topic = QualityTopic(
        title=_("Do teams differ?"),
        see=tuple(text % {"names": ", ".join(names)} for text, names in lines if names),
        meaning=_(
            "Part of all differences between people then lies between teams, over the teams whose "
            "profile is shown."
        ),
        action=_(
            "Where teams differ, a conversation per team pays. Do not use these figures to judge a "
            "team."
        ),
        figures=_("The figures: ICC(1) and ICC(2)"),
        note=" ".join((icc_note, *([reml_note] if with_reml else []))),
        table=clustering_table(quality),
    )
    return (topic,)


def precision(sems: SemTable) -> QualityTopic:
    values = {
        "points": decimal(sems.of("houding"), 1),
        "origin": origin_of(sems, "houding"),
    }
    return QualityTopic(
        title=_("How precise is a score?"),
        see=(
            _("Of one person, one element may be off by %(points)s points (%(origin)s).") % values,
        ),
        meaning=_(
            "Of a group it is less. This was measured with people who answered twice, some weeks "
            "apart: how days differ is in it. It is rounded up to whole points."
        )
        if sems.origins["houding"] is Origin.RETEST
        else _(
            "Of a group it is less. How days differ is not in it. Provisional values are "
            "assumptions; reference values come from at least 100 people of this installation."
        ),
        action=_("Use the score of one person for that person’s own conversation only."),
        figures=_("The figures: measurement error of every score"),
        table=errors_table(sems),
    )


def _habit(instrument: Instrument, quality: PublishedQuality | None) -> QualityTopic:
    return QualityTopic(
        title=_("If people tend to answer high"),
        see=(habit_sentence(instrument), *([_both_sides(quality)] if quality else [])),
        meaning=_(
            "The first line follows from the direction of the questions alone, not from the "
            "answers. That kunnen or willen lags behind is said only if it would also hold when "
            "everyone had answered %(points)s points too high."
        )
        % {"points": decimal(ALLOWED_POINTS, 1)},
        action=_(
            "Read the difference between willen and kunnen together with the direct question."
        ),
    )


def _both_sides(quality: PublishedQuality) -> str:
    if quality.both_sides is None:
        withheld_text = str(WITHHELD_TEXT)
        return (
            _("How many people agreed with a question and with its opposite:") + f" {withheld_text}"
        )
    return _("Agreed with a question and with its opposite: %(share)s.") % {
        "share": share_text(quality.both_sides)
    }


def _care(quality: PublishedQuality) -> QualityTopic:
    if quality.contradicting is None:
        line = _("How many people contradict themselves:") + f" {WITHHELD_TEXT}"
    else:
        line = _(
            "Contradict themselves between one half of the questions and the other: %(share)s."
        )
        line %= {"share": share_text(quality.contradicting)}
    return QualityTopic(
        title=_("Did people answer with care?"),
        see=(line,),
        meaning=_(
            "Who answers with care says about the same in both halves of an element. Somebody "
            "whose elements hardly differ may seem to contradict themselves without doing so. It "
            "says nothing of one person, and nobody is left out because of it."
        ),
        action=_(
            "Many? Look at the length of the questionnaire and at when people had to answer it."
        ),
    )
