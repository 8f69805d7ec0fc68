"""What worked, read by HR with the name of the team: by the wish of that team, and no longer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.views.acting import carry_out
from igm_portal.followup.access import agreement_of
from igm_portal.followup.services.agreements import share_agreement


@require_POST
@requires(Permission.SEE_OWN_TEAM)
def share(
    request: OrganisationRequest, wave_id: UUID, team_id: UUID, agreement_id: UUID
) -> HttpResponse:
    _place, agreement = agreement_of(request.access, wave_id, team_id, agreement_id)
    shared = request.POST.get("delen") == "ja"
    carry_out(
        request,
        _("HR may read it from now on.") if shared else _("HR no longer reads it."),
        share_agreement,
        access=request.access,
        agreement=agreement,
        shared=shared,
        today=timezone.localdate(),
    )
    return redirect("followup_team", request.access.organisation.slug, wave_id, team_id)
