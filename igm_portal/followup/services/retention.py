"""What people wrote down after a result goes two years after its wave."""

from datetime import date

from django.db import transaction

from igm_portal.followup.models import Agreement, Conversation

KEPT_YEARS = 2


@transaction.atomic
def remove_expired(today: date) -> int:
    """Delete conversations and agreements, with all that hangs on them, of waves that ended two
    years ago or longer. Returns how many agreements went.
    """
    try:
        before = today.replace(year=today.year - KEPT_YEARS)
    except ValueError:  # 29 February
        before = today.replace(year=today.year - KEPT_YEARS, day=28)
    Conversation.objects.filter(place__wave__closes_on__lt=before).delete()
    expired = Agreement.objects.filter(place__wave__closes_on__lt=before)
    number = expired.count()
    expired.delete()
    return number
