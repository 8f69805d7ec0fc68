"""The waves that a start page tells somebody of, read once for all that it tells.

By written SQL, as a turn of a page has it (docs/adr/0087-what-helped-start-pages.md): who was
asked, who leads and who plans are told from the same rows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from igm_portal.accounts.access import Access
from igm_portal.accounts.permissions import Permission
from igm_portal.accounts.roles import Role
from igm_portal.joined_rows import as_parameter, columns_of, object_of, places_for
from surveys.models import Invitation, Wave, WaveState, WaveTeam
from surveys.models.instrument import InstrumentVersion
from surveys.results_moment import GUIDE_DAYS, guide_day

SEE_EVERY_WAVE = (
    Permission.SEE_WAVES,
    Permission.SEE_ALL_GROUPS,
    Permission.MANAGE_ORGANISATION,
)


@dataclass(frozen=True, slots=True)
class WavesAtHand:
    """The waves of an organisation that were not withdrawn, newest first: every one for who plans
    them or manages the organisation, for others those that ask or asked them, their teams or their
    departments. For everyone those that are to be closed.

    `invitations` are those of this person, of which `findable` lead to the own answers; `led` and
    `of_departments` are the waves with a team that this person leads, or of the own department.
    """

    waves: tuple[Wave, ...]
    invitations: tuple[Invitation, ...]
    findable: tuple[Invitation, ...]
    led: frozenset[UUID]
    of_departments: frozenset[UUID]

    def is_past_end(self, today: date) -> bool:
        """Whether any of them is to be closed, as `WaveQuerySet.past_end` says it."""
        return any(
            wave.state == WaveState.CLOSING
            or (wave.state == WaveState.OPEN and wave.closes_on < today)
            for wave in self.waves
        )

    def first_to_end(self, ids: Collection[UUID]) -> list[Wave]:
        """The waves with these ids, the one that ends first on top."""
        return sorted(
            (wave for wave in self.waves if wave.pk in ids), key=lambda one: one.closes_on
        )


_TEXT = ("content",)
_WAVES = f"""
SELECT wave.*,
    change.changed_on >= wave.starts_on AS is_locked,
    EXISTS (
        SELECT 1 FROM surveys_destroyedkey gone WHERE gone.generation = wave.key_generation
    ) AS is_untied,
    {{led}} AS is_led,
    {{of_departments}} AS is_of_department,
    {columns_of(Invitation, "invitation")},
    {columns_of(InstrumentVersion, "version", without=_TEXT)},
    {columns_of(InstrumentVersion, "addition", without=_TEXT)}
FROM surveys_wave wave
LEFT JOIN surveys_invitation invitation
    ON invitation.wave_id = wave.id AND invitation.person_id = %s
