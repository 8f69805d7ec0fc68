"""What the code of a mail server means, for who looks after the addresses."""

import re

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from igm_portal.outbox.models import MailFault

register = template.Library()
# The enhanced codes of RFC 3463 §3.2-3.8; the first that fits.
_MEANINGS: tuple[tuple[str, str | Promise], ...] = (
    (r"\d\.1\.\d+$", _("this address does not exist")),
    (r"\d\.2\.\d+$", _("this mailbox is full or closed")),
    (r"\d\.7\.\d+$", _("the mail server does not pass on mail of the portal")),
    (rf"^{MailFault.MALFORMED}$", _("this is no e-mail address")),
)


@register.filter
def reply_words(code: str) -> str | Promise:
    """A few words about a code such as `550 5.1.1`, or about a kind of fault."""
    for pattern, words in _MEANINGS:
        if re.search(pattern, code):
            return words
    return _("the mail server did not take the mail")
