"""Who may see which group of a closed wave: asked here by every page and every paper of a group."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from reports.disclosure.group_keys import department_key, team_key
from reports.models import Snapshot
from reports.selectors import snapshot_of, visible_teams
from surveys.models import WaveTeam

READERS = (Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT, Permission.SEE_OWN_TEAM)
OF_DEPARTMENTS = (Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT)


def snapshot_or_404(access: Access, wave_id: UUID) -> Snapshot:
    """The published figures of a wave of this organisation, once it is closed."""
    try:
        return snapshot_of(access, wave_id)
    except Snapshot.DoesNotExist:
        raise Http404("No results of such a wave.") from None


@dataclass(frozen=True, slots=True)
class ReadableTeam:
    """A team in a wave, for somebody who may read it; what else its page shows follows from it.

    `places` are this team in all waves in which this person may read it, newest first; `beside` are
    the keys of the teams of this wave that this person may read, None where that is all of them.
    """

    snapshot: Snapshot
    key: str
    places: tuple[WaveTeam, ...]
    beside: frozenset[str] | None

    @property
    def waves(self) -> tuple[UUID, ...]:
        return tuple(place.wave_id for place in self.places)


def readable_team(access: Access, wave_id: UUID, team_id: UUID) -> ReadableTeam:
    """A team in a wave, in two queries. Raises Http404 and PermissionDenied."""
    snapshot = snapshot_or_404(access, wave_id)
    sees_all, of_team = access.may(Permission.SEE_ALL_GROUPS), Q(team_id=team_id)
    condition = of_team if sees_all else of_team | Q(wave_id=wave_id)
    visible = list(visible_teams(access).filter(condition))
    here = frozenset(team_key(one.team_id) for one in visible if one.wave_id == wave_id)
    if team_key(team_id) not in here:
        raise PermissionDenied
    places = tuple(one for one in visible if one.team_id == team_id)
    return ReadableTeam(snapshot, team_key(team_id), places, None if sees_all else here)


def team_of(access: Access, wave_id: UUID, team_id: UUID) -> tuple[Snapshot, str]:
    """The figures and the key of a team in a wave. Raises Http404 and PermissionDenied."""
    team = readable_team(access, wave_id, team_id)
    return team.snapshot, team.key


def department_of(access: Access, wave_id: UUID, department_id: UUID) -> tuple[Snapshot, str]:
    """As `team_of`, for a department: HR sees all of them, a head the own one."""
    snapshot = snapshot_or_404(access, wave_id)
    if not access.may(Permission.SEE_ALL_GROUPS) and department_id not in access.department_ids:
        raise PermissionDenied
    return snapshot, department_key(department_id)
