"""The start page: what is asked of this person, and what this person may read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from igm_portal.accounts.access import Access, OrganisationRequest, requires
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import GRANTS, Role
from reports.disclosure.group_keys import team_key
from reports.selectors import readable_publication, snapshots_of, visible_teams
from reports.services.due import close_due_waves
from surveys.models import Wave, WaveTeam
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
        else _teams_with_outcome(request.access),
        "waves": waves[:SHOWN_WAVES],
        "manages_people": request.access.may(Permission.MANAGE_ORGANISATION),
        "roles": [
            (Role(membership.role).label, GRANTS[membership.role].sentence)
            for membership in request.access.memberships
        ],
    }
    return render(request, "reports/start.html", context)


def _teams_with_outcome(access: Access) -> list[tuple[WaveTeam, bool]]:
    """The teams of closed waves that this person may see, newest wave first, each with whether
    any of its figures was published. Of a damaged snapshot nobody knows: its page says so.
    """
    places = list(visible_teams(access))
    snapshots = snapshots_of(access).filter(wave__in={place.wave_id for place in places})
    published = {snapshot.wave_id: readable_publication(snapshot) for snapshot in snapshots}
    return [
        (place, publication is None or publication.groups[team_key(place.team_id)].shown)
        for place in places
        for publication in (published[place.wave_id],)
    ]
