"""How many had sent when it was last looked at: responses carry no date, so this is kept apart."""

from django.db import models
from django.db.models import Q

from igm_portal.accounts.models import Team
from surveys.models.wave import Wave


class Tally(models.Model):
    """One team of an open wave, or the whole wave (`team` None); gone when the wave closes.

    `checked` is the number on the day `checked_on`, `shown` the one that is told, in a band.
    Numbers of people who sent, and for clients of codes used. The next day overwrites them.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="tallies")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", null=True)
    checked_on = models.DateField()
    checked = models.PositiveIntegerField()
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "team"], name="tally_once_per_team"),
            models.UniqueConstraint(
                fields=["wave"], condition=Q(team=None), name="tally_once_per_wave"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}:{self.team_id}"
