"""What must hold after random sequences of filling in: nothing lost, doubled or misplaced."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from surveys.models.response import Response
from surveys.scoring import answers as codec
from surveys.selectors import response_of
from tests.browser.chaos import Filler
from tests.browser.sharing import SharedBrowser
from tests.world import World

STEPS = 14
# What goes wrong is told by the browser too; here that is the point.
TROUBLE = r"Failed to load resource|Failed to fetch|net::ERR_|status of"


def play(world: World, filler: Filler) -> None:
    """A random sequence of one person, everything healed and sent at the end."""
    acts: list[Callable[[], None]] = [
        *([filler.choose] * 7),
        *([filler.change_mind] * 2),
        *([filler.turn] * 3),
        *(filler.cut, filler.drop_session, filler.restart, filler.kill, filler.reload),
        *([filler.heal] * 3),
        filler.second_tab,
    ]
    for _step in range(STEPS):
        act = filler.random.choice(acts)
        filler.log.append(act.__name__)
        act()
        check(world, filler)
    filler.heal()
    check(world, filler)
    send(world, filler)


def play_shared(shared: SharedBrowser, *more: Callable[[], None]) -> None:
    """A random sequence of two people in one browser; `more` is what else may happen."""
    acts: list[Callable[[], None]] = [
        *([shared.choose] * 6),
        *(shared.sit_down, shared.sit_down, shared.leave, shared.turn),
        *([shared.open_tab] * 2),
        *more,
    ]
    shared.sit_down()
    shared.open_tab()
    for _step in range(STEPS):
        shared.random.choice(acts)()
        shared.check()


def stored(world: World, filler: Filler) -> dict[str, str | None]:
    response = response_of(world.invitation(filler.wave, "a-1"))
    if response is None:
        return dict.fromkeys((item.code for item in filler.asked.items), None)
    found = {i.code: codec.get(filler.asked, response.answers, i.code) for i in filler.asked.items}
    return {code: None if answer is None else str(answer) for code, answer in found.items()}


def check(world: World, filler: Filler) -> None:
    wrong = {
        code: f"{value}, not one of {filler.allowed.get(code, {None})}"
        for code, value in stored(world, filler).items()
        if value not in filler.allowed.get(code, {None})
    }
    assert not wrong, f"{wrong} after {filler.log}"
    assert Response.objects.count() <= 1


def send(world: World, filler: Filler) -> None:
    """From two tabs at once; what is sent is what the page to look it over showed."""
    last = stored(world, filler)
    if not any(last.values()):
        return
    first, second = filler.context.new_page(), filler.context.new_page()
    for page in (first, second):
        page.goto(f"{filler.address}nakijken/")
        answered = page.locator(".igm-review dd:not(:has(.igm-soft))").count()
        assert answered == sum(value is not None for value in last.values())
    for page in (first, second):
        page.locator("main form button[type=submit]").click()
        profile = f"/zandstad/metingen/{filler.wave.pk}/mijn-profiel/"
        expect(page).to_have_url(re.compile(re.escape(profile)))
    response = Response.objects.get()
    assert response.sent
    assert stored(world, filler) == last
