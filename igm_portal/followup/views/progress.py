"""What HR knows of the weeks after a wave: dates and states per team, never a text."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import managers_by_team
from igm_portal.followup.course import wave_course_steps
from igm_portal.followup.models import Addressee, Remeasurement
from igm_portal.followup.selectors import (
    balance_of,
    progress_of,
    shared_agreements,
    waiting_per_addressee,
)
from reports.snapshot_access import snapshot_or_404


@require_safe
@requires(Permission.SEE_ALL_GROUPS)
def progress(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Gepland, gehouden, nog niet; and how much waits for an answer, since when."""
    wave = snapshot_or_404(request.access, wave_id).wave
    today = timezone.localdate()
    waiting, teams = waiting_per_addressee(wave), progress_of(wave)
    managers = managers_by_team((team.place.team_id for team in teams if not team.held_on), today)
    context = {
        "wave": wave,
        "course": wave_course_steps(wave, teams),
        "teams": [(team, managers.get(team.place.team_id, ())) for team in teams],
        "balance": balance_of(wave, today),
        "remeasurements": Remeasurement.objects.filter(organisation=request.access.organisation)
        .waiting()
        .count(),
        "shared": shared_agreements(wave),
        "waiting": [
            (Addressee(addressee).label, number, since)
            for addressee, (number, since) in waiting.items()
        ],
    }
    return render(request, "followup/progress.html", context)
