"""Who may see which group of a closed wave: asked here by every page and every paper of a group."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from reports.disclosure.group_keys import department_key, team_key
from reports.models import Snapshot
from reports.selectors import snapshot_of, visible_teams

READERS = (Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT, Permission.SEE_OWN_TEAM)
OF_DEPARTMENTS = (Permission.SEE_ALL_GROUPS, Permission.SEE_DEPARTMENT)


def snapshot_or_404(access: Access, wave_id: UUID) -> Snapshot:
    """The published figures of a wave of this organisation, once it is closed."""
    try:
        return snapshot_of(access, wave_id)
    except Snapshot.DoesNotExist:
        raise Http404("No results of such a wave.") from None


def team_of(access: Access, wave_id: UUID, team_id: UUID) -> tuple[Snapshot, str]:
    """The figures and the key of a team in a wave. Raises Http404 and PermissionDenied."""
    snapshot = snapshot_or_404(access, wave_id)
    if not visible_teams(access).filter(wave_id=wave_id, team_id=team_id).exists():
        raise PermissionDenied
    return snapshot, team_key(team_id)


def department_of(access: Access, wave_id: UUID, department_id: UUID) -> tuple[Snapshot, str]:
    """As `team_of`, for a department: HR sees all of them, a head the own one."""
    snapshot = snapshot_or_404(access, wave_id)
    if not access.may(Permission.SEE_ALL_GROUPS) and department_id not in access.department_ids:
        raise PermissionDenied
    return snapshot, department_key(department_id)
