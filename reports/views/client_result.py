"""The own result of a client: for whoever holds the code, and for nobody else."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from reports.client_own import present
from reports.selectors import sem_for
from surveys.client_access import ClientRequest, with_code
from surveys.reading import reading_of
from surveys.selectors import own_language, own_scores


@require_GET
@with_code
def client_result(request: ClientRequest) -> HttpResponse:
    """At once after sending, and again with the own code as long as the answers are kept."""
    scores = own_scores(request.seat)
    if scores is None:
        return redirect("client_introduction")
    reading = reading_of(request, request.seat.wave, own_language(request.seat))
    instrument = reading.instrument
    context = {
        "wave": request.seat.wave,
        "instrument": instrument,
        "reading": reading,
        "result": present(instrument, scores, sem_for(instrument.checksum)),
        "own_code": request.seat.code,
    }
    return render(request, "reports/client_result.html", context)
