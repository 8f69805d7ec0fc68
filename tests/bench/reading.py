"""Reading back: the team profile and the organisation view, of 60 groups and of 2,000 teams."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from tests.bench.figures import Figure, middle, ratio
from tests.bench.floor import floor
from tests.bench.large import closed
from tests.bench.place import Place, run, told
from tests.bench.site import site
from tests.bench.visitor import send, visiting

SUBJECT = "Teamprofiel en overzicht lezen"
TEAMS = 57  # with two departments and the organisation: 60 groups
CLIENTS, VISITS, EACH = 4, 12, 15  # visits in one round, pages in one visit
LEAST = 100  # pages a second
STEADY = 0.8  # the noise of the machine: what is independent is about 1
QUERIES = 8

PROFILE, OVERVIEW, FLOOR = "teamprofiel", "overzicht", "ondergrens met één vraag"


@dataclass(frozen=True, slots=True)
class Reader:
    """A page, whoever may read it, and how large the town is."""

    page: str
    town: str
    port: int
    address: str
    session: str

    def errand(self) -> Mapping[str, list[float]]:
        with visiting(self.port, {"sessionid": self.session}) as visitor:
            for _ in range(EACH):
                visitor.get(self.address)
            return visitor.seconds


def measure(place: Place) -> list[Figure]:
    with ExitStack() as stack:
        readers = [
            *stack.enter_context(_small(place)),
            *stack.enter_context(_large(place)),
            stack.enter_context(_floor(place)),
        ]
        found: dict[tuple[str, str], list[float]] = {}
        for number in range(place.rounds + 1):
            for reader in readers:
                crowd = send([reader.errand] * VISITS, CLIENTS)
                if number:  # the first round only warms
                    speeds = found.setdefault((reader.page, reader.town), [])
                    speeds.append(crowd.per_second * EACH)
    return [*_figures(found), *_queries(place)]


def _figures(speeds: Mapping[tuple[str, str], Sequence[float]]) -> Iterator[Figure]:
    for page in (PROFILE, OVERVIEW):
        steady = ratio(speeds[page, LARGE], speeds[page, SMALL])
        what = f"{page}: {LARGE} tegenover {SMALL}"
        yield Figure(SUBJECT, what, steady, "x", least=STEADY)
        times = ratio(speeds[FLOOR, ""], speeds[page, SMALL])
        yield Figure(SUBJECT, f"{FLOOR} tegenover {page}", times, "x")
    for (page, town), rounds in speeds.items():
        budget = LEAST if page != FLOOR else None
        name = f"{page}, {town}" if town else page
        yield Figure(SUBJECT, name, middle(rounds), "per seconde", least=budget)


SMALL, LARGE = "60 groepen", "2.000 teams"


@contextmanager
def _small(place: Place) -> Iterator[list[Reader]]:
    circumstances = place.environment(place.make_database("small"))
    town = told(["-m", "tests.bench.town", "groups", str(TEAMS)], circumstances)
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], circumstances)
    with site("igm_portal.wsgi", circumstances) as port:
        yield _readers(town, SMALL, port)


@contextmanager
def _large(place: Place) -> Iterator[list[Reader]]:
    town, circumstances = closed(place)
    with site("igm_portal.wsgi", circumstances) as port:
        yield _readers(town, LARGE, port)


def _readers(town: Mapping[str, str], size: str, port: int) -> list[Reader]:
    return [
        Reader(PROFILE, size, port, town["team"], town["manager"]),
        Reader(OVERVIEW, size, port, town["overview"], town["hr"]),
    ]


@contextmanager
def _floor(place: Place) -> Iterator[Reader]:
    with floor(place) as port:
        yield Reader(FLOOR, "", port, "/vraag/", "")


def _queries(place: Place) -> Iterator[Figure]:
    circumstances = place.environment(place.make_database("small_queries"))
    town = told(["-m", "tests.bench.town", "groups", str(TEAMS)], circumstances)
    for page, who, address in ((PROFILE, "manager", "team"), (OVERVIEW, "hr", "overview")):
        asked = ["-m", "tests.bench.asked", "read", town[who], town[address]]
        count = told(asked, circumstances)["GET"]
        yield Figure(SUBJECT, f"{page}: vragen aan de database", count, "", most=QUERIES)
