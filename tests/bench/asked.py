"""How often pages ask the database something, counted inside one process.

python -m tests.bench.asked fill SESSION ADDRESS | read SESSION ADDRESS
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.place import HOST
from tests.bench.visitor import MARK

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # these ask nothing


def main(what: str, session: str, address: str) -> None:
    """Print the counts as JSON; each page was shown once before it is counted."""
    django.setup()
    client = Client(headers={"host": HOST, "x-forwarded-proto": "https"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    if what == "fill":
        page = f"{address}2/"
        field = MARK.search(client.get(page).content.decode())
        if field is None:
            raise SystemExit("a page without a mark")
        mark = {"participant": field[1]}
        client.post(page, {"H1": "1"} | mark)
        client.get(page)
        asked = {
            "GET": _count(lambda: client.get(page)),
            "POST": _count(lambda: client.post(page, {"H1": "2"} | mark)),
            "POST met de volgende pagina": _count(
                lambda: client.post(page, {"H1": "3", "at_once": page} | mark)
            ),
        }
    else:
        client.get(address)
        asked = {"GET": _count(lambda: client.get(address))}
    print(json.dumps(asked))


def _count(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    if answer.status_code >= 400:
        raise SystemExit(f"status {answer.status_code}")
    return len([query for query in queries if not query["sql"].startswith(TRANSACTION)])


if __name__ == "__main__":
    main(*sys.argv[1:])
