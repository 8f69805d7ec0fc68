"""How well the questionnaire measured, for who has to rely on it."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.files.group_pdf import shown_words
from reports.models import Snapshot
from reports.profile.instrument_quality import quality_view
from reports.profile.retest import retest_view
from reports.profile.team_reference import team_reference
from reports.selectors import quality_of_wave, sem_for


@require_safe
@requires(Permission.SEE_ALL_GROUPS)
def quality(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Reliability with its uncertainty, the use of each question, and what not to do with it."""
    try:
        snapshot = quality_of_wave(request.access, wave_id)
    except Snapshot.DoesNotExist:
        raise Http404("No results of such a wave.") from None
    instrument = snapshot.wave.questionnaire
    sems = sem_for(instrument.checksum, request.access.organisation.id)
    view = (
        retest_view(snapshot.retest_report, sems)
        if snapshot.wave.is_retest
        else quality_view(snapshot.quality_report, sems, instrument)
    )
    if beside := team_reference(snapshot.publication):
        view = replace(view, topics=(*view.topics, beside))
    context = {
        "wave": snapshot.wave,
        "instrument": instrument,
        "quality": view,
        "shown_words": shown_words(snapshot.wave),
    }
    return render(request, "reports/quality.html", context)
