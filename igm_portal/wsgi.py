"""Entry point of the application server."""

import logging
import os
from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "igm_portal.settings.base")

application = get_wsgi_application()

import igm_portal.urls  # noqa: E402, F401  read now, so that no first visitor waits for it
from igm_portal.health import key_folder_faults, style_faults  # noqa: E402  needs the apps
from surveys.services.keys import NO_RIGHTS, lacks_rights  # noqa: E402


def refuse(faults: Iterable[str]) -> None:
    """An application server runs no system checks. Without its keys the portal would seem to work
    while nobody finds the own answers back; without its styles every page would fail. Raises
    ImproperlyConfigured.
    """
    if text := " ".join(faults):
        raise ImproperlyConfigured(text)


try:
    refuse(key_folder_faults())
except DatabaseError as fault:  # pages will say so themselves, until it is back
    refuse([NO_RIGHTS] if lacks_rights(fault) else [])
    logging.getLogger(__name__).warning("De database antwoordt niet; sleutels niet nagekeken.")
finally:
    connections.close_all()  # a server may still split into processes
refuse(style_faults())
