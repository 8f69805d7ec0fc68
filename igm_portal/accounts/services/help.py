"""Change who helps in an organisation, and where its statements stand."""

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.accounts.models.organisation import HELP_FIELDS
from igm_portal.audit.services import record


@transaction.atomic
def set_help(*, access: Access, **values: str) -> None:
    """On record is that it changed, and not what it says: everybody can read that."""
    organisation = access.organisation
    for name in HELP_FIELDS:
        setattr(organisation, name, values[name])
    organisation.save(update_fields=HELP_FIELDS)
    here = organisation.id
    record("organisation.help_changed", organisation, by=access.user, organisation_id=here)
