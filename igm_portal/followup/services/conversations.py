"""Writing down when a team talks about its result, and how that ended; nothing else of it.

No event is recorded: when a team talks is no business of who reads the audit log.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.services.refusals import Refused
from igm_portal.followup.models import Conversation, ConversationEnd, ConversationFormat
from igm_portal.followup.models.conversation import Leader
from surveys.models import WaveTeam

ALREADY_NOTED = _("A conversation of today has been noted already.")


@transaction.atomic
def plan_conversation(
    *, access: Access, place: WaveTeam, day: date, format: str, leader: str
) -> Conversation:
    """Plan a conversation; one that is planned already is moved, so that there is one at a time."""
    WaveTeam.objects.select_for_update().get(pk=place.pk)
    values = {"day": day, "format": format, "leader": leader}
    conversation, _new = Conversation.objects.update_or_create(
        organisation=access.organisation,
        place=place,
        outcome=ConversationEnd.PLANNED,
        defaults=values,
    )
    return conversation


@transaction.atomic
def end_conversation(
    *, access: Access, place: WaveTeam, outcome: ConversationEnd, today: date
) -> None:
    """Note that the team has talked: in the conversation that was planned, or, where none was, in
    an hour led by the manager. Held before its day, it was held today. Raises Refused when one was
    noted today already: a second press.
    """
    WaveTeam.objects.select_for_update().get(pk=place.pk)
    own = Conversation.objects.of_place(access.organisation.id, place)
    conversation = own.filter(outcome=ConversationEnd.PLANNED).first()
    if conversation is None:
        if own.filter(day=today).exists():
            raise Refused(ALREADY_NOTED)
        conversation = Conversation(
            organisation=access.organisation,
            place=place,
            day=place.conversation_on or today,
            format=ConversationFormat.HOUR,
            leader=Leader.MANAGER,
        )
    conversation.day, conversation.outcome = min(conversation.day, today), outcome
    conversation.save()
