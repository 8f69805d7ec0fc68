"""Set, replace and remove the logo on the pages and papers of an organisation."""

from hashlib import sha256

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.accounts.access import Access
from igm_portal.accounts.models import Logo, Organisation
from igm_portal.accounts.pictures import PictureFault, PictureRefused, read_logo
from igm_portal.accounts.services.refusals import Refused
from igm_portal.audit.services import record

PICTURE_FAULT_TEXTS: dict[PictureFault, str | Promise] = {
    PictureFault.TOO_LARGE: _("This file is larger than 1 MB."),
    PictureFault.SVG: _(
        "An SVG is a program as well as a picture, so we do not take it. Save the logo as PNG with "
        "your drawing program, 1000 dots wide or more. A drawing can come with the style of your "
        "organisation: ask who runs the portal."
    ),
    PictureFault.NO_PICTURE: _("This is not a PNG or JPEG, or the file is damaged."),
    PictureFault.TOO_MANY_PIXELS: _(
        "This picture has too many dots. Make it 4000 dots wide or less."
    ),
    PictureFault.SHAPE: _("This picture is far too wide or too high for a logo."),
}


@transaction.atomic
def set_logo(*, access: Access, content: bytes) -> None:
    """Raises Refused, with the reason, for a file that is no picture we can take."""
    try:
        png = read_logo(content)
    except PictureRefused as refusal:
        raise Refused(PICTURE_FAULT_TEXTS[refusal.fault]) from None
    put_logo(access.organisation, png)
    _record("organisation.logo_set", access)


def put_logo(organisation: Organisation, png: bytes) -> None:
    """Store it; the mark in its address changes with it, so that browsers may keep it too."""
    Logo.objects.update_or_create(organisation=organisation, defaults={"content": png})
    organisation.logo = sha256(png).hexdigest()[:16]
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
