"""Who is asked. An invitation carries no flag and no date that tells whether someone answered."""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection, models
from django.utils.functional import cached_property

from igm_portal.accounts.models import Team, User
from igm_portal.joined_rows import as_parameter
from surveys import identity
from surveys.instruments.languages.tag import BASE
from surveys.instruments.model import Instrument
from surveys.models.wave import Wave

_JOINED = {
    "postgresql": "string_agg(CAST(person_id AS text), ',')",
    "sqlite": "group_concat(person_id, ',')",
}
_BY_TEAM = (
    "SELECT CAST(team_id AS text), {} FROM surveys_invitation WHERE wave_id = %s GROUP BY team_id"
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def people_by_team(self, wave_id: UUID) -> Mapping[UUID, frozenset[int]]:
        """Who was asked in a wave, by team: people as the numbers of their ids (`UUID.int`).

        A row per team: of a hundred thousand rows making each takes longer than what is in it.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                _BY_TEAM.format(_JOINED[connection.vendor]), [str(as_parameter(wave_id))]
            )
            return {
                UUID(team): frozenset(int(one, 16) for one in people.replace("-", "").split(","))
                for team, people in cursor.fetchall()
            }


class Invitation(models.Model):
    """One person, asked once per wave, for one team (ADR 19); made at launch, all at once."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "person"], name="invitation_once_per_wave")
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}:{self.person_id}"

    @cached_property
    def pseudonym(self) -> str:
        """The person's pseudonym in this wave: computed with the key, stored nowhere here.

        Raises MissingKey before launch and after the key of the wave was destroyed.
        """
        generation = self.wave.key_generation
        if generation is None:
            raise identity.MissingKey("This wave has not been launched.")
        return identity.pseudonym(generation, self.wave_id, self.person_id)

    @cached_property
    def mark(self) -> str:
        """By which pages name this participant. Raises MissingKey as `pseudonym`."""
        return identity.participant_mark(
            self.wave.key_generation or 0, self.wave_id, self.pseudonym
        )

    @property
    def questionnaire(self) -> Instrument:
        """All that is asked, as it was frozen; invitations exist from launch on only."""
        return self.wave.questionnaire_in(BASE)
