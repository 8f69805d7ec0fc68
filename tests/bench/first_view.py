"""In a real Chromium: when the first view of every main page stands there, on a slow phone.

That is when its largest part was painted (largest contentful paint), as Chromium itself tells,
for somebody whose phone has nothing of the site yet.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack

from playwright.sync_api import Browser

from tests.bench.browser import MEGABITS, SLOWER, Town, launched, slow_down, visited, visitor
from tests.bench.figures import Figure, middle
from tests.bench.place import Place

LATENCY = 40  # milliseconds
LINE = f"{MEGABITS} Mbit/s, {LATENCY} ms, processor {SLOWER} keer zo traag"
SUBJECT = f"Eerste blik op een trage telefoon ({LINE})"
MOST = 1.5  # seconds
STAFF = 500  # people of the town that these pages are of
PAGES = (
    ("inlogpagina", "", "/account/aanmelden/"),
    ("startpagina van een medewerker", "employee", "/{slug}/"),
    ("introductie van een vragenlijst", "employee", "/{slug}/vragenlijst/{open}/"),
    ("pagina met vragen", "employee", "/{slug}/vragenlijst/{open}/2/"),
    ("eigen profiel", "employee", "/{slug}/metingen/{wave}/mijn-profiel/"),
    ("teamprofiel", "manager", "{team}"),
    ("startpagina van HR", "hr", "/{slug}/"),
    ("overzicht", "hr", "{overview}"),
    ("verloop in de tijd", "hr", "{overview}verloop/"),
    ("metingen", "hr", "/{slug}/metingen/"),
    ("mensenlijst", "administrator", "/{slug}/mensen/"),
)
"""What it is, who reads it, and where."""

LARGEST = """() => new Promise((resolve) => {
  const observer = new PerformanceObserver((list) => {
    const painted = list.getEntries().at(-1).startTime;
    setTimeout(() => resolve(painted), 300);  // nothing larger came after it
  });
  observer.observe({ type: "largest-contentful-paint", buffered: true });
})"""


def measure(place: Place) -> list[Figure]:
    with ExitStack() as stack:
        browser = stack.enter_context(launched())
        staff = stack.enter_context(visited(place, "staff", str(STAFF)))
        clients = stack.enter_context(visited(place, "clients", "1"))
        return list(_figures(browser, place.rounds, staff, clients))


def _figures(browser: Browser, rounds: int, staff: Town, clients: Town) -> Iterator[Figure]:
    facts = {**staff.told, "wave": staff.told["waves"][0]}
    views = [
        (what, f"{staff.address}{path.format(**facts)}", {"sessionid": facts[who]} if who else {})
        for what, who, path in PAGES
    ]
    client = {"meedoen": clients.told["cookie"]}
    views.append(("begin van een cliënt", f"{clients.address}/meedoen/", {}))
    views.append(("vraag van een cliënt", f"{clients.address}/meedoen/vraag/1/", client))
    for what, address, cookies in views:
        with visitor(browser, cookies) as context:
            context.new_page().goto(address)  # the server is warm, the phone is not
        seconds = middle(_seen(browser, cookies, address) for _ in range(rounds))
        yield Figure(SUBJECT, what, seconds, "s", most=MOST)


class OtherPage(Exception):
    """Another page came than the one asked for: nothing is measured then."""


def _seen(browser: Browser, cookies: Mapping[str, str], address: str) -> float:
    """Seconds from the click to the last largest paint, on a phone that has nothing of the site."""
    with visitor(browser, cookies) as context:
        page = context.new_page()
        slow_down(context.new_cdp_session(page), latency=LATENCY)
        answer = page.goto(address, wait_until="load")
        if answer is None or not answer.ok or page.url != address:
            raise OtherPage(f"{address}: {page.url}")
        return float(page.evaluate(LARGEST)) / 1000
