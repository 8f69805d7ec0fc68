"""What the model is, its rules for advice, and an example of a profile: nothing of anybody."""

from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, for_the_person, requires
from igm_portal.accounts.permissions import Permission
from reports.advice.conditions import HIGH, SHARE
from reports.advice.evaluation import MOST_ADVICE
from reports.advice.rules import ALL_RULES, MANAGERS_RULE, OWN_RULE
from reports.charts.view import place_classes
from reports.profile.advice import rule_view
from reports.profile.example import example_advice, example_mean, example_view
from reports.statistics.zones import MIDDLE
from reports.texts.elements import ELEMENTS, METRIC_NAMES
from surveys.forms.questionnaires import newest_entries
from surveys.instruments.elements import KUNNEN, WILLEN, Element
from surveys.instruments.languages.tag import BASE
from surveys.reader_language import Reading

_EXAMPLE: Final = "k1"  # the questionnaire that the examples of questions come from


@require_safe
@login_not_required
def about_model(request: HttpRequest) -> HttpResponse:
    """Without an organisation around it: from a mail, the footer or for a visitor."""
    return render(request, "reports/about.html", _content())


@require_safe
@for_the_person
def explanation(request: OrganisationRequest) -> HttpResponse:
    """The same page with the menu of the organisation around it."""
    return render(request, "reports/about.html", _content())


def _content() -> dict[str, Any]:
    reading = _example_reading()
    families = [
        (family, METRIC_NAMES[family], [_element(element, reading) for element in elements])
        for family, elements in (("willen", WILLEN), ("kunnen", KUNNEN))
    ]
    profile, _instrument = example_view()
    return {
        "families": families,
        "plan": METRIC_NAMES["intentie"],
        "reading": reading,
        "example": profile,
        "points": example_mean("contrast").value,
        "lowest": example_mean(Element.CONTEXT).value,
        "band_place": place_classes(example_mean("willen").high),
        "of_obstacles": Element.BELEMMERINGEN,
    }


def _element(element: Element, reading: Reading | None) -> dict[str, Any]:
    question = reading.instrument.items_of(element)[0].text if reading else ""
    return {"element": element, "texts": ELEMENTS[element], "question": question}


def _example_reading() -> Reading | None:
    """The newest version of the example in the language of the page where it has that; else in
    Dutch.
    """
    entry = next((one for one in newest_entries() if one.instrument.code == _EXAMPLE), None)
    if entry is None:
        return None
    language = get_language() or BASE
    return entry.reading(language if language in entry.names else BASE)


MANAGERS_RULES = (MANAGERS_RULE, OWN_RULE)


@require_safe
@login_not_required
def advice_rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its condition, text, source and status, in the order of choice."""
    context = {
        "rules": [
            rule_view(rule, "managers" if rule in MANAGERS_RULES else "team") for rule in ALL_RULES
        ],
        "most": MOST_ADVICE,
        "middle": MIDDLE,
        "high": HIGH,
        "share": SHARE,
    }
    return render(request, "reports/advice_rules.html", context)


@require_safe
@requires(*Permission)
def example_profile(request: OrganisationRequest) -> HttpResponse:
    """The profile of a team of the demo, drawn as that of any team."""
    group, instrument = example_view()
    context = {"group": group, "instrument": instrument, "advice": example_advice()}
    return render(request, "reports/example.html", context)
