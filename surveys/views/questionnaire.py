"""Filling in by somebody who was invited by name."""

from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from surveys.instruments.languages.tag import BASE
from surveys.invitation_access import own_invitation
from surveys.paper_codes import paper_code
from surveys.participant_marks import marked
from surveys.questionnaire_pdf import can_be_printed, instrument_pdf
from surveys.reader_language import reading_of
from surveys.views import filling
from surveys.views.calendar import day_for_filling_in
from surveys.views.filling import FillContext, FillUrls


@require_safe
@requires(Permission.ANSWER)
def introduction(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    return filling.introduction(request, _with_calendar(request, wave_id))


@gzip_page
@requires(Permission.ANSWER)
def page(request: OrganisationRequest, wave_id: UUID, number: int) -> HttpResponse:
    return filling.page(request, _fill_context(request, wave_id), number)


@require_POST
@requires(Permission.ANSWER)
def save_one(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    return filling.save_one(request, _fill_context(request, wave_id))


@gzip_page
@requires(Permission.ANSWER)
def review(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    return filling.review(request, _fill_context(request, wave_id))


@require_safe
@requires(Permission.ANSWER)
def later(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    return filling.later(request, _with_calendar(request, wave_id))


@require_safe
@requires(Permission.ANSWER)
def as_pdf(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Send the questions as PDF with the own code, which only this person can ask for."""
    invitation, organisation = own_invitation(request, wave_id), request.access.organisation
    wave = invitation.wave
    if not wave.accepts_answers(timezone.localdate()):
        introduction = reverse("introduction", args=[organisation.slug, wave_id])
        return redirect(marked(introduction, invitation.mark))
    language = reading_of(request, wave).language
    instrument = wave.questionnaire_in(language if can_be_printed(language) else BASE)
    content = instrument_pdf(instrument, organisation, str(paper_code(invitation)))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="vragenlijst.pdf"'
    return response


def _fill_context(request: OrganisationRequest, wave_id: UUID) -> FillContext:
    invitation = own_invitation(request, wave_id)
    return FillContext(
        invitation, _fill_urls(request.access.organisation.slug, wave_id), "surveys", "base.html"
    )


def _with_calendar(request: OrganisationRequest, wave_id: UUID) -> FillContext:
    """The pages that are read before stopping also offer a moment to go on."""
    fill = _fill_context(request, wave_id)
    if day_for_filling_in(fill.participant.wave, timezone.localdate()) is None:
        return fill
    address = reverse("filling_calendar", args=[request.access.organisation.slug, wave_id])
    return replace(fill, extra={"calendar_url": marked(address, fill.participant.mark)})


@lru_cache(maxsize=256)
def _fill_urls(slug: str, wave_id: UUID) -> FillUrls:
    place = (slug, wave_id)
    return FillUrls(
        introduction=reverse("introduction", args=place),
        page=lambda number: reverse("page", args=[*place, number]),
        save_one=reverse("save_one", args=place),
        review=reverse("review", args=place),
        later=reverse("later", args=place),
        result=reverse("own_profile", args=place),
        away=reverse("start", args=[slug]),
    )
