"""Where the conversation about a group begins: what stands out low, or questions to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from igm_portal.local_words import active
from reports.charts.view import ChartView, chart_view
from reports.disclosure.cells import WITHHELD, MeanCell, PublishedGroup
from reports.profile.facets import element_facets
from reports.statistics.contrast import ContrastOutcome
from reports.statistics.types import Direction
from reports.texts.charts import chart_texts, columns
from reports.texts.elements import METRIC_NAMES, Words
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.languages.tag import BASE, direction, html_language
from surveys.instruments.reflection import (
    conversation_language,
    has_conversation,
    load_conversation,
)

_MOST_LOW = 2
_TOGETHER = gettext_lazy("Choose together what to talk about")
CHOICES = 4
"""So many questions to choose from are in sight; the others wait below them."""
_CONTEXT_FIRST = (
    Element.CONTEXT,
    Element.BELEMMERINGEN,
    *(element for element in KUNNEN if element not in (Element.CONTEXT, Element.BELEMMERINGEN)),
)
_ORDER = {
    ContrastOutcome.KUNNEN_LAGS_CLEARLY: _CONTEXT_FIRST,
    ContrastOutcome.KUNNEN_LAGS: _CONTEXT_FIRST,
    ContrastOutcome.WILLEN_LAGS_CLEARLY: WILLEN,
    ContrastOutcome.WILLEN_LAGS: WILLEN,
}
"""Which elements to talk about, by who lags behind; all seven where neither does."""


@dataclass(frozen=True, slots=True)
class ElementStart:
    """One element with its questions; the value and the facets only where it stands out."""

    name: str
    value: str
    facets: ChartView | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartView:
    """The elements to begin with; `stands_out` tells whether the figures point them out, `more` are
    those that one may choose as well. `marks` are attributes for the questions where they are in
    another language than the page.
    """

    stands_out: bool
    title: str
    elements: tuple[ElementStart, ...]
    marks: SafeString
    more: tuple[ElementStart, ...] = ()


def start_view(
    group: PublishedGroup,
    code: str,
    names: Mapping[str, Words] = METRIC_NAMES,
    *,
    has_advice: bool = False,
) -> StartView | None:
    """Where to begin, with the questions of questionnaire `code`; None for a withheld group, and
    for a questionnaire of one's own in a command, which has no such questions. `has_advice`: an
    advice about this group names an element, so that the title does not say that none can be named.
    """
    if group.contrast is WITHHELD or not has_conversation(code):
        return None
    standing = () if group.standing_out is WITHHELD else group.standing_out or ()
    low = [Element(one.element) for one in standing if one.direction is Direction.LOWEST][
        :_MOST_LOW
    ]
    if low:
        questions = load_conversation(code, get_language() or "nl", active())
        elements = tuple(
            _outstanding(group, element, names, questions[element][:2]) for element in low
        )
        return StartView(True, "", elements, _marks(code))
    if has_advice:
        title = _TOGETHER
    elif group.standing_out is None:
        title = gettext_lazy("With these numbers no element can be pointed out: choose together")
    else:
        title = gettext_lazy("No element stands out low: choose together")
    return _choices(str(title), _ORDER.get(group.contrast, tuple(Element)), code, names)


def blank_start(code: str, names: Mapping[str, Words] = METRIC_NAMES) -> StartView:
    """Questions of all seven elements, whatever was answered: for a group without figures."""
    return _choices(str(_TOGETHER), tuple(Element), code, names)


def _choices(
    title: str, order: tuple[Element, ...], code: str, names: Mapping[str, Words]
) -> StartView:
    questions = load_conversation(code, get_language() or "nl", active())
    choices = tuple(
        ElementStart(str(names[element]), "", None, questions[element][:1]) for element in order
    )
    return StartView(False, title, choices[:CHOICES], _marks(code), choices[CHOICES:])


def _marks(code: str) -> SafeString:
    interface = get_language() or BASE
    language = conversation_language(code, interface)
    if language == interface:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', html_language(language), direction(language))


def _outstanding(
    group: PublishedGroup,
    element: Element,
    names: Mapping[str, Words],
    questions: tuple[str, ...],
) -> ElementStart:
    name, cell = str(names[element]), group.means[element]
    chart = element_facets(group, element, chart_texts(name, axis=""))
    facets = (
        None
        if chart is None
        else chart_view(
            chart, ident=f"start-{element}", sentence="", columns=columns(gettext("What"))
        )
    )
    value = str(cell.value) if isinstance(cell, MeanCell) and cell.coded is None else ""
    return ElementStart(name, value, facets, questions)
