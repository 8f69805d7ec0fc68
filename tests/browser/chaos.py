"""A person who fills in while everything goes wrong, and what that person was told was saved."""

from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page

from igm_portal.accounts.models import User
from surveys.instruments.model import Instrument
from surveys.models import Wave
from tests.browser.portal import Portal
from tests.environment.nodes import Nodes
from tests.world import World

PATIENCE = 15_000
# A page that comes back to the same address is another one.
WHICH = "() => performance.timeOrigin"
TOLD = """
(before) => {
  const status = document.querySelector("[data-save-status]");
  return performance.timeOrigin !== before
    || ["saved", "offline", "signin", "closed"].includes(status?.dataset.state);
}
"""
STAYS = """
(before) => {
  const state = document.querySelector("[data-save-status]")?.dataset.state;
  return performance.timeOrigin !== before || ["offline", "signin"].includes(state);
}
"""
TWICE = """
(where) => {
  const questions = [...document.querySelectorAll("fieldset[data-question]")];
  const question = questions[Math.floor(where * questions.length)];
  const [first, second] = question.querySelectorAll("input[type=radio]:not(:checked)");
  first.click();
  second.click();
  return [first.name, first.value, second.value];
}
"""
SETTLED = """
(before) => performance.timeOrigin !== before
  || document.querySelector("[data-save-status]")?.dataset.state === "saved"
"""


@dataclass
class Tab:
    """One tab, which page stands in it, and the choices on that page of which nobody has said yet
    that they were saved.
    """

    page: Page
    waiting: dict[str, tuple[str, int]] = field(default_factory=dict)  # value, and when chosen
    at: float = 0


