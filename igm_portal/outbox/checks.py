"""What must be in order before mail leaves in production (`check --deploy`)."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register(deploy=True)
def mail_is_configured(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Defaults that are right on nobody's server: all mail would wait for ever, or be refused."""
    faults: list[CheckMessage] = []
    if settings.EMAIL_HOST == "localhost":
        hint = "Zet IGM_MAIL_HOST. Staat de mailserver op deze machine zelf: 127.0.0.1."
        faults.append(Error("Er is geen mailserver ingesteld.", hint=hint, id="outbox.E001"))
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = address.rpartition("@")[2]
    if "." not in domain or domain.endswith((".localhost", ".localdomain")):
        hint = "Zet IGM_MAIL_FROM op een adres in het domein van de organisatie."
        text = f"De afzender van de mail ({address}) is geen adres dat bestaat."
        faults.append(Error(text, hint=hint, id="outbox.E002"))
    return faults
