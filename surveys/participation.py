"""How many have sent, per team and only in bands: what may be seen while a wave is open."""

from dataclasses import dataclass

from django.db.models import Count, Q

from surveys.codes.bands import number_band
from surveys.models import Wave
from surveys.models.response import Response
from surveys.policy import Band, ParticipationBand


@dataclass(frozen=True, slots=True)
class TeamParticipation:
    """Participation of one group; `band` is None for a group too small to show."""

    team: str
    department: str
    band: ParticipationBand | None


def participation(wave: Wave) -> tuple[TeamParticipation, ...]:
    """Per team, alphabetically. Counts stay in here; a small team shows nothing at all.

    Managers are one to a team, so theirs is told for the organisation only; of clients there is no
    roster to compare with (see `code_numbers`).
    """
    policy = wave.policy
    if wave.anonymous:
        return ()
    if "team" not in policy.levels:
        return (_of_all(wave),)
    sent = dict(
        Response.objects.filter(wave=wave, sent=True)
        .values_list("team_id")
        .annotate(number=Count("id"))
        .values_list("team_id", "number")
    )
    return tuple(
        TeamParticipation(
            team.team_name,
            team.department_name,
            policy.participation_band(sent.get(team.team_id, 0), team.size),
        )
        for team in wave.teams.all()
    )


def _of_all(wave: Wave) -> TeamParticipation:
    sent = Response.objects.filter(wave=wave, sent=True).count()
    size = sum(team.size for team in wave.teams.all())
    return TeamParticipation(wave.organisation.name, "", wave.policy.participation_band(sent, size))


@dataclass(frozen=True, slots=True)
class CodeNumbers:
    """How many start codes were made and used, in bands."""

    made: Band
    used: Band


def code_numbers(wave: Wave) -> CodeNumbers:
    """What HR may know of taking part in a wave for clients."""
    found = wave.start_codes.aggregate(made=Count("pk"), used=Count("pk", filter=Q(used=True)))
    return CodeNumbers(number_band(found["made"]), number_band(found["used"]))
