"""The learning moments of an organisation: added, changed and removed by HR."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from igm_portal.followup.models import LearningMoment

RETENTION: Final = timedelta(days=31)


@transaction.atomic
def keep_moment(*, access: Access, moment: LearningMoment | None, **values: object) -> None:
    """Change a moment, or add one where there is None; `values` are all its fields."""
    row = moment or LearningMoment(organisation=access.organisation)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    action = "learning_moment.changed" if moment else "learning_moment.added"
    record(action, row, by=access.user, organisation_id=access.organisation.id)


@transaction.atomic
def remove_moment(*, access: Access, moment: LearningMoment) -> None:
    record(
        "learning_moment.removed", moment, by=access.user, organisation_id=access.organisation.id
    )
    moment.delete()


def remove_past(today: date) -> None:
    """Delete what was a month ago."""
    LearningMoment.objects.filter(day__lt=today - RETENTION).delete()
