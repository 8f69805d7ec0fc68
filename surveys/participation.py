"""How many have sent, as of today's count and only in bands: all that shows of an open wave."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from uuid import UUID

from django.db import connection

from igm_portal.joined_rows import as_id, as_parameter, places_for
from igm_portal.spelling import natural_key
from surveys.models import Wave, WaveTeam
from surveys.participation_bands import number_band, open_band
from surveys.policy import Band, ParticipationBand, Policy


class Outlook(StrEnum):
    """Whether enough people of a group have sent for a result, as far as that may be known."""

    ENOUGH = "enough"
    UNSURE = "unsure"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class TeamParticipation:
    """Participation of one group; `band` is None for a group too small to show,
    and for every group as long as the wave was not counted. `least_participation` is what both
    minima ask of its roster, in whole per cents; None for a roster under the threshold.
    """

    team: str
    department: str
    band: ParticipationBand | None
    is_counted: bool
    enough: bool
    least_participation: int | None

    @property
    def width(self) -> int:
        """How wide the band is, in per cents; 0 where none is told."""
        return self.band.high - self.band.low if self.band else 0

    @property
    def outlook(self) -> Outlook:
        """Enough only by the low end of the band, too small only by the roster, else not sure: the
        high end says nothing of today, since the count lags (onthulling §8). It promises no result.
        """
        if self.least_participation is None:
            return Outlook.TOO_SMALL
        return Outlook.ENOUGH if self.enough else Outlook.UNSURE


def participation(wave: Wave) -> tuple[TeamParticipation, ...]:
    """Per team, alphabetically, as last counted (`services.tallies`); a small team shows nothing.

    Managers are one to a team, so theirs is told for the organisation only; of clients there is no
    roster to compare with (see `code_numbers`).
    """
    if wave.anonymous:
        return ()
    counts, policy = _shown(wave), wave.policy
    places = by_name(wave)
    if "team" not in policy.levels:
        size = sum(place.size for place in places)
        return (_of_group(policy, counts, None, wave.organisation.name, "", size),)
    return tuple(
        _of_group(policy, counts, place.team_id, place.team_name, place.department_name, place.size)
        for place in places
    )


def _of_group(
    policy: Policy,
    counts: dict[UUID | None, int],
    key: UUID | None,
    team: str,
    department: str,
    size: int,
) -> TeamParticipation:
    band = open_band(counts.get(key, 0), size) if counts and size >= policy.means else None
    return TeamParticipation(
        team, department, band, bool(counts), enough(policy, band, size), needed(policy, size)
    )


def needed(policy: Policy, size: int) -> int | None:
    """The least share of `size` people that reaches both minima, in per cents, rounded up."""
    if size < policy.means:
        return None
    return max(ceil(100 * policy.means / size), round(100 * (policy.participation_minimum or 0)))


def by_name(wave: Wave) -> list[WaveTeam]:
    """The teams of a wave, team 2 before team 11."""
    return sorted(wave.teams.all(), key=lambda place: natural_key(place.team_name))


def enough(policy: Policy, band: ParticipationBand | None, size: int) -> bool:
    """Whether the least number of people in `band` is enough for a result, in share and number."""
    if band is None:
        return False
    least = -(-band.low * size // 100)
    return least >= policy.means and policy.participates_enough(least, size)


@dataclass(frozen=True, slots=True)
class WaveParticipation:
    """How many teams of a wave are sure to have enough people. `shown` is the number told of the
    wave as a whole, of clients and managers; `size` is how many people were asked in all, and
    `is_today` whether it was counted on the day asked about.
    """

    is_counted: bool
    is_today: bool
    enough: int
    teams: int
    size: int
    shown: int | None


# Teams of one size of which one number is told are the same to `enough`, so they are counted here
# and not read: a wave may have thousands.
_COUNTS = """
SELECT wave.id, place.size, tally.shown, whole.shown, COUNT(place.id),
    MAX(CASE WHEN tally.checked_on >= %s OR whole.checked_on >= %s THEN 1 ELSE 0 END)
FROM surveys_wave wave
LEFT JOIN surveys_waveteam place ON place.wave_id = wave.id
LEFT JOIN surveys_tally tally ON tally.wave_id = wave.id AND tally.team_id = place.team_id
LEFT JOIN surveys_tally whole ON whole.wave_id = wave.id AND whole.team_id IS NULL
WHERE wave.id IN ({places})
GROUP BY wave.id, place.size, tally.shown, whole.shown
"""


def participation_of(waves: Collection[Wave], today: date) -> dict[UUID, WaveParticipation]:
    """What `participation` tells of these waves, in numbers of teams; one query."""
    if not waves:
        return {}
    query = _COUNTS.format(places=places_for(waves))
    ids = [as_parameter(wave.pk) for wave in waves]
    rows: dict[UUID, list[tuple[int, int | None, int | None, int, bool]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(query, [today, today, *ids])
        for ident, size, shown, whole, number, is_today in cursor.fetchall():
            rows[as_id(ident)].append((size or 0, shown, whole, number, bool(is_today)))
    return {wave.pk: _summed(wave.policy, rows[wave.pk]) for wave in waves}


def _summed(
    policy: Policy, rows: Collection[tuple[int, int | None, int | None, int, bool]]
) -> WaveParticipation:
    is_counted = any(not (shown is whole is None) for _size, shown, whole, _number, _today in rows)
    return WaveParticipation(
        is_counted,
        any(is_today for *_numbers, is_today in rows),
        sum(
            number
            for size, shown, _whole, number, _today in rows
            if is_counted and size >= policy.means
            if enough(policy, open_band(shown or 0, size), size)
        ),
        sum(number for _size, _shown, _whole, number, _today in rows),
        sum(size * number for size, _shown, _whole, number, _today in rows),
        next((whole for _size, _shown, whole, _number, _today in rows), None),
    )


def _shown(wave: Wave) -> dict[UUID | None, int]:
    return {tally.team_id: tally.shown for tally in wave.tallies.all()}


@dataclass(frozen=True, slots=True)
class CodeNumbers:
    """How many start codes were made and, as last counted, used; in bands. Not counted is None."""

    total: Band
    used: Band | None


def code_numbers(wave: Wave) -> CodeNumbers:
    """What HR may know of taking part in a wave for clients."""
    return CodeNumbers(number_band(wave.start_codes.count()), codes_used(wave))


def codes_used(wave: Wave) -> Band | None:
    """How many start codes were used, as last counted."""
    count = _shown(wave).get(None)
    return None if count is None else number_band(count)
