"""The conversation sheets of all teams of a town, as one file."""

from typing import Any

from tests.bench.figures import Figure, middle
from tests.bench.place import Place, told

SUBJECT = "Gespreksbladen van alle teams"
TEAMS = 90
SECONDS = 20


def measure(place: Place) -> list[Figure]:
    circumstances = place.environment(place.make_database("sheets"))
    town = told(["-m", "tests.bench.town", "groups", str(TEAMS)], circumstances)
    command = ["-m", "tests.bench.export", town["waves"][-1], "gespreksbladen"]
    runs: list[dict[str, Any]] = [told(command, circumstances) for _ in range(place.rounds)]
    seconds = middle(run["seconds"] for run in runs)
    return [
        Figure(SUBJECT, f"{TEAMS} bladen in één bestand", seconds, "s", most=SECONDS),
        Figure(SUBJECT, "per blad", 1000 * seconds / TEAMS, "ms"),
        Figure(SUBJECT, "geheugen", middle(run["peak"] for run in runs), "MiB"),
    ]
