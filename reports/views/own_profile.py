"""The own profile: for the person who answered, and for nobody else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.pdf.report import Report, report_pdf
from reports.own import change as own_change
from reports.own.change import ChangeView
from reports.own.pdf import own_report, plan_sheet
from reports.own.result import OwnResult, own_result
from reports.profile.advice import AdviceCard, own_card
from reports.selectors import personal_sems
from surveys.instruments.elements import Element
from surveys.invitation_access import own_invitation
from surveys.models import Invitation, Wave
from surveys.participant_marks import marked
from surveys.questionnaire_pdf import can_be_printed
from surveys.reader_language import Reading, reading_of
from surveys.selectors import (
    earlier_measurement,
    measured_with_other_questions,
    own_language,
    own_scores,
)


@dataclass(frozen=True, slots=True)
class BesideElement:
    """What a room above shows beside the questions of an element, whatever its score."""

    element: Element
    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Own:
    """One person's profile as that person reads it; `other` is the last earlier wave where that
    asked other questions, so that there is no `change`.
    """

    invitation: Invitation
    reading: Reading
    profile: OwnResult
    change: ChangeView | None
    other: Wave | None
    advice: AdviceCard | None


def own_page(
    request: OrganisationRequest,
    wave_id: UUID,
    *,
    template: str,
    parts: Mapping[str, object],
    beside: Sequence[BesideElement],
) -> HttpResponse:
    """Seven elements, willen and kunnen with their uncertainty, and questions to think about.
    `parts` are what the `template` of a room above adds.
    """
    invitation = own_invitation(request, wave_id)
    own = _own(request, invitation)
    if own is None:
        return redirect(_introduction(request, invitation))
    place = [request.access.organisation.slug, wave_id]
    has_pdf = can_be_printed(own.reading.language)
    context = {
        "wave": own.invitation.wave,
        "instrument": own.reading.instrument,
        "reading": own.reading,
        "profile": own.profile,
        "change": own.change,
        "other": own.other,
        "advice": [own.advice] if own.advice else [],
        "beside": beside,
        "pdf_address": marked(reverse("own_pdf", args=place), invitation.mark) if has_pdf else "",
        "plan_address": marked(reverse("own_plan", args=place), invitation.mark),
    }
    return render(request, template, {**context, **parts})


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def own_pdf(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Send the same as PDF. Nobody keeps a record that it was made (ADR 20)."""
    return _paper(request, wave_id, _report, "mijn-profiel.pdf")


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def own_plan(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Send a sheet to write a plan on, which holds nothing of the result."""
    return _paper(request, wave_id, _plan, "mijn-plan.pdf")


def _report(own: Own) -> Report:
    wave, instrument = own.invitation.wave, own.reading.instrument
    profile, change = own.profile, own.change
    return own_report(wave.organisation, instrument, profile, wave.title, change, own.other)


def _plan(own: Own) -> Report:
    wave = own.invitation.wave
    return plan_sheet(wave.organisation, own.reading.instrument, wave.title)


def _paper(
    request: OrganisationRequest, wave_id: UUID, make: Callable[[Own], Report], name: str
) -> HttpResponse:
    """Send what `put` makes of the own result; as long as there is none, its introduction."""
    invitation = own_invitation(request, wave_id)
    own = _own(request, invitation)
    if own is None or not can_be_printed(own.reading.language):
        return redirect(_introduction(request, invitation))
    return as_pdf(make(own), name)


def as_pdf(report: Report, name: str) -> HttpResponse:
    """Send a report as a file to keep."""
    response = HttpResponse(report_pdf(report), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _introduction(request: OrganisationRequest, invitation: Invitation) -> str:
    place = [request.access.organisation.slug, invitation.wave_id]
    return marked(reverse("introduction", args=place), invitation.mark)


def _own(request: OrganisationRequest, invitation: Invitation) -> Own | None:
    """None as long as nothing was sent."""
    scores = own_scores(invitation)
    if scores is None:
        return None
    reading = reading_of(request, invitation.wave, own_language(invitation))
    sems = personal_sems(invitation.wave)
    earlier = earlier_measurement(request.access, invitation)
    instrument = reading.instrument
    change = own_change.change_view(instrument, *earlier, scores, sems) if earlier else None
    other = None if change else measured_with_other_questions(request.access, invitation)
    result = own_result(instrument, scores, sems)
    advice = own_card(instrument, scores, sems) if invitation.wave.has_group_figures else None
    return Own(invitation, reading, result, change, other, advice)
