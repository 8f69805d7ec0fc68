"""Files of all published figures of a very large wave, and of one ten times smaller."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.bench.figures import Figure, middle
from tests.bench.large import closed
from tests.bench.place import Place, told

SUBJECT = "Alle gepubliceerde cijfers uitvoeren"
FLAT = 32  # MiB that writing may take on top of what is being written, at any size
MOST = {"csv": 1.8, "xlsx": 7}  # times a bare view with as many rows
NAMES = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "floor": "kale Django-view, evenveel rijen",
    "copy": "COPY van PostgreSQL, evenveel rijen",
}


def measure(place: Place) -> list[Figure]:
    sizes = [place, replace(place, teams=place.teams // 10)]
    return [figure for size in sizes for figure in _figures(size)]


def _figures(place: Place) -> Iterator[Figure]:
    town, circumstances = closed(place)
    wave, size = town["waves"][-1], f"{place.teams} teams"
    found: dict[str, list[dict[str, Any]]] = {}
    for _ in range(place.rounds):
        for form in NAMES:
            run = told(["-m", "tests.bench.export", wave, form], circumstances)
            found.setdefault(form, []).append(run)
    seconds = {form: middle(run["seconds"] for run in runs) for form, runs in found.items()}
    rows = f"{found['csv'][0]['rows']} rijen"
    for form in ("csv", "xlsx"):
        ratio = seconds[form] / seconds["floor"]
        what = f"{NAMES[form]} tegenover kale view, {size}, {rows}"
        yield Figure(SUBJECT, what, ratio, "x", most=MOST[form])
    for form, taken in seconds.items():
        yield Figure(SUBJECT, f"{NAMES[form]}, {size}", taken, "s")
        memory = middle(run["peak"] for run in found[form])
        yield Figure(SUBJECT, f"{NAMES[form]}, {size}: geheugen", memory, "MiB")
    for form in ("csv", "xlsx"):
        grown = middle(run["peak"] - run["before"] for run in found[form])
        what = f"{NAMES[form]}, {size}: geheugen van het schrijven"
        yield Figure(SUBJECT, what, grown, "MiB", most=FLAT)
