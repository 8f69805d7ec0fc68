"""The start page of every role and the list of people, in an organisation of 5,000 people."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.bench.figures import Figure, middle
from tests.bench.place import Place, run, told
from tests.bench.reading import CLIENTS, EACH, LEAST, VISITS, Reader
from tests.bench.site import site
from tests.bench.visitor import send

SUBJECT = "Startpagina en mensenlijst"
FEW, MANY = 500, 5_000
SIZE = f"{MANY:_} mensen".replace("_", ".")
PAGES = (
    ("startpagina van een medewerker", "employee", "/{slug}/"),
    ("startpagina van een teammanager", "manager", "/{slug}/"),
    ("startpagina van HR", "hr", "/{slug}/"),
    ("startpagina van de beheerder", "administrator", "/{slug}/"),
    ("mensenlijst van de beheerder", "administrator", "/{slug}/mensen/"),
)
"""What it is, who reads it, and where."""


def measure(place: Place) -> list[Figure]:
    with _staff(place, MANY) as (town, circumstances):
        many = _queries(town, circumstances)
        speeds = _speeds(place, town, circumstances)
    with _staff(place, FEW) as (town, circumstances):
        few = _queries(town, circumstances)
    return [
        figure
        for page, _who, _address in PAGES
        for figure in (
            Figure(SUBJECT, f"{page}, {SIZE}", middle(speeds[page]), "per seconde", least=LEAST),
            Figure(SUBJECT, f"{page}: vragen aan de database", many[page], ""),
            Figure(
                SUBJECT,
                f"{page}: vragen meer dan met {FEW} mensen",
                max(0, many[page] - few[page]),
                "",
                most=0,
            ),
        )
    ]


@contextmanager
def _staff(place: Place, people: int) -> Iterator[tuple[Mapping[str, str], Mapping[str, str]]]:
    """What `tests.bench.town` tells about a town of so many people, and its environment."""
    circumstances = place.environment(place.make_database(f"staff_{people}"))
    town = told(["-m", "tests.bench.town", "staff", str(people)], circumstances)
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], circumstances)
    yield town, circumstances
    place.drop_database(f"staff_{people}")


def _speeds(
    place: Place, town: Mapping[str, str], circumstances: Mapping[str, str]
) -> dict[str, list[float]]:
    speeds: dict[str, list[float]] = {page: [] for page, _who, _address in PAGES}
    with site("igm_portal.wsgi", circumstances) as port:
        for number in range(place.rounds + 1):
            for page, who, address in PAGES:
                reader = Reader(page, SIZE, port, address.format(**town), town[who])
                crowd = send([reader.errand] * VISITS, CLIENTS)
                if number:  # the first round only warms
                    speeds[page].append(crowd.per_second * EACH)
    return speeds


def _queries(town: Mapping[str, str], circumstances: Mapping[str, str]) -> dict[str, int]:
    return {
        page: told(
            ["-m", "tests.bench.asked", "read", town[who], address.format(**town)], circumstances
        )["GET"]
        for page, who, address in PAGES
    }
