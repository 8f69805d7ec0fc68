"""A worker in a process of its own, on the database of the test that starts it.

    python -m tests.environment.worker DATABASE_NAME

The settings are those of the test (its environment variables come along); only the name of the
database differs, because a test has one of its own.
"""

import os
import sys

import django


def main(database: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "igm_portal.settings.test")
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    connections["default"].settings_dict["NAME"] = database
    call_command("run_tasks", "--forever", "--with-parent")


if __name__ == "__main__":
    main(*sys.argv[1:])
