"""How fast pages answer in one process, the slowest in twenty of them as well.

    python -m tests.bench.pace TOWN

`TOWN` is what `tests.bench.town year` printed.
"""

import json
import sys
import time
from collections.abc import Callable
from statistics import quantiles
from typing import Any

import django
from django.conf import settings
from django.test import Client

from tests.bench.memory import peak
from tests.bench.place import HOST
from tests.bench.visitor import MARK

TIMES, WARM = 200, 10


def main(text: str) -> None:
    """Print by page the 95th percentile in ms, and the peak in MiB, as JSON."""
    django.setup()
    town = json.loads(text)
    pages = {
        "pagina van de vragenlijst": _page_turn(town),
        "teamprofiel": _reading(town["manager"], town["team"]),
        "overzicht": _reading(town["hr"], town["overview"]),
    }
    found = {name: _slow(visit) for name, visit in pages.items()}
    print(json.dumps({"pages": found, "peak": peak()}))


def _slow(visit: Callable[[], Any]) -> float:
    taken = []
    for number in range(WARM + TIMES):
        start = time.perf_counter()
        answer = visit()
        if number >= WARM:
            taken.append(1000 * (time.perf_counter() - start))
        if answer.status_code >= 400:
            raise SystemExit(f"status {answer.status_code}")
    return quantiles(taken, n=20)[-1]


def _reading(session: str, address: str) -> Callable[[], Any]:
    client = _client(session)
    return lambda: client.get(address)


def _page_turn(town: dict[str, str]) -> Callable[[], Any]:
    client, page = _client(town["employee"]), f"{town['questions']}2/"
    field = MARK.search(client.get(page).content.decode())
    if field is None:
        raise SystemExit("a page without a mark")
    turn = {"participant": field[1], "at_once": page}
    steps = iter(range(sys.maxsize))
    return lambda: client.post(page, {"H1": str(1 + next(steps) % 2)} | turn)


def _client(session: str) -> Client:
    client = Client(headers={"host": HOST, "x-forwarded-proto": "https"})
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


if __name__ == "__main__":
    main(*sys.argv[1:])
