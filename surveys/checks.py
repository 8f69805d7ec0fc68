"""What must be in order before the portal starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from surveys import identity


@register()
def keys_are_present(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without its key a wave cannot find answers back; better not to start than to lose them."""
    if identity.generations():
        return []
    if identity.lacks_access():
        return [
            Error(
                f"De gebruiker van het portaal mag de map {settings.IGM_KEY_DIR} niet lezen.",
                hint="Geef die gebruiker de map en wat erin staat: chown -R igm: MAP, en daarboven "
                "het recht erdoorheen te gaan.",
                id="surveys.E004",
            )
        ]
    return [
        Error(
            f"Er is geen sleutel voor de pseudoniemen in {settings.IGM_KEY_DIR}.",
            hint="Zet de bewaarde sleutels terug. Alleen een nieuwe, lege installatie krijgt een "
            "eerste sleutel, met: manage.py new_key",
            id="surveys.E001",
        )
    ]


@register()
def keys_fit_the_waves(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every wave has its key, or the record that it was destroyed. Says nothing as long as there
    are no tables to ask.
    """
    # Models exist only once all apps are loaded.
    from surveys.services.keys import NO_RIGHTS, key_faults, lacks_rights

    try:
        return [
            Error(fault, hint=f"De sleutels staan in {settings.IGM_KEY_DIR}.", id="surveys.E002")
            for fault in key_faults()
        ]
    except DatabaseError as fault:
        return [Error(NO_RIGHTS, id="surveys.E003")] if lacks_rights(fault) else []
