"""The page of a retest, for who is no statistician: how much days differ, and what that means."""

from django.utils.translation import gettext as _

from reports.disclosure.retest import PublishedRetest, RetestElement
from reports.profile.instrument_quality import QualityTopic, QualityView, precision
from reports.profile.quality_tables import QualityTable, decimal
from reports.statistics.sem import SemTable
from reports.texts.charts import PROBABLY_BETWEEN, interval, people
from reports.texts.elements import METRIC_NAMES
from reports.texts.sentences import WITHHELD_TEXT

STABLE_FROM, UNSTABLE_UNDER = 70, 50
"""Hundredths of ICC(C,1): what was expected beforehand, and what would refute it (geldigheid)."""


def retest_view(report: PublishedRetest | None, sems: SemTable) -> QualityView:
    """What a retest measured, and the errors that hold for its questionnaire now."""
    never = _("This questionnaire is not fit for decisions about one person.")
    if report is None or not report.measured:
        return QualityView(
            "",
            _("Of this retest nothing can be told"),
            (_("It takes 50 people who answered twice. The values of before keep holding."), never),
            (precision(sems),),
        )
    bands = [one.n for one in report.measured if one.n is not None]
    fewest = min(bands, key=lambda band: band.low)
    unstable = [
        str(METRIC_NAMES[one.metric])
        for one in report.measured
        if one.icc is not None and one.icc < UNSTABLE_UNDER
    ]
    doubts = (_("Differs much between days: %(names)s.") % {"names": ", ".join(unstable)},)
    return QualityView(
        people(fewest),
        _("How much answers differ from day to day is measured now"),
        (*(doubts if unstable else ()), never),
        (_days(report), precision(sems)),
    )


def _days(report: PublishedRetest) -> QualityTopic:
    errors = [one.sem for one in report.measured if one.sem is not None]
    return QualityTopic(
        title=_("How much do answers differ from day to day?"),
        see=(
            _("From one day to another a score is off by %(low)s to %(high)s points.")
            % {"low": min(errors), "high": max(errors)},
        ),
        meaning=_(
            "These people answered the same questions twice, some weeks apart. That everybody "
            "moved alike does not count. It holds for own profiles, for what is said about a "
            "change, and for waves that are launched from now on."
        ),
        action=_("Ask for a conversation and not for a decision, whatever one score says."),
        figures=_("The figures: measurement error and consistency over two times"),
        note=_(
            "SEM is the spread of the differences divided by √2, in whole points, rounded up. "
            "From 0.70 on an element was expected to be stable; below 0.50 nothing should be said "
            "of one person on it."
        ),
        table=QualityTable(
            _("Measurement error over two times"),
            (
                _("Element"),
                _("Answered twice"),
                _("Measurement error in points"),
                _("Consistency (ICC)"),
                str(PROBABLY_BETWEEN),
            ),
            tuple((str(METRIC_NAMES[one.metric]), _row(one)) for one in report.elements),
        ),
    )


def _row(one: RetestElement) -> tuple[str, str, str, str]:
    if one.sem is None:
        return str(WITHHELD_TEXT), "", "", ""
    if one.icc is None or one.icc_low is None or one.icc_high is None:
        return people(one.n), str(one.sem), str(WITHHELD_TEXT), ""
    low, high = decimal(one.icc_low / 100, 2), decimal(one.icc_high / 100, 2)
    return people(one.n), str(one.sem), decimal(one.icc / 100, 2), interval(low, high)
