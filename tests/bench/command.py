"""Run a command of the product, or start a web worker, and tell what it took.

python -m tests.bench.command manage ARGUMENT... | worker
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.bench.memory import peak

START = time.perf_counter()


def main(what: str, *arguments: str) -> None:
    """Print seconds since this program began, and the peak in MiB, as JSON."""
    _worker() if what == "worker" else _manage(*arguments)
    print(json.dumps({"seconds": time.perf_counter() - START, "peak": peak()}))


def _manage(*arguments: str) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command(*arguments)


def _worker() -> None:
    """What a worker does before it can answer, and its first page."""
    from django.urls import reverse

    from igm_portal.wsgi import application
    from tests.bench.place import HOST

    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": reverse("account_login"),
        "HTTP_HOST": HOST,
        "HTTP_X_FORWARDED_PROTO": "https",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "443",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.url_scheme": "http",
    }
    answered: list[str] = []

    def start_response(status: str, _headers: Any, _fault: Any = None) -> Callable[[bytes], Any]:
        answered.append(status)
        return lambda piece: None

    page = b"".join(application(environment, start_response))
    if answered != ["200 OK"] or not page:
        raise SystemExit(f"no page: {answered}")


if __name__ == "__main__":
    main(*sys.argv[1:])
