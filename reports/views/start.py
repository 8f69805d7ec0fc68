"""The start page: what is asked of this person, and what this person may read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import GRANTS, Role
from reports.overview.shown_teams import teams_with_outcome
from reports.services.due import close_due_waves
from surveys.models import Wave
from surveys.selectors import own_questionnaires, waves_of

SHOWN_WAVES = 5  # the newest; all of them have a page of their own


@require_safe
@requires(*Permission)
def start(request: OrganisationRequest) -> HttpResponse:
    """Everyone with a role comes in here; a wave whose last day is over is closed first."""
    today = timezone.localdate()
    close_due_waves(request.access.organisation.id, today)
    mine = own_questionnaires(request.access, today)
    waves = (
        waves_of(request.access)
        if request.access.may(Permission.SEE_WAVES)
        else Wave.objects.none()
    )
    context = {
        "to_do": [own for own in mine if own.may_answer],
        "results": [own for own in mine if own.sent],
        "teams": []
        if request.access.may(Permission.SEE_ALL_GROUPS)
        else teams_with_outcome(request.access),
        "waves": waves[:SHOWN_WAVES],
        "manages_people": request.access.may(Permission.MANAGE_ORGANISATION),
        "roles": [
            (Role(membership.role).label, GRANTS[membership.role].sentence)
            for membership in request.access.memberships
        ],
    }
    return render(request, "reports/start.html", context)
