"""Typing in answers that came back on paper."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.adapters import address_of
from igm_portal.accounts.permissions import Permission
from surveys.forms.paper_entry import PaperEntryForm
from surveys.instruments.languages.tag import BASE
from surveys.models import Wave
from surveys.questionnaire_pdf import can_be_printed
from surveys.reader_language import Reading, choices
from surveys.selectors import waves_of
from surveys.services.paper_entry import enter_answers
from surveys.services.refusals import Refused


@requires(Permission.MANAGE_WAVES)
def paper_entry(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Take in one respondent at a time; afterwards an empty form, and nothing stays in sight."""
    wave: Wave = get_object_or_404(
        waves_of(request.access).select_related("instrument", "support", "organisation"), pk=wave_id
    )
    if not wave.accepts_answers(timezone.localdate()):
        raise Http404("This wave takes no answers.")
    languages = [choice for choice in choices(wave, BASE) if can_be_printed(choice.tag)]
    form = PaperEntryForm(
        Reading(BASE, wave.questionnaire_in(BASE)), languages, request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        try:
            enter_answers(
                access=request.access,
                wave=wave,
                entry=form.entry(),
                address=address_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("code", str(refusal.message))
        else:
            messages.success(request, _("The answers are in. Type the next paper, or stop here."))
            return redirect("paper_entry", request.access.organisation.slug, wave_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "surveys/paper_entry.html", {"wave": wave, "form": form}, status=status)
