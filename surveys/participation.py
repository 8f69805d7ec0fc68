"""How many have sent, as of today's count and only in bands: all that shows of an open wave."""

from dataclasses import dataclass
from uuid import UUID

from igm_portal.spelling import natural_key
from surveys.models import Wave, WaveTeam
from surveys.participation_bands import number_band, open_band
from surveys.policy import Band, ParticipationBand, Policy


@dataclass(frozen=True, slots=True)
class TeamParticipation:
    """Participation of one group; `band` is None for a group too small to show,
    and for every group as long as the wave was not `counted`. `enough`: whether the low end of the
    band reaches what a result asks for, in share and in people; it promises none.
    """

    team: str
    department: str
    band: ParticipationBand | None
    counted: bool
    enough: bool


def participation(wave: Wave) -> tuple[TeamParticipation, ...]:
    """Per team, alphabetically, as last counted (`services.tallies`); a small team shows nothing.

    Managers are one to a team, so theirs is told for the organisation only; of clients there is no
    roster to compare with (see `code_numbers`).
    """
    if wave.anonymous:
        return ()
    counts = _shown(wave)
    counted = bool(counts)
    places = by_name(wave)
    if "team" not in wave.policy.levels:
        size = sum(place.size for place in places)
        band = _band(wave, counts.get(None, 0), size) if counted else None
        return (
            TeamParticipation(
                wave.organisation.name, "", band, counted, enough(wave.policy, band, size)
            ),
        )
    return tuple(
        TeamParticipation(
            place.team_name,
            place.department_name,
            band,
            counted,
            enough(wave.policy, band, place.size),
        )
        for place in places
        for band in (_band(wave, counts.get(place.team_id, 0), place.size) if counted else None,)
    )


def by_name(wave: Wave) -> list[WaveTeam]:
    """The teams of a wave, team 2 before team 11."""
    return sorted(wave.teams.all(), key=lambda place: natural_key(place.team_name))


def enough(policy: Policy, band: ParticipationBand | None, size: int) -> bool:
    """Whether the least number of people in `band` is enough for a result, in share and number."""
    if band is None:
        return False
    least = -(-band.low * size // 100)
    return least >= policy.means and policy.participates_enough(least, size)


def _band(wave: Wave, sent: int, size: int) -> ParticipationBand | None:
    return open_band(sent, size) if size >= wave.policy.means else None


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
