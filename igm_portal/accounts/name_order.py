"""People in the order in which one looks them up: capitals and accents change nothing.

PostgreSQL sorts by the rules of Unicode where it was built with them (every packaged one is).
SQLite, which only the demo uses, knows the letters without accents.
"""

from functools import cache

from django.db import connection
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate, Lower

UNICODE = "und-x-icu"


def by_name() -> Combinable:
    """What to order people by."""
    return Collate(F("name"), UNICODE) if _knows_unicode(connection.vendor) else Lower("name")


@cache
def _knows_unicode(vendor: str) -> bool:
    if vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_collation WHERE collname = %s)", [UNICODE])
        return bool(cursor.fetchone()[0])
