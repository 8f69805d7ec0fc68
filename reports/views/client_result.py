"""The own result of a client: for whoever holds the code, and for nobody else."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from igm_portal.accounts.models import Organisation
from igm_portal.pdf.report import Report
from reports.own.pdf import own_paper, own_report, plan_sheet
from reports.own.result import OwnResult, own_result
from reports.selectors import personal_sems
from reports.views.client_sharing import sharing_parts
from reports.views.own_profile import as_pdf
from surveys.client_access import ClientRequest, with_code
from surveys.instruments.model import Instrument
from surveys.participant_marks import marked
from surveys.questionnaire_pdf import can_be_printed
from surveys.reader_language import Reading, reading_of
from surveys.selectors import own_language, own_scores


@require_safe
@with_code
def client_result(request: ClientRequest) -> HttpResponse:
    """At once after sending, and again with the own code as long as the answers are kept."""
    own = _own(request)
    return _page(request, *own) if own else _introduction(request)


@require_http_methods(["GET", "HEAD", "POST"])
@with_code
def client_paper(request: ClientRequest) -> HttpResponse:
    """Send a paper with what the client chose, and nothing else. What was chosen stands in no
    address, and is not kept; so whoever comes back to this address starts from the result.
    """
    own = _own(request)
    if own is not None and request.method != "POST":
        return redirect(marked(reverse("client_result"), request.participant.mark))
    if own is None or not can_be_printed(own[0].language):
        return _introduction(request)
    reading, result = own
    elements, obstacles = request.POST.getlist("element"), request.POST.getlist("obstacle")
    parts = [part for part in result.elements if part.element in elements]
    obstacle_texts = [
        text for number, text in enumerate(result.obstacles) if str(number) in obstacles
    ]
    if not parts and not obstacle_texts:
        return _page(request, reading, result, nothing_chosen=True)
    organisation, instrument = request.participant.wave.organisation, reading.instrument
    paper = own_paper(organisation, instrument, parts, obstacle_texts, instrument.title)
    return as_pdf(paper, "mijn-papier.pdf")


@require_safe
@with_code
def client_pdf(request: ClientRequest) -> HttpResponse:
    """Send the same as PDF, without the code: a print may be left on a printer."""
    return _paper(request, own_report, "uw-resultaat.pdf")


@require_safe
@with_code
def client_plan(request: ClientRequest) -> HttpResponse:
    """Send a sheet to write a plan on, which holds nothing of the result."""
    return _paper(
        request,
        lambda organisation, instrument, _result, above: plan_sheet(
            organisation, instrument, above
        ),
        "mijn-plan.pdf",
    )


def _paper(
    request: ClientRequest,
    make: Callable[[Organisation, Instrument, OwnResult, str], Report],
    name: str,
) -> HttpResponse:
    """Send what `put` makes of the result; as long as there is none, its introduction."""
    own = _own(request)
    if own is None or not can_be_printed(own[0].language):
        return _introduction(request)
    instrument, organisation = own[0].instrument, request.participant.wave.organisation
    return as_pdf(make(organisation, instrument, own[1], instrument.title), name)


def _page(
    request: ClientRequest, reading: Reading, result: OwnResult, *, nothing_chosen: bool = False
) -> HttpResponse:
    mark, has_pdf = request.participant.mark, can_be_printed(reading.language)
    context = sharing_parts(request) | {
        "wave": request.participant.wave,
        "instrument": reading.instrument,
        "reading": reading,
        "result": result,
        "own_code": request.participant.code,
        "participant_mark": mark,
        "pdf_address": marked(reverse("client_pdf"), mark) if has_pdf else "",
        "plan_address": marked(reverse("client_plan"), mark),
        "nothing_chosen": nothing_chosen,
    }
    return render(request, "reports/client_result.html", context)


def _introduction(request: ClientRequest) -> HttpResponse:
    return redirect(marked(reverse("client_introduction"), request.participant.mark))


def _own(request: ClientRequest) -> tuple[Reading, OwnResult] | None:
    """The result in the language of the answers; None as long as nothing was sent."""
    scores = own_scores(request.participant)
    if scores is None:
        return None
    wave = request.participant.wave
    reading = reading_of(request, wave, own_language(request.participant))
    return reading, own_result(reading.instrument, scores, personal_sems(wave))
