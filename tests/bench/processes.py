"""Programs as a whole: `manage.py score` on a large file, and the start of a web worker."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from igm_portal.demo.answer_model import EVEN, answers, person
from surveys.instruments import loader
from tests.bench.figures import Figure, middle
from tests.bench.place import Place, run, told

SCORE, START = "Scores van een bestand", "Starten van een webproces"
RESPONDENTS = (100_000, 10_000)
DIFFERENT = 3000
SECONDS, FLAT = 10, 1.25


def measure(place: Place) -> list[Figure]:
    return [*_score(place), *_start(place)]


def _score(place: Place) -> Iterator[Figure]:
    circumstances = place.environment(place.sqlite("none"))
    memory = {}
    for count in RESPONDENTS:
        file, result = place.folder / f"{count}.csv", place.folder / "scores.csv"
        _write(file, count)
        command = ["manage", "score", "k1", str(file), f"--output={result}"]
        runs = [
            told(["-m", "tests.bench.command", *command], circumstances)
            for _ in range(place.rounds)
        ]
        memory[count] = middle(it["peak"] for it in runs)
        seconds, most = middle(it["seconds"] for it in runs), SECONDS if count == 100_000 else None
        yield Figure(SCORE, f"{count} respondenten", seconds, "s", most=most)
        yield Figure(SCORE, f"{count} respondenten: geheugen", memory[count], "MiB")
    many, few = (memory[count] for count in RESPONDENTS)
    yield Figure(SCORE, "geheugen, tien keer zoveel respondenten", many / few, "x", most=FLAT)


def _write(file: Path, count: int) -> None:
    random = Random(1)  # noqa: S311  the same file every time
    instrument = loader.load("k1", 1)
    codes = [item.code for item in instrument.items]
    pool = []
    for _ in range(DIFFERENT):
        given = answers(instrument, EVEN, person(random), random)
        pool.append(["" if given[code] is None else str(given[code]) for code in codes])
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["id", *codes])
        writer.writerows([number, *random.choice(pool)] for number in range(count))


def _start(place: Place) -> Iterator[Figure]:
    circumstances = place.environment(place.make_database("start"))
    run(["manage.py", "migrate", "--verbosity=0"], circumstances)
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], circumstances)
    command = ["-m", "tests.bench.command", "worker"]
    runs = [told(command, circumstances) for _ in range(place.rounds + 1)][1:]
    seconds, memory = (middle(it[what] for it in runs) for what in ("seconds", "peak"))
    yield Figure(START, "tot en met de eerste pagina", seconds, "s", most=2)
    yield Figure(START, "geheugen", memory, "MiB", most=120)
