"""Every page a person can reach, looked at on a phone and on a desk; and what people do there.

The browser of a walk is one of `webkit` or of `chromium`.
"""

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from tests.audit import FAULTS

PHONE, DESK = 360, 1280
HEIGHT = 780
MOST_PIXELS = 8800  # what the screen has room for
VARIABLE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")
CODE = re.compile(r"(?:[2-9A-Z]{5}-){2}[2-9A-Z]{5}")
LINKS = """
() => [...document.querySelectorAll("a[href]:not([download])")]
  .filter((link) => link.origin === location.origin && link.checkVisibility())
  .map((link) => link.origin + link.pathname)
"""
WAVE = re.compile(r"/metingen/[0-9a-f-]{36}/$")
LEAVES = re.compile(r"/afmelden/$|/demo/")
# A file would be downloaded, with a bar in the window that tells so.
IS_PAGE = """
(url) => fetch(url).then(({ headers }) => headers.get("content-type")?.startsWith("text/html")
  && !headers.get("content-disposition"))
"""
BEGIN = "form[action$='/beginnen/'] button"
LOADED = "() => document.readyState === 'complete'"
SAVED = "[data-save-status][data-state=saved]"
NEXT = "button[name=to][value=next]"
SEND = "form[action*='/nakijken/'] button"
PRIMARY = "main form button.utrecht-button--primary-action"


class NotThere(Exception):
    """A program is missing, did not start, or a page did not become what was expected."""


class Browser(Protocol):
    """What a walk asks of a browser; every selector is one of CSS."""

    version: str

    @property
    def url(self) -> str: ...
    def open(self, url: str) -> None: ...
    def click(self, selector: str) -> None:
        """Click as a person does; fails when something else lies over the middle of it."""

    def go(self, selector: str) -> None:
        """Click on what leads to another address, and wait until we are there."""

    def fill(self, selector: str, text: str) -> None: ...
    def attach(self, selector: str, file: Path) -> None: ...
    def script(self, source: str, *arguments: Any) -> Any:
        """Call this function in the page."""

    def count(self, selector: str) -> int: ...
    def text(self, selector: str) -> str: ...
    def resize(self, width: int, height: int) -> None: ...
    def photograph(self, file: Path) -> None:
        """Save what the window shows as PNG."""

    def wait(self, condition: Callable[[], object], what: str) -> None: ...


class Walk:
    """One person with one browser; keeps the pictures and what is wrong."""

    def __init__(self, browser: Browser, site: str, folder: Path, person: str) -> None:
        self.browser, self.site, self.folder, self.person = browser, site, folder, person
        self.faults: list[str] = []
        self.pages = 0

    def look(self, name: str) -> None:
        """Look at this page in both widths, once its styles are there."""
        self.browser.wait(lambda: self.browser.script(LOADED), f"the whole of {name}")
        self.pages += 1
        for width in (PHONE, DESK):
            self.browser.resize(width, HEIGHT)
            self.judge(f"{self.person}, {name}, {width} px")
            self.keep(name, width)
        self.browser.resize(PHONE, HEIGHT)

    def judge(self, where: str) -> None:
        self.faults += [f"{where}: {fault}" for fault in self.browser.script(FAULTS)]

    def keep(self, name: str, width: int) -> None:
        """Photograph the whole of it."""
        self.whole(width)
        file = re.sub(r"\W+", "-", f"{self.person}-{self.pages:02}-{name}-{width}")
        self.browser.photograph(self.folder / f"{file}.png")

    def whole(self, width: int) -> None:
        """Make the window so high that the page fits."""
        needed = int(self.browser.script("() => document.documentElement.scrollHeight"))
        self.browser.resize(width, min(max(needed + 20, HEIGHT), MOST_PIXELS))

    def sign_in(self, account: str) -> None:
        self.browser.resize(DESK, HEIGHT)
        self.browser.open(f"{self.site}/demo/")
        self.browser.go(f"button[value='{account}']")

    def everywhere(self) -> None:
        """Follow every link; of pages that differ by a number or a name only, the first."""
        waiting, known = [self.browser.url], set[str]()
        while waiting:
            url = waiting.pop(0)
            kind = VARIABLE.sub("*", url)
            if kind in known or LEAVES.search(url):
                continue
            known.add(kind)
            if not self.browser.script(IS_PAGE, url):
                continue
            self.browser.open(url)
            if not self.browser.count("h1"):
                self.faults.append(f"{self.person}: no heading at {url}")
                continue
            self.look(kind.removeprefix(VARIABLE.sub("*", self.site)).strip("/"))
            waiting += self.browser.script(LINKS)

    def answer(self) -> Iterator[int]:
        """Fill in page after page, until there are no questions any more; gives their numbers."""
        number = 0
        while self.browser.count(NEXT):
            number += 1
            questions = self.browser.count("fieldset[data-question]")
            for question in range(questions):
                place = f":nth-child({question + 1} of fieldset[data-question])"
                self.browser.click(f"{place} .igm-answer:nth-child({2 + question % 3})")
            if questions:
                self.browser.wait(lambda: self.browser.count(SAVED), "the answers are saved")
                if self.browser.count("fieldset[data-question] :checked") != questions:
                    raise NotThere(f"a click chose nothing at {self.browser.url}")
            self.judge(f"{self.person}, page {number} of the questions")
            yield number
            self.browser.go(NEXT)


