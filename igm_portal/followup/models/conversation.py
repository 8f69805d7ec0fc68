"""The conversation of a team about its result: when, how, who leads, and how it ended."""

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from igm_portal.accounts.models import Organisation
from surveys.models import WaveTeam


class ConversationFormat(models.TextChoices):
    HOUR = "hour", _("Team conversation of an hour")
    THREE_TIMES = "three_times", _("Three times twenty minutes in the team meeting")
    PEER_REVIEW = "peer_review", _("Intervisie: 65 minutes, six to eight people")
    LEARNING_MOMENT = "learning_moment", _("Learning moment: ten minutes")


class Leader(models.TextChoices):
    MANAGER = "manager", _("The team manager")
    MEMBER = "member", _("Somebody of the team")
    ADVISER = "adviser", _("An HR adviser, or somebody of another team")


class ConversationEnd(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("conversation", "Planned")
    HELD = "held", pgettext_lazy("conversation", "Held")
    NOTHING_AGREED = "nothing_agreed", _("Discussed, nothing agreed")


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def of_place(self, organisation_id: UUID, place: WaveTeam) -> "ConversationQuerySet":
        """Those of one team about one wave."""
        return self.filter(organisation_id=organisation_id, place=place)

    def ended(self) -> "ConversationQuerySet":
        return self.exclude(outcome=ConversationEnd.PLANNED)


class Conversation(models.Model):
    """Nothing of what was said, nor who was there: a date, a format, who leads, how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(WaveTeam, on_delete=models.CASCADE, related_name="conversations")
    day = models.DateField()
    format = models.CharField(max_length=20, choices=ConversationFormat.choices)
    leader = models.CharField(max_length=10, choices=Leader.choices)
    outcome = models.CharField(
        max_length=15, choices=ConversationEnd.choices, default=ConversationEnd.PLANNED
    )

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.place.team_name
