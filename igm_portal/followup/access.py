"""Who may open what was written down after a result: the team itself, and nobody above it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.followup.models import Agreement
from igm_portal.followup.selectors import agreements_of
from reports.selectors import visible_teams
from surveys.models import WaveTeam


def place_of(access: Access, wave_id: UUID, team_id: UUID) -> WaveTeam:
    """The own team of today in a wave whose results are there. Raises Http404 where there is none
    for this reader, and PermissionDenied for whoever reads its figures but is not of the team.
    """
    places = visible_teams(access).filter(wave_id=wave_id, team_id=team_id)
    place = places.select_related("wave__organisation", "team").first()
    if place is None:
        raise Http404("No such team in the results of such a wave.")
    if team_id not in access.team_ids or not access.may(Permission.SEE_OWN_TEAM):
        raise PermissionDenied
    return place


def agreement_of(
    access: Access, wave_id: UUID, team_id: UUID, agreement_id: UUID
) -> tuple[WaveTeam, Agreement]:
    """An agreement of the own team, and its place in the wave of the page; as `place_of`."""
    place = place_of(access, wave_id, team_id)
    return place, get_object_or_404(agreements_of(place), pk=agreement_id)