@dataclass
class Filler:
    """`allowed` holds, per question, the values that may now be stored: the one that was last
    confirmed, and those chosen since (they may have arrived before the connection broke).
    """

    context: BrowserContext
    portal: Portal | Nodes
    user: User
    wave: Wave
    asked: Instrument
    random: Random
    tabs: list[Tab] = field(default_factory=list)
    allowed: dict[str, set[str | None]] = field(default_factory=dict)
    confirmed: dict[str, tuple[str, int]] = field(default_factory=dict)  # value, and when said
    log: list[str] = field(default_factory=list)

    @classmethod
    def begin(
        cls, context: BrowserContext, portal: Portal | Nodes, world: World, wave: Wave, seed: int
    ) -> "Filler":
        """The first person of team a, signed in and with the first page open."""
        filler = cls(
            context=context,
            portal=portal,
            user=world.people["a-1"],
            wave=wave,
            asked=world.invitation(wave, "a-1").questionnaire,
            random=Random(seed),  # noqa: S311
        )
        filler.sign_in()
        filler.open_tab()
        return filler

    # --- what the person does ---------------------------------------------------------------------

    def sign_in(self) -> None:
        client = Client()
        client.force_login(self.user)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self.portal.url}]
        )

    def open_tab(self) -> None:
        tab = Tab(self.context.new_page())
        self.tabs.append(tab)
        self.visit(tab, self.random.randint(1, len(self.asked.pages) - 1))

    def second_tab(self) -> None:
        """Once everything works again."""
        if len(self.tabs) == 1:
            self.heal()
            self.open_tab()

    def visit(self, tab: Tab, number: int) -> None:
        tab.waiting.clear()
        for _attempt in range(5):
            with suppress(Error):  # a page turn of before may still be on its way
                tab.page.goto(f"{self.address}{number}/")
                tab.at = tab.page.evaluate(WHICH)
                return
            tab.page.wait_for_timeout(300)
        raise AssertionError(f"cannot open page {number} after {self.log}")

    def choose(self) -> None:
        """Choose another answer somewhere on the page, and look at what is said about it."""
        tab = self.some_tab()
        if not self.asks(tab):
            return
        options = tab.page.locator("fieldset[data-question] input[type=radio]:not(:checked)")
        option = options.nth(self.random.randrange(options.count())).element_handle()
        item, value = option.get_attribute("name") or "", option.get_attribute("value") or ""
        option.check()
        self.log.append(f"{item}={value}")
        self.allowed.setdefault(item, {None}).add(value)
        if self.catch_up(tab):  # an earlier page turn ended just now, and took the question away
            return
        tab.waiting[item] = value, len(self.log)
        if self.random.random() < 0.7:  # now and then the next act comes before any word of it
            self.look(tab)

    def change_mind(self) -> None:
        """Two answers to one question, the second while the first is on its way."""
        tab = self.some_tab()
        if not self.asks(tab):
            return
        item, first, second = tab.page.evaluate(TWICE, self.random.random())
        self.log.append(f"{item}={first}, no, {second}")
        self.allowed.setdefault(item, {None}).update({first, second})
        if not self.catch_up(tab):
            tab.waiting[item] = second, len(self.log)
            self.look(tab)

    def turn(self) -> None:
        tab = self.some_tab()
        if not self.asks(tab):
            return
        to = self.random.choice(["next", "next", "back"])
        tab.page.locator(f"button[name=to][value={to}]").click(no_wait_after=True)
        with suppress(Error):  # the page may go away in the middle of looking
            tab.page.wait_for_function(STAYS, arg=tab.at, timeout=PATIENCE)
        tab.page.wait_for_timeout(100)
        self.catch_up(tab)

    def kill(self) -> None:
        tab = self.some_tab()
        self.tabs.remove(tab)
        tab.page.close()
        if not self.tabs:
            self.heal()
            self.open_tab()

    def reload(self) -> None:
        tab = self.some_tab()
        if self.asks(tab):
            tab.waiting.clear()
            with suppress(Error):  # without a connection the browser shows a page of its own
                tab.page.reload()
                tab.at = tab.page.evaluate(WHICH)

    # --- what goes wrong --------------------------------------------------------------------------

    def cut(self) -> None:
        self.context.set_offline(True)

    def drop_session(self) -> None:
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def restart(self) -> None:
        self.portal.restart(meanwhile=self.choose)

    def heal(self) -> None:
        """The connection is back and the person is signed in; broken pages are opened again."""
        self.context.set_offline(False)
        self.sign_in()
        for tab in self.tabs:
            self.catch_up(tab)
            if not self.asks(tab):
                self.visit(tab, 1)
            tab.page.evaluate("window.dispatchEvent(new Event('online'))")
            if tab.waiting:  # saved here, or by a page turn that had to wait until now
                tab.page.wait_for_function(SETTLED, arg=tab.at, timeout=PATIENCE)
                self.catch_up(tab)
                self.confirm(tab)

    # --- what the person knows --------------------------------------------------------------------

    def look(self, tab: Tab) -> None:
        tab.page.wait_for_function(TOLD, arg=tab.at, timeout=PATIENCE)
        if tab.page.evaluate(SETTLED, tab.at):
            self.confirm(tab)

    def confirm(self, tab: Tab) -> None:
        """Everything chosen in this tab is said to be saved. What still waits in another tab may
        come after it; what another tab was told since the choice may have come after it too.
        """
        for item, (value, chosen) in tab.waiting.items():
            others = [other.waiting[item][0] for other in self.tabs if item in other.waiting]
            told, when = self.confirmed.get(item, (value, 0))
            self.allowed[item] = {value, *others, told} if when >= chosen else {value, *others}
            self.confirmed[item] = value, len(self.log)
        tab.waiting.clear()

    def catch_up(self, tab: Tab) -> bool:
        """A page turn saves the page that is left, so the next one says that it was saved. Returns
        whether there was one.
        """
        if not tab.page.url.startswith(self.address):
            return False
        with suppress(Error):  # the page goes away in the middle of asking
            now: float = tab.page.evaluate(WHICH)
            if now != tab.at:
                tab.at = now
                self.log.append(f"turned to {tab.page.url.removeprefix(self.address)}")
                self.confirm(tab)
                return True
        return False

    def asks(self, tab: Tab) -> bool:
        """Whether this tab shows questions, and not an error page or the sign-in."""
        return tab.page.locator("fieldset[data-question]").count() > 0

    def some_tab(self) -> Tab:
        tab = self.random.choice(self.tabs)
        self.catch_up(tab)
        return tab

    @property
    def address(self) -> str:
        return f"{self.portal.url}/zandstad/vragenlijst/{self.wave.pk}/"
