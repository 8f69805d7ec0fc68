"""What is kept of a client, for whoever holds the code: to read, to take along, to erase."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from reports.own.stored_data import ClientData, plain_client_data
from reports.own.stored_data import client_data as collect
from surveys.client_access import ClientRequest, forget, with_code
from surveys.participant_marks import marked
from surveys.reader_language import reading_of
from surveys.selectors import own_language
from surveys.services.erasure import erase_client_answers
from surveys.services.refusals import Refused


@require_safe
@with_code
def client_data(request: ClientRequest) -> HttpResponse:
    """Looking is written down nowhere."""
    participant = request.participant
    context = {
        "wave": participant.wave,
        "data": _collect(request),
        "participant_mark": participant.mark,
    }
    return render(request, "reports/client_data.html", context)


@require_safe
@with_code
def client_data_json(request: ClientRequest) -> HttpResponse:
    """The same for machines."""
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(plain_client_data(_collect(request)), json_dumps_params=options)
    name = pgettext("client", "my-answers")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@with_code
def client_erase(request: ClientRequest) -> HttpResponse:
    """Asks first. Afterwards the code opens nothing, here and on any other device."""
    if request.method != "POST":
        context = {"wave": request.participant.wave, "participant_mark": request.participant.mark}
        return render(request, "reports/client_erase.html", context)
    try:
        erase_client_answers(participant=request.participant)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(marked(reverse("client_data"), request.participant.mark))
    messages.success(request, pgettext("client", "Your answers have been erased."))
    response = redirect("client_entry")
    forget(request, response)
    return response


def _collect(request: ClientRequest) -> ClientData:
    return collect(
        request.participant,
        reading_of(request, request.participant.wave, own_language(request.participant)),
    )
