"""The groups of a wave: its teams, their departments, and the organisation."""

from collections.abc import Sequence
from uuid import UUID

import numpy as np

from reports.aggregation.group_figures import GroupRows
from reports.disclosure.group_keys import ORGANISATION, department_key, team_key
from reports.statistics.groups import Rows
from surveys.models import Wave, WaveTeam


def places(wave: Wave, teams_of_rows: Sequence[UUID | None]) -> tuple[GroupRows, ...]:
    """Every group with its roster as frozen at launch and the rows of its answers.

    Where the policy knows no teams (managers) or there are none (clients), the organisation is the
    only group; without teams it has no roster either.
    """
    teams = list(wave.teams.order_by("team_name", "team_id"))
    everyone = np.arange(len(teams_of_rows), dtype=np.int64)
    size = sum(team.size for team in teams) if teams else None
    everything = GroupRows(
        ORGANISATION, "organisation", None, wave.organisation.name, size, everyone
    )
    if "team" not in wave.policy.levels:
        return (everything,)
    rows = _rows_by_team(teams_of_rows)
    departments: dict[UUID, list[WaveTeam]] = {}
    for team in teams:
        departments.setdefault(team.department_id, []).append(team)
    return (
        *(_team_place(team, rows) for team in teams),
        *(_department_place(inside, rows) for inside in departments.values()),
        everything,
    )


def _rows_by_team(teams_of_rows: Sequence[UUID | None]) -> dict[UUID | None, Rows]:
    order: dict[UUID | None, list[int]] = {}
    for row, team in enumerate(teams_of_rows):
        order.setdefault(team, []).append(row)
    return {team: np.array(rows, dtype=np.int64) for team, rows in order.items()}


def _team_place(team: WaveTeam, rows: dict[UUID | None, Rows]) -> GroupRows:
    return GroupRows(
        key=team_key(team.team_id),
        level="team",
        parent=department_key(team.department_id),
        name=team.team_name,
        size=team.size,
        rows=rows.get(team.team_id, np.empty(0, dtype=np.int64)),
    )


def _department_place(teams: Sequence[WaveTeam], rows: dict[UUID | None, Rows]) -> GroupRows:
    parts = [rows[team.team_id] for team in teams if team.team_id in rows]
    return GroupRows(
        key=department_key(teams[-1].department_id),
        level="department",
        parent=ORGANISATION,
        name=teams[-1].department_name,
        size=sum(team.size for team in teams),
        rows=np.sort(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64),
    )