LEFT JOIN accounts_emailchange change ON change.person_id = invitation.person_id
LEFT JOIN surveys_instrumentversion version ON version.id = wave.instrument_id
LEFT JOIN surveys_instrumentversion addition ON addition.id = wave.support_id
WHERE wave.organisation_id = %s AND wave.state <> 'withdrawn'
"""  # noqa: S608  names of columns
_OF_THE_PERSON = """AND (
    invitation.id IS NOT NULL OR wave.state = 'closing' OR {of_teams} OR {of_departments}
    OR (wave.state = 'open' AND wave.closes_on < %s)
)
"""
_ORDER = "ORDER BY wave.closes_on DESC, wave.title, wave.id"


def waves_at_hand(access: Access, today: date) -> WavesAtHand:
    """What this person may be told of on `today`, in one query."""
    leads = {m.team_id for m in access.memberships if m.team_id and m.role == Role.TEAM_MANAGER}
    led, led_parameters = _asks("team_id", leads)
    of_departments, department_parameters = _asks("department_id", access.department_ids)
    query = _WAVES.format(led=led, of_departments=of_departments)
    parameters = [
        *led_parameters,
        *department_parameters,
        as_parameter(access.user.id),
        as_parameter(access.organisation.id),
    ]
    if not any(map(access.may, SEE_EVERY_WAVE)):
        of_teams, team_parameters = _asks("team_id", access.team_ids)
        query += _OF_THE_PERSON.format(of_teams=of_teams, of_departments=of_departments)
        parameters += [*team_parameters, *department_parameters, today]
    return _from_rows(access, list(Wave.objects.raw(query + _ORDER, parameters)))


def _asks(column: str, ids: Collection[UUID]) -> tuple[str, list[Any]]:
    """The condition that a wave asks any of these teams or departments, and its parameters."""
    if not ids:
        return "FALSE", []
    condition = (
        "EXISTS (SELECT 1 FROM surveys_waveteam place"  # noqa: S608  a column of ours
        f" WHERE place.wave_id = wave.id AND place.{column} IN ({places_for(ids)}))"
    )
    return condition, [as_parameter(one) for one in sorted(ids)]


def _from_rows(access: Access, rows: list[Wave]) -> WavesAtHand:
    versions: dict[int, InstrumentVersion] = {}

    def version_of(wave: Wave, table: str, key: int) -> InstrumentVersion:
        """Waves ask the same few questionnaires."""
        if key not in versions:
            versions[key] = object_of(InstrumentVersion, table, wave, without=_TEXT)
        return versions[key]

    invitations, findable = [], []
    for wave in rows:
        wave.organisation = access.organisation
        if wave.instrument_id:
            wave.instrument = version_of(wave, "version", wave.instrument_id)
        if wave.support_id:
            wave.support = version_of(wave, "addition", wave.support_id)
        if vars(wave)["invitation_id"] is not None:
            invitation = object_of(Invitation, "invitation", wave)
            invitation.wave = wave
            invitations.append(invitation)
            if not vars(wave)["is_locked"] and not vars(wave)["is_untied"]:
                findable.append(invitation)
    return WavesAtHand(
        tuple(rows),
        tuple(invitations),
        tuple(findable),
        frozenset(wave.pk for wave in rows if vars(wave)["is_led"]),
        frozenset(wave.pk for wave in rows if vars(wave)["is_of_department"]),
    )


_PLACES = """
SELECT place.* FROM surveys_waveteam place
WHERE place.wave_id IN ({waves}) AND place.team_id IN ({teams}) ORDER BY place.team_name
"""


def own_places(access: Access, at_hand: WavesAtHand) -> tuple[WaveTeam, ...]:
    """The own teams of today, and those this person was asked in, in all of these waves; newest
    wave first. Nothing for who may not see the own team.
    """
    if not access.may(Permission.SEE_OWN_TEAM):
        return ()
    asked_in = {invitation.wave_id: invitation.team_id for invitation in at_hand.invitations}
    waves = {wave.pk: wave for wave in at_hand.waves}
    teams = access.team_ids.union(asked_in.values())
    rows = WaveTeam.objects.raw(
        _PLACES.format(waves=places_for(waves), teams=places_for(teams)),
        [as_parameter(one) for one in (*waves, *teams)],
    )
    places: dict[UUID, list[WaveTeam]] = {wave: [] for wave in waves}
    for place in rows:
        if place.team_id in access.team_ids or asked_in.get(place.wave_id) == place.team_id:
            place.wave = waves[place.wave_id]
            places[place.wave_id].append(place)
    return tuple(place for of_wave in places.values() for place in of_wave)


def waves_in_teams(access: Access, at_hand: WavesAtHand, today: date) -> list[Wave]:
    """Waves that today ask the teams this person leads, or the department this person heads, and
    not this person; the one that ends first comes first.
    """
    asked_in = {invitation.wave_id for invitation in at_hand.invitations}
    others = at_hand.first_to_end((at_hand.led | at_hand.of_departments) - asked_in)
    return [wave for wave in others if wave.accepts_answers(today)]


def guides_for(at_hand: WavesAtHand, today: date) -> list[Wave]:
    """Waves whose result a team of this person will soon talk about: from the day on which its
    managers are told how (`guide_day`) until its results are there.
    """
    now = timezone.now()
    return [
        wave
        for wave in at_hand.first_to_end(at_hand.led)
        if wave.state in {WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED}
        and wave.closes_on <= today + GUIDE_DAYS
        and (wave.results_at is None or wave.results_at > now)
        and wave.has_team_results
        and guide_day(wave.closes_on) <= today
    ]
