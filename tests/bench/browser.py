"""In a real Chromium: how much a page weighs, and when the first chart is there on a slow phone."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.bench.figures import Figure, middle
from tests.bench.place import Place, run, told
from tests.bench.reading import TEAMS
from tests.bench.site import site
from tests.environment import chromium

WEIGHT, PHONE = "Gewicht van een pagina", "Eerste grafiek op een trage telefoon"
COUNTED = {"Document", "Stylesheet", "Script"}
FIRST_VISIT, NEXT_PAGE, PROFILE, EXPLORED = 60, 8, 150, 450  # kB on the wire
SLOWER, MEGABITS = 4, 10  # a quarter of this processor, megabits a second
FIRST_CHART = 0.5  # seconds
PATIENCE = 60  # seconds
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

CHART_SEEN = """
const look = () => {
  const charts = [...document.querySelectorAll("[data-chart-picture] svg")];
  if (charts.some((chart) => chart.getBoundingClientRect().height > 0)) {
    requestAnimationFrame(() => { window.chartSeen = performance.now(); });  // painted by now
  } else {
    requestAnimationFrame(look);
  }
};
look();
"""


class NoChart(Exception):
    """A page without a chart: nothing is measured then."""


@dataclass
class Scale:
    """Weighs what comes over the wire, compressed as it comes, by kind."""

    session: CDPSession
    kinds: dict[str, str] = field(default_factory=dict)
    kilobytes: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session.send("Network.enable")
        self.session.on("Network.responseReceived", self._received)
        self.session.on("Network.loadingFinished", self._finished)

    def _received(self, event: Mapping[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _finished(self, event: Mapping[str, Any]) -> None:
        kind = self.kinds.get(event["requestId"], "Other")
        weight = event["encodedDataLength"] / 1000
        self.kilobytes[kind] = self.kilobytes.get(kind, 0) + weight

    def weigh(self, page: Page, address: str) -> tuple[float, float]:
        """kB of HTML, styles and scripts, and of everything, when the page is at rest."""
        self.kilobytes.clear()
        page.goto(address, wait_until="networkidle")
        counted = sum(self.kilobytes.get(kind, 0) for kind in COUNTED)
        return counted, sum(self.kilobytes.values())


def measure(place: Place) -> list[Figure]:
    with ExitStack() as stack:
        browser = stack.enter_context(launched())
        clients = stack.enter_context(visited(place, "clients", "1"))
        groups = stack.enter_context(visited(place, "groups", str(TEAMS)))
        return [*_weights(browser, clients, groups), *_first_chart(browser, groups, place.rounds)]


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium. Raises `chromium.Unavailable`."""
    executable = chromium.find_or_fetch()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass(frozen=True, slots=True)
class Town:
    """A site to visit, and what its maker told about it."""

    address: str
    told: Mapping[str, Any]


@contextmanager
def visited(place: Place, kind: str, count: str) -> Iterator[Town]:
    circumstances = place.environment(place.make_database(f"browser_{kind}"))
    circumstances["IGM_HOSTS"] = "localhost"  # to which Chromium sends secure cookies over http
    made = told(["-m", "tests.bench.town", kind, count], circumstances)
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], circumstances)
    with site("igm_portal.wsgi", circumstances) as port:
        yield Town(f"http://localhost:{port}", made)


@contextmanager
def visitor(browser: Browser, cookies: Mapping[str, str]) -> Iterator[BrowserContext]:
    """Somebody who was never here before, except for these cookies."""
    context = browser.new_context(
        locale="nl-NL",
        viewport={"width": 360, "height": 740},
        extra_http_headers={"X-Forwarded-Proto": "https"},
    )
    context.add_cookies(
        [
            {"name": name, "value": value, "domain": "localhost", "path": "/", "secure": True}
            for name, value in cookies.items()
        ]
    )
    try:
        yield context
    finally:
        context.close()


def _weights(browser: Browser, clients: Town, groups: Town) -> Iterator[Figure]:
    with visitor(browser, {"meedoen": clients.told["cookie"]}) as context:
        page = context.new_page()
        scale = Scale(context.new_cdp_session(page))
        question = f"{clients.address}/meedoen/vraag"
        counted, everything = scale.weigh(page, f"{question}/1/")
        what = "vraag van een cliënt, eerste bezoek (HTML, CSS, JS)"
        yield Figure(WEIGHT, what, counted, "kB", most=FIRST_VISIT)
        yield Figure(WEIGHT, "  met lettertypen en plaatjes", everything, "kB")
        counted, _everything = scale.weigh(page, f"{question}/2/")
        yield Figure(WEIGHT, "volgende vraag", counted, "kB", most=NEXT_PAGE)
    with visitor(browser, {"sessionid": groups.told["manager"]}) as context:
        page = context.new_page()
        scale = Scale(context.new_cdp_session(page))
        _counted, everything = scale.weigh(page, f"{groups.address}{groups.told['team']}")
        yield Figure(WEIGHT, "teamprofiel, eerste bezoek", everything, "kB", most=PROFILE)
    with visitor(browser, {"sessionid": groups.told["hr"]}) as context:
        page = context.new_page()
        scale = Scale(context.new_cdp_session(page))
        scale.weigh(page, f"{groups.address}{groups.told['overview']}verloop/")
        page.locator(".igm-chart__menu summary").first.click()
        page.locator("[data-chart-explore]").first.click()
        page.wait_for_load_state("networkidle")
        page.locator("[data-chart-explorer]:not([hidden])").first.wait_for()
        everything = sum(scale.kilobytes.values())
        what = "verloop in de tijd, eerste bezoek, met plotly erbij"
        yield Figure(WEIGHT, what, everything, "kB", most=EXPLORED)


def _first_chart(browser: Browser, groups: Town, rounds: int) -> Iterator[Figure]:
    session = {"sessionid": groups.told["manager"]}
    address = f"{groups.address}{groups.told['team']}"
    with visitor(browser, session) as context:
        context.new_page().goto(address)  # the server is warm, the phone is not
    seconds = [_seen(browser, session, address) for _ in range(rounds)]
    what = f"teamprofiel, {MEGABITS} Mbit/s, processor {SLOWER} keer zo traag"
    yield Figure(PHONE, what, middle(seconds), "s", most=FIRST_CHART)


def slow_down(session: CDPSession, *, latency: int) -> None:
    """A slow phone on a moderate line; `latency` in milliseconds."""
    speed = MEGABITS * 1_000_000 / 8
    throughput = {"downloadThroughput": speed, "uploadThroughput": speed}
    conditions = {"offline": False, "latency": latency, **throughput}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", conditions)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _seen(browser: Browser, cookies: Mapping[str, str], address: str) -> float:
    """Seconds from the click to a chart on the screen, on a phone that has nothing of the site."""
    with visitor(browser, cookies) as context:
        page = context.new_page()
        page.add_init_script(CHART_SEEN)
        slow_down(context.new_cdp_session(page), latency=0)
        page.goto(address, wait_until="commit")
        deadline = time.monotonic() + PATIENCE
        while not (seen := page.evaluate("window.chartSeen || 0")):
            if time.monotonic() > deadline:
                raise NoChart(address)
            page.wait_for_timeout(20)
        return float(seen) / 1000
