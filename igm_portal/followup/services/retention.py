"""What people wrote down after a result goes when its term is over: two years after its wave,
unless the organisation chose less (ADR 76).
"""

from django.db import transaction

from igm_portal.followup.models import Agreement, Conversation
from surveys.models import Wave


@transaction.atomic
def remove_of_wave(wave: Wave) -> None:
    """Delete conversations and agreements about this wave, with all that hangs on them."""
    Conversation.objects.filter(place__wave=wave).delete()
    Agreement.objects.filter(place__wave=wave).delete()


def has_followup(wave: Wave) -> bool:
    """Whether anything was written down about this wave."""
    return (
        Conversation.objects.filter(place__wave=wave).exists()
        or Agreement.objects.filter(place__wave=wave).exists()
    )
