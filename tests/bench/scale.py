"""One organisation alone in a database, and the same one among 342 with a million answers."""

import json
from collections.abc import Mapping
from typing import Any

from tests.bench.figures import Figure, middle, ratio
from tests.bench.place import Place, run, told

SUBJECT = "Een heel land in één database"
ORGANISATIONS, TEAMS = 342, 57  # of 19 people, asked three times
STEADY = 1.2
NIGHT = 600  # seconds: waves close in it as well, so it has the whole night
NIGHTLY = """
import json, time
from django.utils import timezone
from igm_portal.worker.nightly import nightly
start = time.perf_counter()
nightly(timezone.now())
print(json.dumps({"seconds": time.perf_counter() - start}))
"""


def measure(place: Place) -> list[Figure]:
    alone, country = place.make_database("alone"), "country"
    town = told(["-m", "tests.bench.town", "year", str(TEAMS)], place.environment(alone))
    among = place.environment(place.make_database(country, template="alone"))
    made = told(["-m", "tests.bench.country", str(ORGANISATIONS - 1)], among)
    size = f"{ORGANISATIONS} organisaties, {made['answers']} antwoorden"
    print(f"  {size}: made in {made['seconds']:.0f} s", flush=True)
    smalls, larges = [], []
    for _ in range(place.rounds):
        smalls.append(_round(place, town, "alone"))
        larges.append(_round(place, town, country))
    small, large = (
        {what: middle(it[what] for it in side) for what in side[0]} for side in (smalls, larges)
    )
    times = {
        what: ratio((it[what] for it in larges), (it[what] for it in smalls)) for what in small
    }
    figures = [
        Figure(SUBJECT, f"{what}, {size}: tegenover alleen", times[what], "x", STEADY)
        for what in small
    ]
    figures.append(Figure(SUBJECT, "grootte van de database", made["size"], "MiB"))
    figures += [
        Figure(SUBJECT, f"{what}, {where}", found[what], "MiB" if "geheugen" in what else "ms")
        for where, found in (("alleen", small), (size, large))
        for what in small
    ]
    night = told(["manage.py", "shell", "-v0", "-c", NIGHTLY], among)
    return [*figures, Figure(SUBJECT, "nachtwerk", night["seconds"], "s", most=NIGHT)]


def _round(place: Place, town: Mapping[str, Any], name: str) -> dict[str, float]:
    """The 95th percentile of pages and the closing of the open wave, in ms, and what memory both
    took, on a copy of this database.
    """
    copy = f"{name}_copy"
    circumstances = place.environment(place.make_database(copy, template=name))
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], circumstances)
    pages = told(["-m", "tests.bench.pace", json.dumps(town)], circumstances)
    closed = told(["-m", "tests.bench.close", town["open"]], circumstances)
    place.drop_database(copy)
    measured = {
        **pages["pages"],
        "geheugen van pagina's": pages["peak"],
        "meting sluiten": 1000 * closed["seconds"],
        "geheugen van het sluiten": closed["peak"],
    }
    print(f"  {name}: {measured}", flush=True)  # the night after it may take long
    return measured
