"""A client's own result in plain words: bars, what they mean, and what one could do with them."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import pgettext, pgettext_lazy

from reports.charts.own import OwnRow, OwnWords
from reports.charts.own import own_profile as own_chart
from reports.charts.spec import Family, Phrases
from reports.charts.table import Columns
from reports.charts.view import ChartView, chart_view
from reports.own.answers_by_facet import Facet, facets_of
from reports.statistics.person import OwnContrast, OwnProfile, OwnScore, own_profile
from reports.statistics.sem import SemTable, assumed_elements
from reports.statistics.zones import Zone
from reports.texts.metrics import Words
from surveys.instruments.elements import WILLEN, Element
from surveys.instruments.model import Instrument
from surveys.instruments.reflection import load_reflection
from surveys.instruments.role_names import fill
from surveys.scoring.elements import item_counts
from surveys.scoring.respondent import Scores
from surveys.scoring.rounding import round_half_up

LABELS: dict[str, Words] = {
    Element.HOUDING: pgettext_lazy("client", "What you think of it"),
    Element.GELOOF: pgettext_lazy("client", "Trust that it will work"),
    Element.SOCIALE_DRUK: pgettext_lazy("client", "The people around you"),
    Element.VAARDIGHEDEN: pgettext_lazy("client", "What you can do already"),
    Element.ZELFREGULERING: pgettext_lazy("client", "Beginning and going on"),
    Element.CONTEXT: pgettext_lazy("client", "Rest and support around you"),
    Element.BELEMMERINGEN: pgettext_lazy("client", "Little trouble from practical things"),
}
ZONES: dict[Zone, Words] = {
    Zone.HIGH: pgettext_lazy("client", "This helps you."),
    Zone.MIDDLE: pgettext_lazy("client", "This is somewhere in the middle."),
    Zone.LOW: pgettext_lazy("client", "This makes it harder for you."),
}
TOO_FEW = pgettext_lazy("client", "You gave too few answers to say something.")
CONTRAST: dict[OwnContrast, Words] = {
    OwnContrast.KUNNEN_LAGS: pgettext_lazy(
        "client", "You want to. At this moment other things hold you back."
    ),
    OwnContrast.WILLEN_LAGS: pgettext_lazy(
        "client", "You are able to. At this moment you want it less."
    ),
    OwnContrast.NO_DIFFERENCE_SHOWN: pgettext_lazy(
        "client", "Your answers do not tell whether wanting or being able is harder."
    ),
}


@dataclass(frozen=True, slots=True)
class ClientPart:
    """One of the seven elements: its name, what the answers say, questions to think about, and
    the answers themselves.
    """

    label: Words
    words: Words
    questions: tuple[str, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class ClientView:
    """What the page shows; `sentence` is None as long as the data carry none (statistiek §5);
    `assumption` says how far the uncertainty is no more than one.
    """

    sentence: Words | None
    assumption: str
    chart: ChartView
    parts: tuple[ClientPart, ...]
    obstacles: tuple[str, ...]


def client_view(instrument: Instrument, scores: Scores, sems: SemTable) -> ClientView:
    """The result of one client under the given standard errors of measurement."""
    profile = own_profile(scores, sems, item_counts(instrument))
    questions = load_reflection(instrument.code, instrument.language)
    return ClientView(
        sentence=CONTRAST.get(profile.contrast),
        assumption=_assumption(sems),
        chart=_chart(profile),
        parts=tuple(
            ClientPart(
                LABELS[element],
                _in_words(profile.scores[element]),
                tuple(fill(question) for question in questions[element]),
                facets_of(instrument, scores, element),
            )
            for element in Element
        ),
        obstacles=tuple(instrument.item(code).text for code in scores.heavy_items),
    )


def choose_one_thing() -> str:
    """Above the questions to think about."""
    return pgettext(
        "client", "Choose one thing that you would like to change. These questions may help you."
    )


def no_test() -> str:
    """What the result is not."""
    return pgettext(
        "client",
        "This is no test. There is no right score. Nobody may use this page to judge you.",
    )


def _assumption(sems: SemTable) -> str:
    if not sems.allows_personal_statements:
        return pgettext(
            "client", "We have not measured yet how long the thin line should be. We assume it."
        )
    names = [f"“{LABELS[name]}”" for name in assumed_elements(sems)]
    if not names:
        return ""
    return pgettext("client", "Of %(parts)s we assume how long the thin line is.") % {
        "parts": get_text_list(names, pgettext("client", "and"))
    }


def _in_words(score: OwnScore | None) -> Words:
    return TOO_FEW if score is None or score.zone is None else ZONES[score.zone]


def _chart(profile: OwnProfile) -> ChartView:
    words = OwnWords(
        title=pgettext("client", "Your result"),
        axis=pgettext("client", "Left: makes it harder. Right: helps you."),
        willen=pgettext("client", "Wanting"),
        kunnen=pgettext("client", "Being able"),
        phrases=Phrases(span=pgettext("client", "{low} to {high}"), absent=str(TOO_FEW)),
    )
    chart = own_chart([_row(profile, element) for element in Element], words)
    columns = Columns(
        pgettext("client", "What"),
        pgettext("client", "Number from 0 to 100"),
        pgettext("client", "Roughly between"),
    )
    sentence = pgettext(
        "client", "The thin line shows: on another day your answer could be different."
    )
    return chart_view(chart, ident="client-result", sentence=sentence, columns=columns)


def _row(profile: OwnProfile, element: Element) -> OwnRow:
    score = profile.scores[element]
    family = Family.WILLEN if element in WILLEN else Family.KUNNEN
    label = str(LABELS[element])
    if score is None:
        return OwnRow(label, family, None, None, None)
    return OwnRow(
        label, family, *(round_half_up(it) for it in (score.value, score.low, score.high))
    )
