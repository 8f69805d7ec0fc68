"""Entry point of the application server."""

import logging
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "igm_portal.settings.base")

application = get_wsgi_application()


def refuse_without_keys() -> None:
    """An application server runs no system checks, and without its keys the portal would seem to
    work while nobody finds the own answers back. Raises ImproperlyConfigured.
    """
    from surveys import identity
    from surveys.services.keys import key_faults

    faults = list(key_faults()) if identity.generations() else ["Er is geen enkele sleutel."]
    if faults:
        raise ImproperlyConfigured(" ".join(faults))


try:
    refuse_without_keys()
except DatabaseError:  # pages will say so themselves, until it is back
    logging.getLogger(__name__).warning("De database antwoordt niet; sleutels niet nagekeken.")
finally:
    connections.close_all()  # a server may still split into processes
