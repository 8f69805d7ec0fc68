"""The cases that an organisation writes itself: added, changed and removed."""

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.audit.services import record
from igm_portal.followup.models import OwnCase


@transaction.atomic
def keep_case(*, access: Access, case: OwnCase | None, **values: str) -> None:
    """Change a case, or add one where there is None; `values` are all its fields."""
    own_case = case or OwnCase(organisation=access.organisation)
    for name, value in values.items():
        setattr(own_case, name, value)
    own_case.save()
    action = "case.changed" if case else "case.added"
    record(action, own_case, by=access.user, organisation_id=access.organisation.id)


@transaction.atomic
def remove_case(*, access: Access, case: OwnCase) -> None:
    record("case.removed", case, by=access.user, organisation_id=access.organisation.id)
    case.delete()
