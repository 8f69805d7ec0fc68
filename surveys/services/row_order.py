"""Rows of a closed wave lie in the order of their random ids, not in that of their arrival.

A database keeps hidden columns (SQLite's rowid, PostgreSQL's ctid and xmin) that tell in which
order rows came in. Beside a list of who was at work when, that order would tell whose answers are
whose (research §7.2 case 12), so at closing the rows are written anew.
"""

from django.db import connection, models

from surveys.models import StartCode, Wave
from surveys.models.response import SCANNED, OpenAnswer, Response


def forget_order(wave: Wave) -> None:
    """Rewrite the answers and codes of a wave, sorted by random id. Call inside a transaction."""
    key = str(Wave._meta.pk.get_db_prep_value(wave.pk, connection))
    _rewrite(OpenAnswer, "response_id IN (SELECT id FROM surveys_response WHERE wave_id = %s)", key)
    _rewrite(Response, "wave_id = %s", key)
    _rewrite(StartCode, "wave_id = %s", key)


def _rewrite(model: type[models.Model], condition: str, key: str) -> None:
    quote = connection.ops.quote_name
    table, pk = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    copy = quote(f"{model._meta.db_table}_in_order")
    source = table + SCANNED.get(connection.vendor, "")
    # Names of our own tables only; the key of the wave goes in as a parameter.
    statements: tuple[tuple[str, list[str]], ...] = (
        (f"CREATE TEMPORARY TABLE {copy} AS SELECT * FROM {source} WHERE {condition}", [key]),  # noqa: S608
        (f"DELETE FROM {source} WHERE {condition}", [key]),  # noqa: S608
        (f"INSERT INTO {table} SELECT * FROM {copy} ORDER BY {pk}", []),  # noqa: S608
        (f"DROP TABLE {copy}", []),
    )
    with connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement, parameters)
