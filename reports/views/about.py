"""What the model is and is not, for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.texts.elements import ELEMENT_MEANINGS, METRIC_NAMES
from surveys.instruments.elements import KUNNEN, WILLEN


@require_safe
@login_not_required
def about_model(request: HttpRequest) -> HttpResponse:
    """The model, its elements with their direction, how scores are made, and the limits."""
    families = [
        (
            METRIC_NAMES["willen"],
            [(METRIC_NAMES[element], ELEMENT_MEANINGS[element]) for element in WILLEN],
        ),
        (
            METRIC_NAMES["kunnen"],
            [(METRIC_NAMES[element], ELEMENT_MEANINGS[element]) for element in KUNNEN],
        ),
    ]
    return render(request, "reports/about.html", {"families": families})
