"""Closing a wave by hand, before or after its last day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports.services.closing import close_wave
from surveys.selectors import waves_of
from surveys.services.refusals import Refused


@requires(Permission.MANAGE_WAVES)
def close(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Asks first: the snapshot is made once and for ever."""
    wave = get_object_or_404(waves_of(request.access), pk=wave_id)
    if request.method != "POST":
        return render(request, "reports/close.html", {"wave": wave})
    try:
        close_wave(by=request.access.user, wave=wave, ended_on=timezone.localdate())
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("wave", request.access.organisation.slug, wave.pk)
    messages.success(request, _("The wave is closed. The results are ready."))
    return redirect("teams", request.access.organisation.slug, wave.pk)
