"""The own result of a client: for whoever holds the code, and for nobody else."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.own.pdf import own_report
from reports.own.result import OwnResult, own_result
from reports.selectors import sem_for
from reports.views.own_profile import as_pdf
from surveys.client_access import ClientRequest, with_code
from surveys.participant_marks import marked
from surveys.questionnaire_pdf import can_be_printed
from surveys.reader_language import Reading, reading_of
from surveys.selectors import own_language, own_scores


@require_safe
@with_code
def client_result(request: ClientRequest) -> HttpResponse:
    """At once after sending, and again with the own code as long as the answers are kept."""
    own = _own(request)
    if own is None:
        return redirect(marked(reverse("client_introduction"), request.participant.mark))
    reading, result = own
    address = marked(reverse("client_pdf"), request.participant.mark)
    context = {
        "wave": request.participant.wave,
        "instrument": reading.instrument,
        "reading": reading,
        "result": result,
        "own_code": request.participant.code,
        "participant_mark": request.participant.mark,
        "pdf_address": address if can_be_printed(reading.language) else "",
    }
    return render(request, "reports/client_result.html", context)


@require_safe
@with_code
def client_pdf(request: ClientRequest) -> HttpResponse:
    """Send the same as PDF, without the code: a print may be left on a printer."""
    own = _own(request)
    if own is None or not can_be_printed(own[0].language):
        return redirect(marked(reverse("client_introduction"), request.participant.mark))
    reading, result = own
    instrument, organisation = reading.instrument, request.participant.wave.organisation
    report = own_report(organisation, instrument, result, instrument.title)
    return as_pdf(report, "uw-uitslag.pdf")


def _own(request: ClientRequest) -> tuple[Reading, OwnResult] | None:
    """The result in the language of the answers; None as long as nothing was sent."""
    scores = own_scores(request.participant)
    if scores is None:
        return None
    reading = reading_of(request, request.participant.wave, own_language(request.participant))
    return reading, own_result(reading.instrument, scores, sem_for(reading.instrument.checksum))
