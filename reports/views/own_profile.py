"""The own profile: for the person who answered, and for nobody else."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from reports import own_change
from reports.own import present
from reports.selectors import sem_for
from surveys.models import Invitation
from surveys.reading import reading_of
from surveys.selectors import earlier_measurement, invitation_for, own_language, own_scores


@require_GET
@requires(Permission.SEE_OWN_RESULT)
def own_profile(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """Seven elements, willen and kunnen with their uncertainty, and questions to think about."""
    try:
        invitation = invitation_for(request.access, wave_id)
    except Invitation.DoesNotExist:
        raise Http404("Not asked in this wave.") from None
    scores = own_scores(invitation)
    if scores is None:
        return redirect("introduction", request.access.organisation.slug, wave_id)
    reading = reading_of(request, invitation.wave, own_language(invitation))
    instrument = reading.instrument
    sems = sem_for(instrument.checksum)
    earlier = earlier_measurement(request.access, invitation)
    context = {
        "wave": invitation.wave,
        "instrument": instrument,
        "reading": reading,
        "profile": present(instrument, scores, sems),
        "change": own_change.present(*earlier, scores, sems) if earlier else None,
    }
    return render(request, "reports/own_profile.html", context)
