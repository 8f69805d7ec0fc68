"""Who may see which group of a closed wave: asked here by every page and every paper of a group."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.joined_rows import as_parameter, columns_of, object_of, places_for
from reports.disclosure.group_keys import department_key, team_key
from reports.models import Snapshot
from reports.selectors import announced_teams, snapshot_of
from surveys.models import Wave, WaveTeam
from surveys.models.instrument import InstrumentVersion

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

    `places` are this team in all waves in which this person may read it, newest first, `snapshots`
    those of these waves; `beside` are the keys of the teams of this wave that this person may read,
    None where that is all of them.
    """

    snapshot: Snapshot
    key: str
    places: tuple[WaveTeam, ...]
    snapshots: tuple[Snapshot, ...]
    beside: frozenset[str] | None


def readable_team(access: Access, wave_id: UUID, team_id: UUID) -> ReadableTeam:
    """A team in a wave, in one query. Raises Http404 and PermissionDenied."""
    sees_all = access.may(Permission.SEE_ALL_GROUPS)
    visible, snapshots = places_at_hand(access, team_id, None if sees_all else wave_id)
    here = frozenset(team_key(one.team_id) for one in visible if one.wave_id == wave_id)
    if team_key(team_id) not in here:
        snapshot_or_404(access, wave_id)
        raise PermissionDenied
    places = tuple(one for one in visible if one.team_id == team_id)
    of_team = tuple(snapshots[one.wave_id] for one in places if one.wave_id in snapshots)
    snapshot = snapshots.get(wave_id) or snapshot_or_404(access, wave_id)
    return ReadableTeam(snapshot, team_key(team_id), places, of_team, None if sees_all else here)


_CONTENT = ("content", "quality", "basis")
_PLACES = f"""
SELECT wave.*, {columns_of(WaveTeam, "place")},
    {columns_of(Snapshot, "snapshot", without=_CONTENT)},
    {columns_of(InstrumentVersion, "version", without=("content",))}
FROM surveys_waveteam place
JOIN surveys_wave wave ON wave.id = place.wave_id
JOIN surveys_instrumentversion version ON version.id = wave.instrument_id
LEFT JOIN reports_snapshot snapshot
    ON snapshot.wave_id = wave.id AND snapshot.organisation_id = wave.organisation_id
WHERE wave.organisation_id = %s AND wave.state = 'closed' AND wave.kind = 'ordinary'
    AND wave.results_at <= %s AND ({{asked_for}}) AND ({{own}})
ORDER BY wave.closes_on DESC, wave.title, place.team_name
"""  # noqa: S608  names of columns


def places_at_hand(
    access: Access, team_id: UUID, wave_id: UUID | None = None
) -> tuple[list[WaveTeam], dict[UUID, Snapshot]]:
    """Of `reports.selectors.visible_teams` those of this team, and all those of this wave if one is
    given, with what is published of their waves: `Snapshot.objects` by wave, without its texts.

    By written SQL, since everyone reads the page of a team (ADR 88).
    """
    asked_for, parameters = "place.team_id = %s", [as_parameter(team_id)]
    if wave_id is not None:
        asked_for += " OR place.wave_id = %s"
        parameters.append(as_parameter(wave_id))
    own, own_parameters = _own(access)
    query = _PLACES.format(asked_for=asked_for, own=own)
    organisation, now = as_parameter(access.organisation.id), as_parameter(timezone.now())
    rows = Wave.objects.raw(query, [organisation, now, *parameters, *own_parameters])
    return _from_rows(list(rows))


def _own(access: Access) -> tuple[str, list[Any]]:
    """The condition of `visible_teams` on a place, and its parameters."""
    if access.may(Permission.SEE_ALL_GROUPS):
        return "TRUE", []
    conditions, parameters = ["FALSE"], []
    if access.may(Permission.SEE_OWN_TEAM):
        conditions.append(
            f"place.team_id IN ({places_for(access.team_ids)}) OR EXISTS ("  # noqa: S608  places
            "SELECT 1 FROM surveys_invitation invitation WHERE invitation.wave_id = place.wave_id"
            " AND invitation.team_id = place.team_id AND invitation.person_id = %s)"
        )
        parameters += [as_parameter(one) for one in (*access.team_ids, access.user.id)]
    if access.may(Permission.SEE_DEPARTMENT):
        conditions.append(f"place.department_id IN ({places_for(access.department_ids)})")
        parameters += [as_parameter(one) for one in access.department_ids]
    return " OR ".join(conditions), parameters


def _from_rows(rows: list[Wave]) -> tuple[list[WaveTeam], dict[UUID, Snapshot]]:
    waves: dict[UUID, Wave] = {}
    places = []
    for row in rows:
        place = object_of(WaveTeam, "place", row)
        place.wave = waves.setdefault(row.pk, row)
        places.append(place)
    visible = announced_teams(places)
    snapshots = {}
    for wave in dict.fromkeys(place.wave for place in visible):
        wave.instrument = object_of(InstrumentVersion, "version", wave, without=("content",))
        if vars(wave)["snapshot_wave_id"] is not None:
            snapshots[wave.pk] = object_of(Snapshot, "snapshot", wave, without=_CONTENT)
            snapshots[wave.pk].wave = wave
    return visible, snapshots


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
