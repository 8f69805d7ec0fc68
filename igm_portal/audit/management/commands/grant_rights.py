"""`manage.py grant_rights NAME [--password]`: a database user for the portal that works with rows
and can change no table, so that whoever gets in by the portal cannot undo what the database refuses
(`audit/triggers.py`). Run by the owner of the tables, after each `migrate`.
"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

# Triggers that forbid are named after their table and action.
FORBIDDEN = """
    SELECT relname, upper(action) FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    CROSS JOIN unnest(ARRAY['update', 'delete']) AS action
    WHERE relnamespace = 'public'::regnamespace AND tgname = relname || '_no_' || action
"""


class Command(BaseCommand):
    help = "Geeft de databasegebruiker van het portaal precies de rechten die het nodig heeft."
    requires_system_checks: list[str] = []  # also before there is a key

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="de databasegebruiker van webserver en worker")
        parser.add_argument(
            "--password",
            action="store_true",
            help="maak die gebruiker als hij er niet is; het wachtwoord komt van standaardinvoer",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Dit bestaat alleen voor PostgreSQL.")
        name: str = options["name"]
        password = sys.stdin.readline().strip() if options["password"] else ""
        if options["password"] and not password:
            raise CommandError("Er kwam geen wachtwoord op standaardinvoer.")
        with transaction.atomic(), connection.cursor() as cursor:
            if password:
                _make(cursor, name, password)
            _check(cursor, name)
            _grant(cursor, name)
        self.stdout.write(
            f"{name} leest en schrijft rijen, en verandert geen tabel, trigger of logboekregel."
        )


def _make(cursor: CursorWrapper, name: str, password: str) -> None:
    """The user with this password, which never leaves this process unhashed."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
    # With the connection it asks the server which hash it uses.
    secret = encrypt_password(password, name, cursor.cursor.connection, "scram-sha-256")
    statement = sql.SQL("{} ROLE {} LOGIN PASSWORD {}")
    cursor.execute(statement.format(verb, sql.Identifier(name), sql.Literal(secret)))


def _check(cursor: CursorWrapper, name: str) -> None:
    """Raises CommandError for a user that rights cannot limit: one that is not there, this one, or
    one that may do everything or whatever this one may. And while there are no tables yet.
    """
    cursor.execute("SELECT current_user")
    if cursor.fetchone() == (name,):
        raise CommandError(
            f"Deze opdracht werkt nu zelf als {name}. Geef het adres van de eigenaar van de "
            "tabellen in IGM_DATABASE_URL, of noem de andere gebruiker."
        )
    cursor.execute(
        "SELECT rolsuper OR pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles"
        " WHERE rolname = %s",
        [name],
    )
    row = cursor.fetchone()
    if row is None:
        raise CommandError(f"{name} bestaat niet. Maak die gebruiker eerst: createuser {name}")
    if row[0]:
        raise CommandError(f"{name} is de eigenaar van de tabellen of mag alles. Kies een ander.")
    cursor.execute("SELECT to_regclass('public.django_migrations') IS NULL")
    if cursor.fetchone() == (True,):
        raise CommandError("Er zijn nog geen tabellen. Draai eerst: manage.py migrate")


def _grant(cursor: CursorWrapper, name: str) -> None:
    """What is granted, and nothing of before: rows of every table, but of a table that refuses
    changes only what it does not refuse, and of the list of migrations only reading.
    """
    cursor.execute("SELECT current_database()")
    (database,) = cursor.fetchone()
    cursor.execute(FORBIDDEN)
    forbidden = [(table, action) for table, action in cursor.fetchall()]
    forbidden += [("django_migrations", action) for action in ("INSERT", "UPDATE", "DELETE")]
    names = {"user": sql.Identifier(name), "database": sql.Identifier(database)}
    statements = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM {user}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {user}",
        # Temporary tables: the rows of a wave are written in another order when it closes.
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {user}",
        "GRANT USAGE ON SCHEMA public TO {user}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {user}",
    ]
    for statement in statements:
        cursor.execute(sql.SQL(statement).format(**names))
    for table, action in forbidden:
        statement = f"REVOKE {action} ON {{table}} FROM {{user}}"
        cursor.execute(sql.SQL(statement).format(table=sql.Identifier(table), **names))
