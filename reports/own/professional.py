"""One's own profile in words and pictures."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from reports.charts.own import OwnRow, OwnWords
from reports.charts.own import own_profile as own_chart
from reports.charts.spec import Family, Phrases
from reports.charts.table import Columns
from reports.charts.view import ChartView, chart_view
from reports.own.answers_by_facet import Facet, facets_of
from reports.statistics.person import OwnProfile, own_profile
from reports.statistics.sem import SemTable, assumed_elements
from reports.texts.metrics import METRICS, OWN_CONTRAST, Words
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.model import Instrument
from surveys.instruments.reflection import load_reflection
from surveys.instruments.role_names import fill
from surveys.scoring.elements import item_counts
from surveys.scoring.respondent import Scores
from surveys.scoring.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class Reflection:
    """One element: the questions to think about, and the own answers behind its score."""

    label: Words
    questions: tuple[str, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class OwnView:
    """What the page shows. `sentence` is None as long as the data carry none (statistiek §5);
    `assumption` names the elements whose uncertainty no measurement tells yet.
    """

    sentence: Words | None
    provisional: bool
    assumption: str
    composites: ChartView
    elements: ChartView
    undefined: tuple[Words, ...]
    obstacles: tuple[str, ...]
    willen: tuple[Reflection, ...]
    kunnen: tuple[Reflection, ...]


def professional_view(instrument: Instrument, scores: Scores, sems: SemTable) -> OwnView:
    """The profile of one person under the given standard errors of measurement."""
    profile = own_profile(scores, sems, item_counts(instrument))
    return OwnView(
        sentence=OWN_CONTRAST.get(profile.contrast),
        provisional=not sems.allows_personal_statements,
        assumption=_assumption(sems),
        composites=_chart(profile, ("willen", "kunnen"), _("Willen and kunnen"), "own-composites"),
        elements=_chart(profile, tuple(Element), _("The seven elements"), "own-elements"),
        undefined=tuple(METRICS[e] for e in Element if profile.scores[e] is None),
        obstacles=tuple(instrument.item(code).text for code in scores.heavy_items),
        willen=_reflections(WILLEN, instrument, scores),
        kunnen=_reflections(KUNNEN, instrument, scores),
    )


def _assumption(sems: SemTable) -> str:
    """Empty as long as everything is provisional, which the page says by itself."""
    names = [f"“{METRICS[name]}”" for name in assumed_elements(sems)]
    if not names or not sems.allows_personal_statements:
        return ""
    return _(
        "Of %(elements)s the uncertainty is an assumption: one measurement cannot tell it. Kunnen "
        "and the difference with willen partly rest on that assumption."
    ) % {"elements": get_text_list(names, _("and"))}


def _reflections(
    elements: tuple[Element, ...], instrument: Instrument, scores: Scores
) -> tuple[Reflection, ...]:
    questions = load_reflection(instrument.code, instrument.language)
    return tuple(
        Reflection(
            METRICS[element],
            tuple(fill(question) for question in questions[element]),
            facets_of(instrument, scores, element),
        )
        for element in elements
    )


def _chart(profile: OwnProfile, metrics: tuple[str, ...], title: str, ident: str) -> ChartView:
    grouped = metrics != ("willen", "kunnen")
    chart = own_chart([_row(profile, metric) for metric in metrics], _words(title, grouped=grouped))
    columns = Columns(_("Element"), _("Score (0-100)"), _("Probably between"))
    return chart_view(chart, ident=ident, sentence=_reading(), columns=columns)


def _row(profile: OwnProfile, metric: str) -> OwnRow:
    score = profile.scores[metric]
    family = Family.WILLEN if metric == "willen" or metric in WILLEN else Family.KUNNEN
    label = str(METRICS[metric])
    if score is None:
        return OwnRow(label, family, None, None, None)
    rounded = (round_half_up(value) for value in (score.value, score.low, score.high))
    return OwnRow(label, family, *rounded)


def _words(title: str, *, grouped: bool) -> OwnWords:
    return OwnWords(
        title=title,
        axis=_("Score from 0 to 100"),
        willen=str(METRICS["willen"]) if grouped else "",
        kunnen=str(METRICS["kunnen"]) if grouped else "",
        phrases=Phrases(span=_("{low} to {high}"), absent=_("Too few answers for a score")),
    )


def _reading() -> str:
    return _(
        "The line through each bar shows the uncertainty: on another day the score could lie "
        "anywhere on it."
    )
