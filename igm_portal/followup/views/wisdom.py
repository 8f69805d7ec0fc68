"""Practical wisdom, on one page of the screen and of paper: the same for everybody with a role."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.followup.views.sentences_sheet import sentences_sheet
from igm_portal.followup.wisdom import PARTS
from igm_portal.pdf.report import Passage, report_pdf
from reports.snapshot_access import READERS
from reports.views.sending import as_file


@require_safe
@requires(*READERS)
def wisdom(request: OrganisationRequest) -> HttpResponse:
    return render(request, "followup/wisdom.html", {"parts": PARTS})


@require_safe
@requires(*READERS)
def wisdom_sheet(request: OrganisationRequest) -> HttpResponseBase:
    sheet = sentences_sheet(
        request.access.organisation,
        title=_("Practical wisdom"),
        above=_("to think about, alone or together"),
        lead=_("Ten minutes, with one conversation of this week in mind."),
        passages=[
            Passage(str(title), [str(text), *map(str, questions)])
            for title, text, questions in PARTS
        ],
        note=_("No score belongs to this, and nothing of it is kept."),
    )
    return as_file(HttpResponse(report_pdf(sheet)), "praktisch-wijs.pdf", "application/pdf")
