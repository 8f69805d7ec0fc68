"""The logo on the pages and papers of an organisation: put there, replaced, taken away."""

from hashlib import sha256

from django.db import transaction

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Logo, Organisation
from igm_portal.accounts.pictures.faults import PictureFault
from igm_portal.accounts.pictures.logo import Clean, drawing, read
from igm_portal.accounts.pictures.printing import check_printable
from igm_portal.accounts.services.logo_words import FAULTS
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record


def set_logo(*, access: Access, content: bytes) -> None:
    """Raises Refused, with the reason, for a file that is no small and harmless picture.

    The trial on paper takes its time before the transaction begins.
    """
    try:
        logo = read(content)
        check_printable(drawing(logo.kind, logo.content))
    except PictureFault as fault:
        raise Refused(FAULTS[fault.fault]) from None
    with transaction.atomic():
        put_logo(access.organisation, logo)
        _record("organisation.logo_set", access)


def put_logo(organisation: Organisation, logo: Clean) -> None:
    """Keep it; the mark in its address changes with it, so that browsers may keep it too."""
    Logo.objects.update_or_create(
        organisation=organisation, defaults={"kind": logo.kind, "content": logo.content}
    )
    organisation.logo = sha256(logo.content).hexdigest()[:16]
    organisation.save(update_fields=["logo"])


@transaction.atomic
def remove_logo(*, access: Access) -> None:
    Logo.objects.filter(organisation=access.organisation).delete()
    access.organisation.logo = ""
    access.organisation.save(update_fields=["logo"])
    _record("organisation.logo_removed", access)


def _record(action: str, access: Access) -> None:
    organisation = access.organisation
    record(action, organisation, by=access.user, organisation_id=organisation.id)