def visitor(walk: Walk) -> None:
    """The pages without an account, a page that is not there, and the gallery of components."""
    for name, path in (
        ("start of the demo", "demo/"),
        ("sign in", "account/aanmelden/"),
        ("password forgotten", "account/wachtwoord/vergeten/"),
        ("door of clients", "meedoen/"),
        ("refused code", "meedoen/bestaat-niet/"),
        ("no such page", "demo/bestaat-niet/"),
        ("no such page of clients", "meedoen/bestaat/niet/"),
        ("statement for clients", "meedoen/toegankelijkheid/zandstad/"),
        ("room of a case", "casus/"),
        ("accessibility statement", "zandstad/toegankelijkheid/"),
        ("gallery", "demo/componenten/"),
    ):
        walk.browser.open(f"{walk.site}/{path}")
        walk.look(name)
    for path in ("account/aanmelden/", "zandstad/toegankelijkheid/"):
        walk.browser.open(f"{walk.site}/{path}")
        walk.everywhere()


def client(walk: Walk, language: str = "nl") -> None:
    """From the printed card to the own result, and with the own code from the start again."""
    browser = walk.browser
    browser.open(f"{walk.site}/demo/")
    browser.go("button[value=client]")
    chosen = f"button[name=language][value={language}]"
    browser.click(chosen)
    browser.wait(lambda: browser.count(f"{chosen}[aria-pressed=true]"), "the language is chosen")
    walk.look("card")
    browser.go(BEGIN)
    walk.look("own code")
    own = CODE.search(browser.text(".igm-code"))
    if own is None:
        raise NotThere("no own code on the page")
    browser.go("main .igm-actions a")
    for number in walk.answer():
        if number in {1, 2, 12, 24}:
            walk.look(f"question {number}")
        if number == 3:
            browser.go("button[name=to][value=later]")
            walk.look("later")
            browser.go("form[action$='/stoppen/'] button")
            walk.look("type a code")
            browser.fill("input[name=code]", own[0].lower())
            browser.go("form:has(input[name=code]) button[type=submit]")
            walk.look("welcome back")
            browser.go("main .igm-actions a")
            # the answer of the third question was saved, so that the fourth is open
            browser.wait(lambda: browser.count(NEXT), "the questions again")
    walk.look("review")
    browser.go(SEND)
    # what a client puts on the own paper, which is read when the page is
    browser.click("#papier summary")
    browser.script("() => document.querySelector('input[name=element]').click()")
    walk.look("result")
    browser.open(f"{walk.site}/meedoen/gegevens/")
    walk.everywhere()


def employee(walk: Walk) -> None:
    """Look around, fill in the questionnaire of the open wave, and see the own profile."""
    browser = walk.browser
    walk.sign_in("klantmanager@zandstad.example")
    home = browser.url
    walk.everywhere()
    browser.open(home)
    browser.go("main a[href*='/vragenlijst/']")
    walk.look("introduction")
    browser.go("main .igm-actions a")
    for number in walk.answer():
        if number in {1, 4, 8, 11}:
            walk.look(f"questions {number}")
    walk.look("review")
    browser.go(SEND)
    walk.look("own profile")


