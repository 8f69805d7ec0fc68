"""Tables that the database itself refuses to change: invariants do not rest on our code alone.

Trap: a later migration that alters such a table makes SQLite rebuild it without its triggers; it
must end with `forbid` again. `tests/integration/test_closing.py` and `test_audit.py` notice.
"""

from typing import Literal

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

Action = Literal["UPDATE", "DELETE"]


def forbid(table: str, action: Action) -> RunPython:
    """A migration step after which rows of `table` can no longer be updated or deleted."""

    def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in create_statements(editor.connection.vendor, table, action):
            editor.execute(statement)

    def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(drop_statement(editor.connection.vendor, table, action))

    return RunPython(forwards, backwards)


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


def drop_statement(vendor: str, table: str, action: Action) -> str:
    name = f"{table}_no_{action.lower()}"
    if vendor == "sqlite":
        return f"DROP TRIGGER {name}"
    return f"DROP FUNCTION {name}() CASCADE"
