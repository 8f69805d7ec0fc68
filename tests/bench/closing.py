"""Closing a wave of 100,000 answers in 2,000 teams: all cells, disclosure, and the rows anew.

Two waves of the same people: nothing comes before the first, the second is compared with it.
"""

from collections.abc import Iterator
from typing import Any

from tests.bench.figures import Figure, middle
from tests.bench.large import copied, seeded
from tests.bench.place import Place, told

SUBJECT = "Een meting sluiten"
SECONDS, MEMORY = 8, 300
WAVES = ("eerste meting", "tweede meting")


def measure(place: Place) -> list[Figure]:
    return [
        figure
        for kind in ("PostgreSQL", "SQLite")
        for figure in _figures(kind, list(_rounds(kind, place)))
    ]


def _rounds(kind: str, place: Place) -> Iterator[list[dict[str, Any]]]:
    """Every round closes both waves of a fresh copy of the same town."""
    waves = seeded(kind, place)["waves"]
    for _ in range(place.rounds):
        with copied(kind, place) as copy:
            yield [told(["-m", "tests.bench.close", wave], copy) for wave in waves]


def _figures(kind: str, rounds: list[list[dict[str, Any]]]) -> Iterator[Figure]:
    for number, name in enumerate(WAVES):
        runs = [found[number] for found in rounds]
        seconds = middle(run["seconds"] for run in runs)
        yield Figure(SUBJECT, f"{kind}, {name}", seconds, "s", most=SECONDS)
        memory = middle(run["peak"] for run in runs)
        yield Figure(SUBJECT, f"{kind}, {name}: geheugen", memory, "MiB", most=MEMORY)
        for part in runs[0]["parts"]:
            taken = middle(run["parts"][part] for run in runs)
            yield Figure(SUBJECT, f"{kind}, {name}: {part}", taken, "s")