def adviser(walk: Walk) -> None:
    """Look around, at every wave too; make codes, plan a wave, and ask for a file."""
    browser = walk.browser
    walk.sign_in("hr@zandstad.example")
    home = browser.url
    walk.everywhere()
    browser.open(f"{home}metingen/")
    waves = {link for link in browser.script(LINKS) if WAVE.search(link)}
    for url in sorted(waves):
        browser.open(url)
        walk.look(browser.text("h1"))
        if browser.count("a[href$='/codes/']"):
            browser.go("a[href$='/codes/']")
            walk.look("how many codes")
            browser.fill("input[name=number]", "12")
            browser.click(PRIMARY)
            browser.wait(lambda: browser.count(".igm-code-cards"), "codes are shown")
            walk.look("codes")
    browser.open(f"{home}metingen/nieuw/")
    first = datetime.now(tz=UTC).date() + timedelta(days=40)
    browser.fill("input[name=title]", "Najaar, met een lange naam voor de kleine schermen")
    for name, day in (("starts_on", first), ("closes_on", first + timedelta(days=14))):
        # the field of a date takes keys in the spelling of the machine
        browser.script(
            "(name, day) => { document.querySelector(`[name=${name}]`).value = day; }",
            name,
            day.isoformat(),
        )
    browser.click("input[name=teams]")
    walk.look("plan, filled in")
    browser.go(PRIMARY)
    walk.look("planned")
    browser.open(f"{home}exporteren/")
    browser.click("input[name=waves]")
    browser.click("input[value=organisatierapport]")
    browser.go(PRIMARY)
    walk.look("file asked for")
    ready = "main a[href$='/bestand/']"
    browser.wait(lambda: browser.count(ready), "the file is ready")
    walk.look("file ready")


def administrator(walk: Walk, folder: Path) -> None:
    """Look around, and import people: first with faults, then without."""
    browser = walk.browser
    walk.sign_in("beheerder@zandstad.example")
    home = browser.url
    walk.everywhere()
    header = "personeelsnummer;e-mail;naam;afdeling;team;rol;functie;vanaf;tot\n"
    file = folder / "mensen.csv"
    browser.open(f"{home}mensen/importeren/")
    file.write_text(header + "1;geen adres;Ivo;Werk;Oost;directeur;;31-2-2026;\n", encoding="utf-8")
    browser.attach("input[type=file]", file)
    browser.click("main form button[name=to]")
    browser.wait(lambda: browser.count("[data-error-summary]"), "faults are named")
    walk.look("import with faults")
    good = "901;eva.proef@zandstad.example;Eva Proef;Proef;Proefteam;medewerker;;1-1-2026;\n"
    file.write_text(header + good, encoding="utf-8")
    browser.attach("input[type=file]", file)
    browser.click("main form button[name=to]")
    browser.wait(lambda: browser.count("button[value=confirm]"), "the import is shown beforehand")
    walk.look("import, beforehand")
    browser.go("button[value=confirm]")
    walk.look("imported")


def puzzle(walk: Walk) -> None:
    """Around a client who does not exist: a goal, an action, and every step of the window."""
    browser = walk.browser
    walk.sign_in("klantmanager@zandstad.example")
    browser.open(f"{browser.url}puzzel/")
    browser.go("button[name=case][value=jaap]")
    window = browser.url.partition("?")[0]
    walk.look("puzzle, begin")
    browser.open(f"{window}?stap=3")
    for name in ("goal", "klantmanager", "inkomensconsulent", "accountmanager"):
        browser.fill(f"#id_{name}", "Jaap doet weer mee")
    browser.click("button[value=goal]")
    browser.wait(
        lambda: browser.script("() => document.readyState === 'complete' && !!id_goal.value"),
        "the goal is kept",
    )
    browser.open(f"{window}?stap=4")
    walk.look("puzzle, no action yet")
    for name in ("actor", "element", "force", "stance"):
        # these fields lie below the words that one clicks
        browser.script("(name) => document.querySelector(`[name=${name}]`).click()", name)
    browser.fill("#id_text", "Samen zoeken wat hij kan")
    browser.fill("#id_serves", "Jaap doet weer mee")
    browser.click("button[value=action]")
    browser.wait(lambda: browser.count(".igm-puzzle__laid li"), "the action is laid")
    for step in range(2, 8):
        browser.open(f"{window}?stap={step}")
        walk.look(f"puzzle, step {step}")
    browser.click("button[value=end]")
    browser.wait(lambda: not browser.count("button[value=end]"), "it is ended")
    walk.look("puzzle, ended")


