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
from surveys.reader_language import reading_of
from surveys.seat_marks import marked
from surveys.selectors import own_language
from surveys.services.erasure import erase_client_answers
from surveys.services.refusals import Refused


@require_safe
@with_code
def client_data(request: ClientRequest) -> HttpResponse:
    """Looking is written down nowhere."""
    seat = request.seat
    context = {"wave": seat.wave, "data": _collect(request), "seat_mark": seat.mark}
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
        context = {"wave": request.seat.wave, "seat_mark": request.seat.mark}
        return render(request, "reports/client_erase.html", context)
    try:
        erase_client_answers(seat=request.seat)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect(marked(reverse("client_data"), request.seat.mark))
    messages.success(request, pgettext("client", "Your answers have been erased."))
    response = redirect("client_entry")
    forget(request, response)
    return response


def _collect(request: ClientRequest) -> ClientData:
    return collect(request.seat, reading_of(request, request.seat.wave, own_language(request.seat)))
