"""The own profile, with the way to a plan of one's own."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.models import Module
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.selectors import module_is_on
from igm_portal.followup.models import OwnPlan
from reports.views.own_profile import own_page
from surveys.participant_marks import marked, own_mark


@require_safe
@requires(Permission.SEE_OWN_RESULT)
def own_profile(request: OrganisationRequest, wave_id: UUID) -> HttpResponse:
    """For the person who answered, and for nobody else."""
    access = request.access
    kept = OwnPlan.objects.of(access).first()
    address = reverse("my_plan", args=[access.organisation.slug])
    parts = {
        "kept_plan": kept,
        "own_plan_address": marked(address, own_mark(access))
        if kept or module_is_on(access.organisation.id, Module.OWN_PLAN)
        else "",
    }
    return own_page(request, wave_id, template="followup/own_profile.html", parts=parts)
