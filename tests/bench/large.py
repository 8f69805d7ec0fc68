"""The very large town, made once in a run: 100,000 answers in 2,000 teams, twice."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from tests.bench.place import Place, told


@cache
def seeded(kind: str, place: Place) -> dict[str, Any]:
    """Two open waves; what `tests.bench.town` tells about them."""
    print(f"  making {place.teams * 50} answers twice, {kind} ...", flush=True)
    if kind == "PostgreSQL":
        place.make_database(_name(place))
    town = ["-m", "tests.bench.town", "thousands", str(place.teams)]
    found: dict[str, Any] = told(town, _environment(kind, place, _name(place)))
    return found


@contextmanager
def copied(kind: str, place: Place) -> Iterator[dict[str, str]]:
    """The environment with a copy of the town that may be spoiled."""
    seeded(kind, place)
    copy = f"{_name(place)}_copy"
    if kind == "PostgreSQL":
        place.make_database(copy, template=_name(place))
    else:
        shutil.copy(place.folder / f"{_name(place)}.sqlite3", place.folder / f"{copy}.sqlite3")
    yield _environment(kind, place, copy)
    if kind == "PostgreSQL":
        place.drop_database(copy)
    else:
        (place.folder / f"{copy}.sqlite3").unlink()


@cache
def closed(place: Place) -> tuple[dict[str, Any], dict[str, str]]:
    """The town on PostgreSQL with both waves closed, and its environment."""
    town, name = seeded("PostgreSQL", place), f"{_name(place)}_closed"
    place.make_database(name, template=_name(place))
    circumstances = _environment("PostgreSQL", place, name)
    for wave in town["waves"]:
        told(["-m", "tests.bench.close", wave], circumstances)
    return town, circumstances


def _environment(kind: str, place: Place, name: str) -> dict[str, str]:
    return place.environment(place.database(name) if kind == "PostgreSQL" else place.sqlite(name))


def _name(place: Place) -> str:
    return f"large_{place.teams}"
