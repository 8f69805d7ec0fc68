"""Two employees in one browser, in tabs: what each chose, and what may be stored of whom."""

from dataclasses import dataclass, field
from random import Random

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from surveys.models import Wave
from surveys.scoring import answers as codec
from surveys.selectors import response_of
from tests.world import World

PATIENCE = 15_000
PEOPLE = ("a-1", "a-2")
MARK = "() => document.querySelector('form[data-save-url] input[name=participant]')?.value ?? ''"
OUTCOME = """
() => {
  const notice = document.querySelector("[data-other-participant]");
  if (notice && !notice.hidden) return "other";
  const state = document.querySelector("[data-save-status]")?.dataset.state;
  return ["saved", "signin", "offline", "failed"].includes(state) ? state : "";
}
"""


@dataclass
class SharedBrowser:
    """`allowed` holds the values that may be stored, per person and question; `waiting` those that
    a page still holds, and that may arrive for the person of that page as long as it is open.
    """

    context: BrowserContext
    site: str
    world: World
    wave: Wave
    random: Random
    person: str = ""
    allowed: dict[tuple[str, str], set[str | None]] = field(default_factory=dict)
    waiting: dict[tuple[str, str], set[str | None]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    def sit_down(self) -> None:
        self.person = self.random.choice(PEOPLE)
        client = Client()
        client.force_login(self.world.people[self.person])
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        self.context.add_cookies([{"name": name, "value": value, "url": self.site}])
        self.log.append(f"{self.person} sits down")

    def leave(self) -> None:
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        self.person = ""
        self.log.append("signed out")

    def open_tab(self) -> None:
        if self.person and len(self.context.pages) < 4:
            number = self.random.randint(1, 10)
            self.context.new_page().goto(
                f"{self.site}/zandstad/vragenlijst/{self.wave.pk}/{number}/"
            )

    def choose(self) -> None:
        """On any page that still asks, whoever opened it, and look at what is said about it."""
        page = self._some_page()
        if page is None:
            return
        owner = self._owner(page)
        options = page.locator("fieldset[data-question] input[type=radio]:not(:checked)")
        option = options.nth(self.random.randrange(options.count())).element_handle()
        item, value = option.get_attribute("name") or "", option.get_attribute("value") or ""
        place = owner, item
        may, held = self.allowed.setdefault(place, {None}), self.waiting.setdefault(place, set())
        first_time = value not in may
        may.add(value)
        page.evaluate("() => { document.querySelector('[data-save-status]').dataset.state = ''; }")
        option.evaluate("(radio) => radio.click()")  # the question may be gone at once
        page.wait_for_function(OUTCOME, timeout=PATIENCE)
        outcome = page.evaluate(OUTCOME)
        self.log.append(f"{item}={value} in a page of {owner}: {outcome}")
        if outcome == "saved":
            assert owner == self.person, f"misplaced: {self.log}"
            self.allowed[place] = {value, *held}
        elif outcome == "other":
            assert owner != self.person, f"thrown away: {self.log}"
            if first_time:
                may.discard(value)
            page.close()
        else:
            held.add(value)

    def turn(self) -> None:
        page = self._some_page()
        if page is None or not self.person:
            return
        owner, waits = self._owner(page), page.evaluate(OUTCOME) in {"signin", "offline"}
        page.locator("button[name=to][value=next]").click(no_wait_after=True)
        page.wait_for_timeout(1500)
        if waits or owner == self.person:
            return
        self.log.append(f"turned a page of {owner}")
        assert "iemand anders bezig" in page.locator("main").inner_text(), self.log
        page.close()

    def check(self) -> None:
        """Nothing lost, doubled or misplaced."""
        wrong = []
        for name in PEOPLE:
            invitation = self.world.invitation(self.wave, name)
            response, asked = response_of(invitation), invitation.questionnaire
            for item in asked.items:
                answer = codec.get(asked, response.answers, item.code) if response else None
                value = None if answer is None else str(answer)
                if value not in self.allowed.get((name, item.code), {None}):
                    wrong.append(f"{name} {item.code}={value}")
        assert not wrong, f"{wrong} after {self.log}"

    def _some_page(self) -> Page | None:
        asking = [page for page in self.context.pages if page.locator("[data-question]").count()]
        return self.random.choice(asking) if asking else None

    def _owner(self, page: Page) -> str:
        """By the mark in the page."""
        mark = page.evaluate(MARK)
        return next(n for n in PEOPLE if self.world.invitation(self.wave, n).mark == mark)
