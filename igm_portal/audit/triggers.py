"""Tables that the database itself refuses to change: invariants do not rest on our code alone.

Trap: a later migration that alters such a table makes SQLite rebuild it without its triggers; it
must end with `forbid` again. `tests/integration/test_closing.py` and `test_audit.py` notice.
"""

from typing import Final, Literal

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

Action = Literal["UPDATE", "DELETE"]
LEAST_DAYS: Final = 180
"""So long a row of the log stays, whatever anybody asks; the shortest term is six months."""


def forbid(table: str, action: Action) -> RunPython:
    """A migration step after which rows of `table` can no longer be updated or deleted."""

    def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in create_statements(editor.connection.vendor, table, action):
            editor.execute(statement)

    def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(drop_statement(editor.connection.vendor, table, action))

    return RunPython(forwards, backwards)


def forbid_early_delete(table: str) -> RunPython:
    """A migration step after which rows of `table` with a moment `at` can be deleted only when they
    are `LEAST_DAYS` old; in place of `forbid(table, "DELETE")`.
    """

    def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(drop_statement(editor.connection.vendor, table, "DELETE"))
        for statement in early_delete_statements(editor.connection.vendor, table):
            editor.execute(statement)

    def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(drop_statement(editor.connection.vendor, table, "EARLY_DELETE"))
        for statement in create_statements(editor.connection.vendor, table, "DELETE"):
            editor.execute(statement)

    return RunPython(forwards, backwards)


def early_delete_statements(vendor: str, table: str) -> list[str]:
    """As `create_statements`. The name differs on purpose: `grant_rights` takes away the right to
    delete at all where a trigger is called after DELETE.
    """
    name = f"{table}_no_early_delete"
    message = f"{table}: DELETE is not allowed before {LEAST_DAYS} days"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} "
            f"WHEN OLD.at > datetime('now', '-{LEAST_DAYS} days') "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF OLD.at > now() - interval '{LEAST_DAYS} days' THEN RAISE EXCEPTION '{message}'; "
        f"END IF; RETURN OLD; END $$",
        f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def create_statements(vendor: str, table: str, action: Action) -> list[str]:
    """The SQL of one trigger for `sqlite` or `postgresql`."""
    name = f"{table}_no_{action.lower()}"
    message = f"{table}: {action} is not allowed"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
        f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def drop_statement(vendor: str, table: str, action: Action | Literal["EARLY_DELETE"]) -> str:
    name = f"{table}_no_{action.lower()}"
    if vendor == "sqlite":
        return f"DROP TRIGGER {name}"
    return f"DROP FUNCTION {name}() CASCADE"
