"""`make audit`: start a demo of its own, walk through it in WebKit, name what is wrong.

The pictures of every page stay in `test-results/webkit`, to be looked at.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.environment import processes
from tests.webkit.browser import NotThere, browser, free_port, screen, wait_for
from tests.webkit.walk import Walk, administrator, adviser, client, employee, reader

PICTURES = Path("test-results/webkit")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", nargs="*", help="of whom the walk is; all by default")
    wanted = parser.parse_args().people
    processes.stop_on_signals()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people: dict[str, Callable[[Walk], None]] = {
            "client": client,
            "employee": employee,
            "manager": lambda walk: reader(walk, "teammanager@zandstad.example"),
            "small": lambda walk: reader(walk, "teammanager.klein@zandstad.example"),
            "head": lambda walk: reader(walk, "afdelingshoofd@zandstad.example"),
            "adviser": adviser,
            "administrator": lambda walk: administrator(walk, folder),
        }
        port = free_port()
        demo = subprocess.Popen(
            [sys.executable, "manage.py", "start_demo", f"--port={port}"],
            env={**os.environ, "IGM_DATA_DIR": str(folder / "demo")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(port, patience=300)  # it makes a municipality first
            return _walk(f"http://127.0.0.1:{port}", folder, people, wanted)
        except NotThere as reason:
            print(reason, file=sys.stderr)
            return 1
        finally:
            processes.finish(demo)


def _walk(
    site: str, folder: Path, people: dict[str, Callable[[Walk], None]], wanted: list[str]
) -> int:
    faults: list[str] = []
    with screen(folder / "settings") as environment:
        for person in wanted or people:
            pictures = PICTURES / person
            shutil.rmtree(pictures, ignore_errors=True)
            pictures.mkdir(parents=True)
            with browser(environment) as one:
                walk = Walk(one, site, pictures, person)
                try:
                    people[person](walk)
                except NotThere as reason:
                    walk.faults.append(f"{person}: {reason}")
            print(
                f"{person}: {walk.pages} pages in WebKit {one.version}, {len(walk.faults)} faults"
            )
            faults += walk.faults
    print(*faults, sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
