"""Carry out what somebody asked of a wave, say how it went, and go back to the wave."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from igm_portal.accounts.access import OrganisationRequest
from surveys.models import Wave
from surveys.selectors import waves_of
from surveys.services.refusals import Refused


def wave_or_404(request: OrganisationRequest, wave_id: UUID) -> Wave:
    """The wave at this address, if it belongs to the organisation of the reader."""
    return get_object_or_404(waves_of(request.access).select_related("organisation"), pk=wave_id)


def carry_out(
    request: OrganisationRequest,
    wave: Wave,
    message: str,
    service: Callable[..., None],
    **values: object,
) -> HttpResponse:
    """Call the service; a refusal is a warning on the page of the wave."""
    try:
        service(access=request.access, wave=wave, **values)
    except Refused as refusal:
        messages.warning(request, str(refusal.message))
    else:
        messages.success(request, message)
    return redirect("wave", request.access.organisation.slug, wave.pk)
