"""Filling in: whole questionnaires a second, a page turn, and what the database is asked.

A questionnaire of ours is all its pages, each saved, then the overview and sending, by somebody who
was signed in beforehand, in a browser that gets the next page in the reply to saving the one before
(docs/adr/0089-the-next-page-in-the-reply.md). The ready survey app shows and saves all questions at
once, in two requests; the bare pages are posted and fetched, as a form of Django is made. A turn is
from the press of the button until the next page is there.
"""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from surveys.instruments import loader
from tests.bench import survey_app
from tests.bench.figures import Figure, middle, ratio
from tests.bench.floor import floor, signed_in_floor
from tests.bench.place import ROOT, Place, run, told
from tests.bench.site import site
from tests.bench.survey_app import environment
from tests.bench.visitor import Crowd, Errand, Page, Refused, Visitor, form_fields, send, visiting

SUBJECT = "Een hele vragenlijst invullen"
RADIO = re.compile(r'<input type="radio" name="([^"]+)" value="([^"]+)"')
CLIENTS = (1, 4)
QUESTIONNAIRES = {1: 12, 4: 40}  # in one round, per number of clients
INSTRUMENT = loader.load("k1", 1)
PAGES = len(INSTRUMENT.pages)
TIMES_THE_APP, TURN_SIGNED_IN, TURN_BARE = 1.8, 2, 4.5  # x


@dataclass(frozen=True, slots=True)
class Contender:
    """One of those compared: a source of errands, each a whole questionnaire of one person."""

    name: str
    errand: Callable[[], Errand]
    heating: int  # questionnaires before the first measurement


def measure(place: Place) -> list[Figure]:
    """Three sites next to each other, in turns, so that a busy moment hits them all."""
    with ExitStack() as stack:
        contenders = [
            *stack.enter_context(_ours(place)),
            stack.enter_context(_floor(place)),
            stack.enter_context(_signed_in_floor(place)),
            *stack.enter_context(_ready_app(place)),
        ]
        for contender in contenders:
            send([contender.errand() for _ in range(contender.heating)], 4)
        found: dict[tuple[str, int], list[Crowd]] = {}
        for _ in range(place.rounds):
            for clients in CLIENTS:
                for contender in contenders:
                    errands = [contender.errand() for _ in range(QUESTIONNAIRES[clients])]
                    crowd = send(errands, clients)
                    found.setdefault((contender.name, clients), []).append(crowd)
    return [*_figures(found), *_queries(place)]


def _figures(found: Mapping[tuple[str, int], Sequence[Crowd]]) -> Iterator[Figure]:
    speeds = {key: [it.per_second for it in crowds] for key, crowds in found.items()}
    for clients in CLIENTS:
        if (APP, clients) in speeds:
            times = ratio(speeds[OURS, clients], speeds[APP, clients])
            what = f"tegenover {APP}, {clients} tegelijk"
            yield Figure(SUBJECT, what, times, "x", least=TIMES_THE_APP)
    turns = {
        name: [_turn(name, it) for it in found[name, 1]]
        for name in (OURS, WITHOUT_SCRIPT, FLOOR, SIGNED_IN)
    }
    for name, what, most in (
        (SIGNED_IN, f"pagina tegenover {SIGNED_IN}", TURN_SIGNED_IN),
        (FLOOR, "pagina tegenover de ondergrens", TURN_BARE),
    ):
        yield Figure(SUBJECT, what, ratio(turns[OURS], turns[name]), "x", most=most)
    slower = ratio(turns[WITHOUT_SCRIPT], turns[SIGNED_IN])
    yield Figure(SUBJECT, f"pagina zonder script tegenover {SIGNED_IN}", slower, "x")
    for (name, clients), rounds in speeds.items():
        yield Figure(SUBJECT, f"{name}, {clients} tegelijk", middle(rounds), "per seconde")
    for (name, clients), crowds in found.items():
        if clients == 1:
            for kind in ("GET", "POST"):
                yield Figure(SUBJECT, f"{name}: {kind} p50", _p50(crowds, kind), "ms")


def _turn(name: str, crowd: Crowd) -> float:
    """Milliseconds from the press of the button until the next page is there."""
    kinds = ("POST",) if name == OURS else ("GET", "POST")
    return sum(_p50([crowd], kind) for kind in kinds)


def _p50(crowds: Sequence[Crowd], kind: str) -> float:
    """Milliseconds: the median of the medians of the rounds."""
    return middle(middle(crowd.seconds[kind]) for crowd in crowds) * 1000


OURS, FLOOR, APP = "IGM-portaal", "ondergrens", "django-survey-and-report"
SIGNED_IN, WITHOUT_SCRIPT = "ondergrens met aanmelden", "IGM-portaal zonder script"


