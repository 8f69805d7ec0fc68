"""Everything that somebody sees who has one copy of the database and no key.

Also what a database keeps by itself: SQLite's rowid and PostgreSQL's ctid, xmin, xmax, cmin and
cmax tell in which order rows were written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection

HIDDEN = {
    "sqlite": ("rowid",),
    "postgresql": ("ctid", "xmin", "xmax", "cmin", "cmax"),
}


@dataclass(frozen=True)
class Table:
    """All rows of one table, as text; hidden columns first."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def dump() -> tuple[Table, ...]:
    """Every table of the database, with the hidden columns, and who each session belongs to."""
    names = sorted(connection.introspection.table_names())
    return (*(_table(name) for name in names), _sessions())


def _table(name: str) -> Table:
    hidden = HIDDEN[connection.vendor]
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(hidden)}, * FROM {quoted}")  # noqa: S608  own tables
        columns = tuple(f"{column[0]} ({i})" for i, column in enumerate(cursor.description))
        rows = tuple(tuple(plain(value) for value in row) for row in cursor.fetchall())
    return Table(name, columns, rows)


def _sessions() -> Table:
    """Sessions are signed, not encrypted: a dump tells whose they are and how long they last."""
    rows = tuple(
        (plain(session.get_decoded().get("_auth_user_id")), plain(session.expire_date), session.pk)
        for session in Session.objects.order_by("expire_date")
    )
    return Table("sessions, read", ("user", "expire_date", "session_key"), rows)


def plain(value: Any) -> str:
    """One spelling for the same value, whatever the column: UUIDs without dashes."""
    return str(value).replace("-", "").lower()


Features = Mapping[str, Mapping[str, str]]
"""Per column: what it says of each of the things looked for."""


def features(tables: Sequence[Table], marks: Mapping[str, str]) -> Features:
    """What the dump says of each thing: every column of every row that names it by a mark.

    `marks` leads from a text that stands for a thing (an id, an address) to its name. Where
    several rows name it, the first and the last count apart.
    """
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        for key, row in _naming(table, marks):
            for column, value in zip(table.columns, row, strict=True):
                found.setdefault(f"{table.name}.{column} first", {}).setdefault(key, value)
                found.setdefault(f"{table.name}.{column} last", {})[key] = value
    return {name: of for name, of in found.items() if len(set(of.values())) > 1}


def _naming(table: Table, marks: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in table.rows:
        for key in {marks[value] for value in row if value in marks}:
            yield key, row
