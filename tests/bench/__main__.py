"""Measure everything and write docs/snelheid.md (`make bench`).

    python -m tests.bench [SUBJECT...] [--rounds 5] [--teams 2000] [--write FILE]

A missed budget is told, not punished: the exit code is 0 unless the benchmark itself broke.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.bench import (
    browser,
    closing,
    exports,
    filling,
    first_view,
    processes,
    reading,
    scale,
    sheets,
    staff,
    table,
)
from tests.bench.figures import Figure
from tests.bench.place import Place
from tests.environment import chromium, postgres
from tests.environment.processes import stop_on_signals

SUBJECTS: dict[str, Callable[[Place], list[Figure]]] = {
    "filling": filling.measure,
    "reading": reading.measure,
    "staff": staff.measure,
    "closing": closing.measure,
    "exports": exports.measure,
    "sheets": sheets.measure,
    "scale": scale.measure,
    "processes": processes.measure,
    "browser": browser.measure,
    "first_view": first_view.measure,
}

# As in production: what was saved survives a power cut.
DURABLE = """
fsync = on
synchronous_commit = on
full_page_writes = on
autovacuum = on
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subjects", nargs="*", help=", ".join(SUBJECTS), default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--teams", type=int, default=2000)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    stop_on_signals()
    load = os.getloadavg()[0]
    with (
        postgres.cluster(DURABLE) as server,
        tempfile.TemporaryDirectory(prefix="igm-bench-") as name,
    ):
        place = Place(Path(name), server.url, options.rounds, options.teams)
        figures = [
            figure
            for subject in options.subjects or SUBJECTS
            for figure in _measured(subject, place)
        ]
    missed = [figure for figure in figures if figure.kept is False]
    print(f"\n{len(missed)} of {sum(it.kept is not None for it in figures)} budgets missed")
    if options.write:
        today = datetime.now().astimezone().date()
        table.write(options.write, figures, options.rounds, today, load)
    return 0


def _measured(subject: str, place: Place) -> list[Figure]:
    print(f"\n== {subject} ==", flush=True)
    start = time.monotonic()
    try:
        figures = SUBJECTS[subject](place)
    except chromium.Unavailable as reason:
        print(f"  NOT RUN: {reason}", flush=True)
        return []
    for figure in figures:
        print(figure, flush=True)
    print(f"  ({time.monotonic() - start:.0f} s)", flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
