"""What somebody can do who owns the tables: past every refusal of the database."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from igm_portal.audit.models import AuditEvent
from igm_portal.audit.services import record
from tests.world import World


def as_owner(statement: str, *values: str | int | datetime) -> None:
    """Who owns the tables takes the refusals away, and leaves none behind."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement, values)
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = [row for row in cursor.fetchall() if row[0].startswith("audit_")]
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        for _name, sql in triggers:
            cursor.execute(sql)


def age(pk: int, days: int) -> None:
    """A row of the log as it would be had it been written so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    text = str(moment.replace(tzinfo=None)) if connection.vendor == "sqlite" else moment
    as_owner("UPDATE audit_auditevent SET at = %s WHERE id = %s", text, pk)


def made_old(world: World, days: int, rows: int = 3) -> list[int]:
    """Rows of the log that were written so many days ago."""
    organisation = world.organisation
    for number in range(rows):
        record("test.done", organisation, by=None, organisation_id=organisation.id, n=number)
    ids = sorted(AuditEvent.objects.values_list("pk", flat=True))[-rows:]
    for pk in ids:
        age(pk, days)
    return ids
