"""The morning of an invitation: everybody comes in within ten minutes, from one network address.

    python -m tests.bench.morning [--people 1200] [--minutes 10] [--cheap-hashes]

Real gunicorn by the command of the image, PostgreSQL, limits as delivered. First everybody opens
the link of the mail and chooses a password; then everybody signs in, one in twenty after a wrong
password. `--cheap-hashes` leaves out the hashing of passwords, which takes half a second of a
processor for each: for a machine that has other work. Tells what was answered, and how fast.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.place import run
from tests.environment import postgres, processes
from tests.environment.nodes import image_command
from tests.environment.processes import free_port
from tests.node_visitor import Visitor, sign_in

OFFICE = {
    "X-Forwarded-For": "192.0.2.1",
    "X-Forwarded-Proto": "https",
    "Referer": "https://localhost/",
    "Host": "localhost",
}
PASSWORD = "een-lang-wachtwoord-2026"  # noqa: S105  of invented people
AT_ONCE = 16
MISTAKEN = 20  # one in so many types a wrong password first
PEOPLE = """
import json, sys
from django.contrib.auth.tokens import default_token_generator as tokens
from django.urls import reverse
from allauth.account.utils import user_pk_to_url_str as number
from igm_portal.accounts.models import Organisation, User
here = Organisation.objects.create(name="Zandstad", slug="zandstad")
people = User.objects.bulk_create(
    User(organisation=here, email=f"mens-{n}@zandstad.example", name=f"Mens {n}", password="!")
    for n in range(%d)
)
print(json.dumps([
    [p.email, reverse("account_reset_password_from_key", args=[number(p), tokens.make_token(p)])]
    for p in people
]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1200)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--cheap-hashes", action="store_true")
    options = parser.parse_args()
    processes.stop_on_signals()
    with postgres.cluster() as own, tempfile.TemporaryDirectory(prefix="igm-morning-") as name:
        port, folder = free_port(), Path(name)
        module = "tests.environment.node_settings"
        variables = {
            "DJANGO_SETTINGS_MODULE": module
            if options.cheap_hashes
            else "igm_portal.settings.base",
            "IGM_DATABASE_URL": own.url,
            "IGM_SECRET_KEY": "none-" * 12,
            "IGM_HOSTS": "localhost",
            "IGM_PROXIES": "1",
            "IGM_KEY_DIR": str(folder / "keys"),
            "IGM_STATIC_ROOT": str(folder / "static"),
            "WEB_CONCURRENCY": "2",
        }
        run(["manage.py", "new_key"], variables)
        run(["manage.py", "migrate", "--no-input", "--verbosity=0"], variables)
        run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], variables)
        people = json.loads(
            run(["manage.py", "shell", "-v0", "-c", PEOPLE % options.people], variables)
        )
        with processes.started(image_command(port), variables):
            site = f"http://localhost:{port}"
            _wait(site)
            pace = options.minutes * 60 / len(people)
            _tell("choose a password", _paced([_chooser(site, *it) for it in people], pace))
            errands = [
                _entrant(site, email, number % MISTAKEN == 0)
                for number, (email, _link) in enumerate(people)
            ]
            _tell("sign in", _paced(errands, pace))
    return 0


Outcome = tuple[str, float]


def _chooser(site: str, _email: str, link: str) -> Callable[[], str]:
    def choose() -> str:
        visitor = Visitor(site, headers=OFFICE)
        form_path = visitor.get(link).location
        form = visitor.get(form_path)
        if form.status != 200:
            return f"form {form.status}"
        answer = visitor.post(form_path, form, password1=PASSWORD, password2=PASSWORD)
        return str(answer.status)

    return choose


def _entrant(site: str, email: str, mistaken: bool) -> Callable[[], str]:
    def enter() -> str:
        visitor = Visitor(site, headers=OFFICE)
        if mistaken:
            sign_in(visitor, email, "verkeerd")
        return str(sign_in(visitor, email, PASSWORD).status)

    return enter


def _paced(errands: Sequence[Callable[[], str]], pace: float) -> tuple[list[Outcome], float]:
    """Each errand at its moment, `pace` seconds after the one before; what came of each, and its
    seconds. And how long all of it took.
    """
    start = time.monotonic()

    def at_its_moment(number: int) -> Outcome:
        time.sleep(max(0, start + number * pace - time.monotonic()))
        begin = time.monotonic()
        try:
            outcome = errands[number]()
        except OSError as fault:
            outcome = type(fault).__name__
        return outcome, time.monotonic() - begin

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(at_its_moment, range(len(errands)))), time.monotonic() - start


def _tell(what: str, result: tuple[list[Outcome], float]) -> None:
    outcomes, elapsed = result
    seconds = sorted(taken for _outcome, taken in outcomes)
    answers = Counter(outcome for outcome, _taken in outcomes)
    print(
        f"{what}: {len(outcomes)} people in {elapsed:.0f} s, answers {dict(answers)}, "
        f"p50 {seconds[len(seconds) // 2]:.2f} s, p95 {seconds[len(seconds) * 95 // 100]:.2f} s, "
        f"longest {seconds[-1]:.2f} s",
        flush=True,
    )


def _wait(site: str) -> None:
    for _look in range(300):
        try:
            if Visitor(site, headers=OFFICE).get("/gezond/").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("the site did not start")


if __name__ == "__main__":
    sys.exit(main())
