"""Make the tables of the floor for who is signed in, and people in them; prints their sessions.

python -m tests.bench.floor.make_signed_in PEOPLE
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import django
from django.db import connection

django.setup()


def _sessions(people: int) -> Iterator[str]:
    """A session as it is after signing in, one for each new person."""
    from django.contrib.auth import get_user_model, login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    for number in range(people):
        request = HttpRequest()
        request.session = SessionStore()
        person: Any = get_user_model()()  # Django's own here, not that of the portal
        person.username = f"persoon-{number}"
        person.save()
        login(request, person, "django.contrib.auth.backends.ModelBackend")
        request.session.save()
        yield str(request.session.session_key)


if __name__ == "__main__":
    from django.core.management import call_command

    from tests.bench.floor.pages import Answers  # a model needs Django to be ready

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Answers)
    print(json.dumps(list(_sessions(int(sys.argv[1])))))
