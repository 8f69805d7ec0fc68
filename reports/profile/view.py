"""The profile of a group in words and pictures, from published cells alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.advice.evaluation import advices
from reports.charts.scores import contrast_chart, elements, interval_of, willen_kunnen
from reports.charts.spec import IntervalChart
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import WITHHELD, MeanCell, Participation, Publication, PublishedGroup
from reports.disclosure.indicative import IndicativeRule
from reports.profile.counts import CountView, count_views
from reports.profile.facets import facets_chart
from reports.profile.sentences import (
    contrast_sentence,
    second_sentence,
    standing_out_sentences,
)
from reports.profile.start import StartView, start_view
from reports.texts.charts import chart_texts, columns, contrast_texts, gap_of, people
from reports.texts.elements import METRIC_NAMES, Words, names_about
from reports.texts.indicative import indicative_explanations, indicative_facts
from reports.texts.shown_teams import shown_teams_title
from surveys.instruments.model import Instrument
from surveys.policy import Policy


@dataclass(frozen=True, slots=True)
class GroupView:
    """What the page of a team, department or organisation shows.

    `sentence` is always there; `second` only where the data carry more. A group of which nothing
    is published has no charts. `indicative` says why an interval may be narrower than it says, and
    `indicative_because` explains it. `shown_teams` says that all this is about the shown teams of a
    group whose own figures are withheld; empty where it is about the group itself.
    """

    name: str
    level: str
    shown_teams: str
    sentence: str
    second: str
    people: str
    participation: Participation | None
    indicative: tuple[str, ...]
    indicative_because: tuple[str, ...]
    provisional: bool
    start: StartView | None
    willen_kunnen: ChartView | None
    contrast: ChartView | None
    elements: ChartView | None
    facets: ChartView | None
    outcomes: tuple[str, ...]
    standing_out: tuple[str, ...]
    counts: tuple[CountView, ...]


def group_view(
    group: PublishedGroup, publication: Publication, instrument: Instrument
) -> GroupView:
    """The profile of one published group; where its own figures are withheld, of its shown teams
    together.
    """
    policy, own, names = publication.policy, group, names_about(instrument.group)
    teams = publication.shown_teams.get(group.key)
    if teams is not None:
        group = teams.figures
    contrast = group.means["contrast"]
    band = contrast.n if isinstance(contrast, MeanCell) else None
    reasons = IndicativeRule.of(publication).reasons(group)
    return GroupView(
        name=group.name,
        level=group.level,
        shown_teams="" if teams is None else shown_teams_title(teams),
        sentence=contrast_sentence(group),
        second=second_sentence(group),
        people=people(band),
        participation=(
            group.participation if isinstance(group.participation, Participation) else None
        ),
        indicative=indicative_facts(reasons),
        indicative_because=indicative_explanations(reasons),
        provisional=band is not None and publication.provisional,
        start=start_view(
            group,
            instrument.code,
            names,
            has_advice=any(advice.rests_on for advice in advices(publication, group.key)),
        ),
        willen_kunnen=_willen_kunnen(group),
        contrast=_contrast(group, policy),
        elements=_elements(group, names),
        facets=_facets(group, names),
        outcomes=_outcomes(own),
        standing_out=standing_out_sentences(group, names),
        counts=count_views(group, instrument),
    )


def _willen_kunnen(group: PublishedGroup) -> ChartView | None:
    if group.means["willen"] is WITHHELD and group.means["kunnen"] is WITHHELD:
        return None
    difference = interval_of(group.means["contrast"])
    gap = (
        None
        if difference is None or group.contrast is WITHHELD
        else gap_of(difference, group.contrast, _apart(group))
    )
    chart = willen_kunnen(group.means, chart_texts(_("Willen and kunnen"), brief=True), gap)
    return _view(chart, "willen-kunnen", _("The light band shows how uncertain a mean is."))


def _apart(group: PublishedGroup) -> int | None:
    willen, kunnen = group.means["willen"], group.means["kunnen"]
    if isinstance(willen, MeanCell) and isinstance(kunnen, MeanCell):
        return abs(willen.value - kunnen.value)
    return None


def _contrast(group: PublishedGroup, policy: Policy) -> ChartView | None:
    if group.means["contrast"] is WITHHELD:
        return None
    texts = chart_texts(
        _("Difference between willen and kunnen per person"), axis=_("Points of difference")
    )
    return _view(
        contrast_chart(group.means["contrast"], policy.margin, texts, contrast_texts()),
        "contrast",
        contrast_sentence(group),
    )


def _elements(group: PublishedGroup, names: Mapping[str, Words]) -> ChartView | None:
    if group.contrast is WITHHELD:
        return None
    if group.standing_out is None:
        sentences: tuple[str, ...] = (
            _("Too few people answered to tell whether an element stands out."),
        )
    else:
        sentences = standing_out_sentences(group, names) or (
            _("No element stands out from the others."),
        )
    chart = elements(group.means, chart_texts(_("The seven elements"), names=names))
    higher = _("The higher, the more it helps.")
    return _view(chart, "elements", " ".join((higher, *sentences)))


def _facets(group: PublishedGroup, names: Mapping[str, Words]) -> ChartView | None:
    chart = facets_chart(group, chart_texts(_("What lies behind each element"), names=names))
    if chart is None:
        return None
    sentence = _(
        "A facet rests on a few questions only: it is there to talk about, not to compare."
    )
    return _view(chart, "facets", sentence)


def _outcomes(group: PublishedGroup) -> tuple[str, ...]:
    cells = [(METRIC_NAMES[metric], group.means[metric]) for metric in ("intentie", "gedrag")]
    return tuple(
        _("%(name)s: %(value)s (between %(low)s and %(high)s)")
        % {"name": name, "value": cell.value, "low": cell.low, "high": cell.high}
        for name, cell in cells
        if isinstance(cell, MeanCell)
    )


def _view(chart: IntervalChart, ident: str, sentence: str) -> ChartView:
    return chart_view(chart, ident=ident, sentence=sentence, columns=columns(_("What")))
