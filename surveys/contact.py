"""Whom to ask, on one line for paper."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from igm_portal.accounts.models import Organisation
from igm_portal.local_texts import in_own_words


def contact_line(organisation: Organisation, *, for_client: bool) -> str:
    """Whom to call or write, and when; for a client also that nobody else need know. Empty where
    nobody has been filled in.
    """
    if not organisation.has_contact:
        return ""
    ways = filter(None, (organisation.contact_phone, organisation.contact_email))
    name = organisation.contact_name or organisation.name
    hours = f" ({organisation.contact_hours})" if organisation.contact_hours else ""
    line = f"{name}, {', '.join(ways)}{hours}."
    if for_client:
        questions = pgettext("client", "Questions? %(contact)s") % {"contact": line}
        privately = pgettext("client", "Your caseworker ({klantmanager}) does not need to know.")
        return f"{questions} {in_own_words(privately, organisation.words)}"
    return _("Questions? %(contact)s") % {"contact": line}
