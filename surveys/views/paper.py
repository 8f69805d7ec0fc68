"""On paper instead of on a screen: the own paper version, and typing in what came back."""

from http import HTTPStatus
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from surveys.forms.paper_entry import PaperForm
from surveys.instruments.languages.tag import BASE
from surveys.invitation_access import own_invitation
from surveys.models import Wave
from surveys.paper_codes import paper_code
from surveys.paper_words import paper_words
from surveys.reader_language import Reading, choices, reading_of
from surveys.seat_marks import marked
from surveys.selectors import waves_of
from surveys.services.paper import type_in
from surveys.services.refusals import Refused
from surveys.sheets.questionnaire import can_be_printed, questionnaire_pdf


@require_safe
@requires(Permission.ANSWER)
def own_paper_version(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """The questions on paper with the own code, which only this person can ask for."""
    invitation = own_invitation(request, wave_id)
    wave = invitation.wave
    if not wave.accepts_answers(timezone.localdate()):
        introduction = reverse("introduction", args=[request.access.organisation.slug, wave_id])
        return redirect(marked(introduction, invitation.mark))
    language = reading_of(request, wave).language
    instrument = wave.questionnaire_in(language if can_be_printed(language) else BASE)
    words = paper_words(instrument, request.access.organisation, str(paper_code(invitation)))
    content = questionnaire_pdf(instrument, words)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="vragenlijst.pdf"'
    return response


@requires(Permission.MANAGE_WAVES)
def type_answers(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """One paper at a time; afterwards an empty form, and nothing of it stays in sight."""
    wave: Wave = get_object_or_404(
        waves_of(request.access).select_related("instrument", "organisation"), pk=wave_id
    )
    if not wave.accepts_answers(timezone.localdate()):
        raise Http404("This wave takes no answers.")
    languages = [one for one in choices(wave, BASE) if can_be_printed(one.tag)]
    form = PaperForm(Reading(BASE, wave.launched.instrument), languages, request.POST or None)
    if request.method == "POST" and form.is_valid() and _typed(request, wave, form):
        return redirect("type_answers", request.access.organisation.slug, wave_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "surveys/paper.html", {"wave": wave, "form": form}, status=status)


def _typed(request: OrganisationRequest, wave: Wave, form: PaperForm) -> bool:
    address = get_adapter(request).get_client_ip(request)
    try:
        type_in(
            access=request.access,
            wave=wave,
            sheet=form.sheet(),
            address=address,
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("code", str(refusal.message))
        return False
    messages.success(request, _("The answers are in. Type the next paper, or stop here."))
    return True
