"""Who may open what was written down after a result: the team itself, and nobody above it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from igm_portal.accounts.access import Access
from igm_portal.followup.models import Agreement
from igm_portal.followup.selectors import agreements_of
from reports.snapshot_access import team_of
from surveys.models import WaveTeam


def place_of(access: Access, wave_id: UUID, team_id: UUID) -> WaveTeam:
    """The own team of today in a wave whose results are there. Raises Http404 where there is no
    such result, and PermissionDenied for whoever is not of the team, whatever else he may read.
    """
    team_of(access, wave_id, team_id)
    if team_id not in access.team_ids:
        raise PermissionDenied
    places = WaveTeam.objects.select_related("wave__organisation", "team")
    return places.get(wave_id=wave_id, team_id=team_id)


def agreement_of(
    access: Access, wave_id: UUID, team_id: UUID, agreement_id: UUID
) -> tuple[WaveTeam, Agreement]:
    """An agreement of the own team, and its place in the wave of the page; as `place_of`."""
    place = place_of(access, wave_id, team_id)
    return place, get_object_or_404(agreements_of(place), pk=agreement_id)