def sharing(walk: Walk) -> None:
    """A client lets a klantmanager look, from the number of the one to the code of the other."""
    browser = walk.browser

    def read(code: str = "") -> None:
        walk.sign_in("klantmanager@zandstad.example")
        browser.open(f"{browser.url}in-gesprek/meelezen/")
        if code:
            browser.fill("#id_code", code)
            browser.click("form:has(#id_code) button")
            browser.wait(lambda: browser.count("main li.igm-row"), "what is shared")

    read()
    browser.click("form[action$='/nummer/'] button")
    browser.wait(lambda: browser.count(".igm-code"), "the number")
    walk.look("number to give to a client")
    number = browser.text(".igm-code").strip()
    walk.sign_in("client.delen")
    result = browser.url
    browser.go("a[href*='/delen/']")
    walk.look("choose what to share")
    browser.click("label.igm-answer")
    browser.fill("#id_number", number)
    browser.click(PRIMARY)
    browser.wait(lambda: browser.count("button[name=confirmed]"), "the question whether it is so")
    walk.look("what will be read, and by whom")
    browser.click("button[name=confirmed]")
    browser.wait(lambda: browser.count("#delen .igm-code"), "the code of the sharing")
    code = browser.text("#delen .igm-code").strip()
    read(code)
    walk.look("reading what is shared")
    browser.open(result)
    walk.look("read once, to be taken back")
    browser.click("#delen form button")
    browser.wait(lambda: not browser.count("#delen"), "it is taken back")
    walk.look("taken back")


def second_step(walk: Walk) -> None:
    """Set up an app, and see what there is to do with it. Being asked for a code at signing in, and
    passkeys, need a password or a device: `tests/browser/test_second_step.py` has them.
    """
    browser = walk.browser
    walk.sign_in("teammanager@duinrade.example")
    account = f"{walk.site}/account/beveiliging"
    browser.open(f"{account}/app/")
    secret = browser.text(".igm-secret").strip()
    walk.look("app, to set up")
    browser.fill("input[name=code]", "000000")
    browser.click(PRIMARY)
    browser.wait(lambda: browser.count("[aria-invalid=true]"), "the code is refused")
    walk.look("app, wrong code")
    browser.fill("input[name=code]", code_now(browser.text(".igm-secret").strip() or secret))
    browser.go(PRIMARY)
    walk.look("app, set up")
    for name, path in (
        ("account with an app", "/"),
        ("recovery codes", "/codes/"),
        ("new recovery codes", "/codes/nieuw/"),
        ("app, to take away", "/app/weg/"),
    ):
        browser.open(account + path)
        walk.look(name)


def code_now(secret: str) -> str:
    """What an authenticator app shows at this moment (RFC 6238)."""
    moment = (int(time.time()) // 30).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def reader(walk: Walk, account: str) -> None:
    """Look around only."""
    walk.sign_in(account)
    walk.everywhere()


def people(folder: Path) -> Mapping[str, Callable[[Walk], None]]:
    """Of whom there is a walk; their files go into `folder`."""
    return {
        "visitor": visitor,
        "client": client,
        "client-easy": lambda walk: client(walk, "nl-easy"),
        "client-english": lambda walk: client(walk, "en"),
        "employee": employee,
        "manager": lambda walk: reader(walk, "teammanager@zandstad.example"),
        # of the team that walked the whole path: agreements, and looking back at them
        "manager-meent": lambda walk: reader(walk, "teammanager.meent@zandstad.example"),
        "small": lambda walk: reader(walk, "teammanager.klein@zandstad.example"),
        "head": lambda walk: reader(walk, "afdelingshoofd@zandstad.example"),
        "adviser": adviser,
        "administrator": lambda walk: administrator(walk, folder),
        "manager-duinrade": lambda walk: reader(walk, "teammanager@duinrade.example"),
        "adviser-duinrade": lambda walk: reader(walk, "hr@duinrade.example"),
        "puzzle": puzzle,
        "sharing": sharing,
        "second-step": second_step,  # the last of this account: the app stays on it
    }
