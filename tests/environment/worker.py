"""A worker in a process of its own, on the database of the test that starts it.

    python -m tests.environment.worker DATABASE_NAME [PERCENT]

With a percentage it kills itself as soon as it has reported a file to be that far. The settings are
those of the test (its environment variables come along); only the name of the database differs,
because a test has one of its own.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import django


def main(database: str, percent: str = "") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "igm_portal.settings.test")
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    connections["default"].settings_dict["NAME"] = database
    connection = connections["default"]
    with connection.execute_wrapper(_killed_at(int(percent))) if percent else nullcontext():
        call_command("run_tasks", "--forever", "--with-parent")


def _killed_at(percent: int) -> Callable[..., Any]:
    """The end of this process once the row of a job says that it is so far."""

    def execute(
        run: Callable[..., Any], sql: str, values: Sequence[Any], many: bool, context: Any
    ) -> Any:
        result = run(sql, values, many, context)
        if sql.startswith('UPDATE "reports_job" SET "progress"') and values[0] >= percent:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return execute


if __name__ == "__main__":
    main(*sys.argv[1:])
