"""Many organisations like the one in this database, written by the database itself.

    python -m tests.bench.country NUMBER

Every copy has ids, addresses and names of its own, and answers, invitations and snapshots like
those of the first. On PostgreSQL alone: nothing else makes a million rows in a minute.
"""

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import django
from django.db import connection

COPIED = (
    "accounts.Organisation",
    "accounts.Department",
    "accounts.Team",
    "accounts.User",
    "accounts.Membership",
    "surveys.Wave",
    "surveys.WaveTeam",
    "surveys.Invitation",
    "surveys.Response",
    "reports.Snapshot",
)
OWN_TEXTS = {"slug", "email"}  # no two rows of a database have the same


def main(number: str) -> None:
    """Add so many organisations; prints as JSON how many answers there are, how large the database
    is (MiB), and the seconds it took.
    """
    django.setup()
    from django.apps import apps

    models = [apps.get_model(label) for label in COPIED]
    start = time.perf_counter()
    with connection.cursor() as cursor:
        # Every key points at a row that was copied just before: it need not be looked up again.
        cursor.execute("SET session_replication_role = replica")
        for model in models:
            cursor.execute(_copy(model, models), [int(number)])
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT count(*), pg_database_size(current_database()) FROM surveys_response"
        )
        answers, size = cursor.fetchone()
    seconds = time.perf_counter() - start
    print(json.dumps({"answers": answers, "size": size / 1024**2, "seconds": seconds}))


def _copy(model: Any, models: Sequence[Any]) -> str:
    """The statement that writes the rows of one table again for every new organisation."""
    quote = connection.ops.quote_name
    columns, values = [], []
    for field in model._meta.local_fields:
        if field.get_internal_type() == "BigAutoField":
            continue  # the database counts on
        name = quote(field.column)
        is_id = field.primary_key or field.related_model in models
        if is_id:
            value = f"md5({name}::text || copy)::uuid"
        elif field.column in OWN_TEXTS:
            value = f"copy || '-' || {name}"
        else:
            value = name
        columns.append(name)
        values.append(value)
    table = quote(model._meta.db_table)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "  # noqa: S608
        f"FROM {table}, generate_series(1, %s) AS copy"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
