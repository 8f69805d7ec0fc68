"""Writing down when a team talks about its result, and how that ended; nothing else of it.

No event is recorded: when a team talks is no business of who reads the audit log.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.services.refusals import Refused
from igm_portal.followup.models import Conversation, Outcome
from surveys.models import WaveTeam

ENDED = _("This conversation has been noted as held already.")
TOO_EARLY = _("This day is still to come: note it when you have talked.")


@transaction.atomic
def plan_conversation(
    *, access: Access, place: WaveTeam, day: date, format: str, leader: str
) -> Conversation:
    """Plan a conversation; one that is planned already is moved, so that there is one at a time."""
    WaveTeam.objects.select_for_update().get(pk=place.pk)
    values = {"day": day, "format": format, "leader": leader}
    conversation, _new = Conversation.objects.update_or_create(
        organisation=access.organisation, place=place, outcome=Outcome.PLANNED, defaults=values
    )
    return conversation


@transaction.atomic
def end_conversation(*, conversation: Conversation, outcome: Outcome, today: date) -> None:
    """Note it as held, or as discussed with nothing agreed. Raises Refused for one that has ended
    or whose day is still to come.
    """
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if conversation.outcome != Outcome.PLANNED:
        raise Refused(ENDED)
    if conversation.day > today:
        raise Refused(TOO_EARLY)
    conversation.outcome = outcome
    conversation.save(update_fields=["outcome"])