@contextmanager
def _ours(place: Place) -> Iterator[list[Contender]]:
    heating = 8
    people = 2 * (heating + place.rounds * sum(QUESTIONNAIRES.values()))
    circumstances = place.environment(place.make_database("filling"))
    town = told(["-m", "tests.bench.town", "people", str(people)], circumstances)
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], circumstances)
    sessions = iter(town["sessions"])
    address = f"/{town['slug']}/vragenlijst/{town['wave']}/"
    with site("igm_portal.wsgi", circumstances) as port:

        def errand(*, script: bool) -> Errand:
            session = next(sessions)
            return lambda: _fill_in(port, session, address, script=script)

        yield [
            Contender(OURS, lambda: errand(script=True), heating),
            Contender(WITHOUT_SCRIPT, lambda: errand(script=False), heating),
        ]


def _fill_in(port: int, session: str, address: str, *, script: bool) -> Mapping[str, list[float]]:
    with visiting(port, {"sessionid": session}) as visitor:

        def go_on(page: Page, number: int, kind: str = "POST") -> Page:
            here = f"{address}{number}/"
            pressed = {"to": "next", "language": "nl"} | ({"at_once": here} if script else {})
            return visitor.post(here, choices(page, visitor) | pressed, kind)

        page = visitor.get(f"{address}1/")
        for number in range(1, PAGES):
            page = go_on(page, number)
            if page.location:
                page = visitor.get(page.location)
        overview = go_on(page, PAGES, "last")
        if overview.location:
            overview = visitor.get(overview.location, "overview")
        sent = visitor.post(f"{address}nakijken/", form_fields(overview), "send")
        if "mijn-profiel" not in sent.location:
            raise Refused(f"not sent: {sent.location}")
        return visitor.seconds


def choices(page: Page, visitor: Visitor) -> dict[str, str]:
    """The second answer to every question on the page, with the token of its form."""
    seen: dict[str, list[str]] = {}
    for name, value in RADIO.findall(page.text):
        seen.setdefault(name, []).append(value)
    if not seen:
        raise Refused("a page without questions")
    return {name: values[1] for name, values in seen.items()} | form_fields(page)


@contextmanager
def _floor(place: Place) -> Iterator[Contender]:
    with floor(place) as port:

        def errand() -> Mapping[str, list[float]]:
            with visiting(port) as visitor:
                for page in INSTRUMENT.pages:
                    address = f"/pagina/{page.number}/"
                    visitor.get(address)
                    visitor.post(address, {item.code: "2" for item in page.items})
                return visitor.seconds

        yield Contender(FLOOR, lambda: errand, 8)


@contextmanager
def _signed_in_floor(place: Place) -> Iterator[Contender]:
    heating = 8
    with signed_in_floor(place, heating + place.rounds * sum(QUESTIONNAIRES.values())) as found:
        port, sessions = found
        unused = iter(sessions)

        def fill_in(session: str) -> Mapping[str, list[float]]:
            with visiting(port, {"sessionid": session}) as visitor:
                for questions in INSTRUMENT.pages:
                    address = f"/pagina/{questions.number}/"
                    fields = form_fields(visitor.get(address))
                    visitor.post(address, {item.code: "2" for item in questions.items} | fields)
                return visitor.seconds

        def errand() -> Errand:
            session = next(unused)
            return lambda: fill_in(session)

        yield Contender(SIGNED_IN, errand, heating)


@contextmanager
def _ready_app(place: Place) -> Iterator[list[Contender]]:
    try:
        python = environment.python()
    except environment.Unavailable as reason:
        print(f"  {APP}: NOT RUN: {reason}", flush=True)
        yield []
        return
    name = survey_app.__name__
    circumstances = {
        "IGM_DATABASE_URL": place.make_database("survey_app"),
        "DJANGO_SETTINGS_MODULE": f"{name}.settings",
    }
    address = _seed_ready_app(python, f"{name}.seed", circumstances)
    with site(f"{name}.wsgi", circumstances, python=python) as port:

        def errand() -> Mapping[str, list[float]]:
            with visiting(port) as visitor:
                page = visitor.get(address)
                sent = visitor.post(address, choices(page, visitor))
                if "confirm" not in sent.location:
                    raise Refused(f"not saved: {sent.location}")
                return visitor.seconds

        yield [Contender(APP, lambda: errand, 4)]


def _seed_ready_app(python: str, module: str, circumstances: Mapping[str, str]) -> str:
    questions = [
        (item.text, [step.label for step in INSTRUMENT.scales[item.scale].steps] + _apart(item))
        for item in INSTRUMENT.items
    ]
    done = subprocess.run(
        [python, "-m", module],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **circumstances},
        input=json.dumps(questions),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return str(json.loads(done.stdout.strip().splitlines()[-1]))


def _apart(item: Any) -> list[str]:
    return [str(code) for code in item.missing]


def _queries(place: Place) -> Iterator[Figure]:
    circumstances = place.environment(place.make_database("queries"))
    town = told(["-m", "tests.bench.town", "people", "1"], circumstances)
    address = f"/{town['slug']}/vragenlijst/{town['wave']}/"
    found = told(["-m", "tests.bench.asked", "fill", town["sessions"][0], address], circumstances)
    for kind, count in found.items():
        yield Figure(SUBJECT, f"vragen aan de database, {kind}", count, "", most=6)
