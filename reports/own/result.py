"""One's own result in words and pictures, for a professional and for a client alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.text import get_text_list

from igm_portal.local_words import active
from reports.charts.markup import Svg
from reports.charts.scores import own_scores, score_interval
from reports.charts.spec import ChartTexts, Family, Phrases, Row
from reports.charts.strip import strip
from reports.charts.table import Columns
from reports.charts.view import ChartView, chart_view
from reports.own.audience import Audience, OwnChart, audience_of
from reports.statistics.person import (
    OwnContrast,
    OwnProfile,
    OwnScore,
    most_and_least,
    own_profile,
)
from reports.statistics.sem import Origin, SemTable, assumed_elements
from reports.texts.elements import Words
from reports.texts.sentences import origin_text
from surveys.instruments.elements import FACETS, WILLEN, Element
from surveys.instruments.model import Instrument, Item
from surveys.instruments.reflection import load_reflection
from surveys.scoring.plan import item_counts
from surveys.scoring.respondent import Scores
from surveys.scoring.rounding import round_half_up

_LOWEST = 2  # elements to open with, and to name in one sentence
_LAGS = (OwnContrast.KUNNEN_LAGS, OwnContrast.WILLEN_LAGS)


@dataclass(frozen=True, slots=True)
class FacetAnswers:
    """The questions of one facet with the own answer; empty for no answer that counts.

    A facet of one person rests on one to three answers, which is too few for a score (facets are
    scores of groups only, research §5). So it is no figure but what the person chose, read back.
    """

    label: Words
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OwnElement:
    """One element: its score (0-100, None for too few answers), what that means (or nothing),
    the score as a mark without uncertainty, questions to think about, and the own answers.
    """

    element: Element
    label: Words
    score: int | None
    meaning: Words
    strip: Svg | None
    questions: tuple[str, ...]
    facets: tuple[FacetAnswers, ...]


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What a page and a PDF show. `headline` is what they open with: which side lags, where the
    data carry that, and else what helps most and least, or what there is to think about; `second`
    is the rest of that, or empty. `uncertainty` has a title and a text as far as it is an
    assumption (statistiek §5), and is empty otherwise. `lowest` are the lowest scores, in order.
    """

    audience: Audience
    headline: str
    second: str
    provisional: bool
    uncertainty: tuple[tuple[str, str], ...]
    charts: tuple[ChartView, ...]
    obstacles: tuple[str, ...]
    elements: tuple[OwnElement, ...]
    lowest: tuple[OwnElement, ...]

    @property
    def others(self) -> list[OwnElement]:
        """The elements that are not among the lowest, in the order of the model."""
        return [part for part in self.elements if part not in self.lowest]

    @property
    def willen(self) -> list[OwnElement]:
        return [part for part in self.elements if part.element in WILLEN]

    @property
    def kunnen(self) -> list[OwnElement]:
        return [part for part in self.elements if part.element not in WILLEN]


def own_result(instrument: Instrument, scores: Scores, sems: SemTable) -> OwnResult:
    """Put the scores of one person under these standard errors of measurement into words."""
    audience = audience_of(instrument)
    profile = own_profile(scores, sems, item_counts(instrument))
    questions = load_reflection(instrument.code, instrument.language, active())
    charts = tuple(_chart(audience, texts, profile) for texts in audience.charts)
    elements = tuple(
        OwnElement(
            element,
            audience.labels[element],
            _printed(profile.scores[element]),
            _meaning(audience, element, profile.scores[element]),
            strip(charts[0].chart, _row(audience, profile, element), with_band=False),
            questions[element],
            _facets(audience, instrument, scores, element),
        )
        for element in Element
    )
    lowest = _lowest(elements)
    headline, second = _opening(audience, profile, lowest)
    return OwnResult(
        audience=audience,
        headline=headline,
        second=second,
        provisional=not sems.allows_personal_statements,
        uncertainty=_uncertainty(audience, sems),
        charts=charts,
        obstacles=tuple(instrument.item(code).subject for code in scores.heavy_items),
        elements=elements,
        lowest=lowest,
    )


def _lowest(elements: Sequence[OwnElement]) -> tuple[OwnElement, ...]:
    """The two lowest scores as they are printed, lowest first: an order, no conclusion.

    A third with the same score as the second belongs to them. With more the order says
    nothing, and only what lies below all of those is left.
    """
    scores = sorted(part.score for part in elements if part.score is not None)
    if len(scores) <= _LOWEST:
        return ()
    limit = scores[_LOWEST - 1]
    if scores.count(limit) + sum(score < limit for score in scores) > _LOWEST + 1:
        limit -= 1
    lowest = [
        element for element in elements if element.score is not None and element.score <= limit
    ]
    return tuple(sorted(lowest, key=lambda part: cast(int, part.score)))


def _opening(
    audience: Audience, profile: OwnProfile, lowest: Sequence[OwnElement]
) -> tuple[str, str]:
    """What the page says first, and what beside that: never that something cannot be said, as long
    as there is something to say. Where what others expect is called no help, it is none here.
    """
    contrast = str(audience.contrast.get(profile.contrast, ""))
    extremes = " ".join(
        str(text) % {"names": _names(audience, elements)}
        for text, elements in zip(
            (audience.most, audience.least), most_and_least(profile) or (), strict=False
        )
        if len(elements) <= _LOWEST
        and not (audience.expectation_zones and Element.SOCIALE_DRUK in elements)
    )
    if profile.contrast in _LAGS:
        return contrast, extremes
    if extremes or not lowest:
        return extremes or str(audience.default_title), contrast
    names = _names(audience, [part.element for part in lowest])
    return str(audience.think) % {"names": names}, contrast


def _names(audience: Audience, elements: Sequence[Element]) -> str:
    names = [f"“{audience.labels[element]}”" for element in elements]
    return get_text_list(names, str(audience.conjunction))


def _uncertainty(audience: Audience, sems: SemTable) -> tuple[tuple[str, str], ...]:
    if not sems.allows_personal_statements:
        title, text = audience.provisional
        return ((str(title), str(text)),)
    return (*_measured(audience, sems), *_assumed(audience, sems))


def _measured(audience: Audience, sems: SemTable) -> tuple[tuple[str, str], ...]:
    """What was measured twice, or elsewhere; of other values the page says nothing."""
    if audience.measured is None:
        return ()
    title, text = audience.measured
    origins = [origin for origin in (Origin.RETEST, Origin.IMPORTED) if origin in sems.sources]
    origin = "; ".join(origin_text(one, sems.sources[one]) for one in origins)
    return ((str(title), str(text) % {"origin": origin}),) if origins else ()


def _assumed(audience: Audience, sems: SemTable) -> tuple[tuple[str, str], ...]:
    elements = assumed_elements(sems)
    if not elements:
        return ()
    title, text = audience.assumption
    return ((str(title), str(text) % {"elements": _names(audience, elements)}),)


def _printed(score: OwnScore | None) -> int | None:
    return None if score is None else round_half_up(score.value)


def _meaning(audience: Audience, element: Element, score: OwnScore | None) -> Words:
    zones = audience.expectation_zones if element is Element.SOCIALE_DRUK else audience.zones
    if not zones:
        return ""
    return audience.absent if score is None or score.zone is None else zones[score.zone]


def _facets(
    audience: Audience, instrument: Instrument, scores: Scores, element: Element
) -> tuple[FacetAnswers, ...]:
    """The facets of this element that the questionnaire asks about."""
    items = instrument.items_of(element)
    facets = [(code, [item for item in items if item.facet == code]) for code in FACETS[element]]
    return tuple(
        FacetAnswers(
            audience.facets[code],
            tuple((item.text, _answer(instrument, scores, item)) for item in facet_items),
        )
        for code, facet_items in facets
        if facet_items
    )


def _answer(instrument: Instrument, scores: Scores, item: Item) -> str:
    value = scores.items.get(item.code)
    steps = instrument.scales[item.scale].steps
    return next((step.label for step in steps if step.value == value), "")


def _chart(audience: Audience, own: OwnChart, profile: OwnProfile) -> ChartView:
    texts = ChartTexts(
        title=str(own.title),
        axis="",
        labels={"willen": str(audience.labels["willen"]), "kunnen": str(audience.labels["kunnen"])},
        phrases=Phrases(span=str(audience.span), absent=str(audience.absent)),
        ends=(str(audience.ends[0]), str(audience.ends[1])),
    )
    return chart_view(
        own_scores([_row(audience, profile, metric) for metric in own.metrics], texts),
        ident=own.ident,
        sentence=str(audience.reading),
        columns=Columns(*map(str, audience.columns)),
    )


def _row(audience: Audience, profile: OwnProfile, metric: str) -> Row:
    score, total = profile.scores[metric], metric in ("willen", "kunnen")
    family = Family.WILLEN if metric == "willen" or metric in WILLEN else Family.KUNNEN
    label, note = str(audience.labels[metric]), str(audience.notes.get(metric, ""))
    if score is None:
        return Row(label, family, None, note, total=total)
    numbers = (round_half_up(value) for value in (score.value, score.low, score.high))
    return Row(label, family, score_interval(*numbers), note, total=total)
