"""A conversation about a case (ADR 43): somebody wants to know what one person answered.

By showing few, by answering more often, by showing twice and subtracting, from the same device, by
guessing codes and by leading the conversation of somebody else.
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from igm_portal.accounts.models import Module
from igm_portal.accounts.roles import Role
from igm_portal.followup.models import CaseAnswer, CaseSession
from igm_portal.followup.room_access import ROOM_COOKIE
from surveys.codes.code import Code, CodeKind, draw
from surveys.participant_marks import person_mark
from surveys.services.code_limits import BUDGETS
from tests.attack.reading import signed_in
from tests.pages import PageClient
from tests.world import World

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
RARE = "zelfregulering"
WORDS = "Wat je zelf in de hand hebt"
STEPS = range(1, 7)


@pytest.fixture
def world(world: World) -> World:
    """A conversation that a-1 leads, in which four chose the same."""
    world.team("a", 2)
    world.give("administrator", Role.ADMINISTRATOR)
    world.give("hr", Role.HR_ADVISER)
    world.switch(Module.CASES)
    leader(world).post(reverse("begin_case", args=[world.slug]), {"case": "jaap"})
    return world


def leader(world: World, who: str = "a-1") -> PageClient:
    browser = PageClient()
    browser.force_login(world.people[who])
    return browser


def place(world: World) -> str:
    return reverse("case_session", args=[world.slug])


def room(name: str = "case_answer") -> str:
    return reverse(name, args=[Code(CodeKind.ROOM, CaseSession.objects.get().code)])


def answer(phone: Client, element: str = "houding", action: int = 0) -> None:
    phone.get(room())
    phone.post(room(), {"element": element, "action": action})


def read(world: World, browser: Client) -> list[str]:
    """Every step of the window, without what changes at each request."""
    place_ = place(world)
    pages = [browser.get(f"{place_}?stap={step}").content.decode() for step in STEPS]
    return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page) for page in pages]


def test_before_they_are_shown_the_window_says_how_many_and_nothing_else(world: World) -> None:
    """Whatever was chosen, also from five on: the same number gives the same pages."""
    seen = []
    for element, action in (("houding", 0), (RARE, 3)):
        CaseAnswer.objects.all().delete()
        for _number in range(6):
            answer(Client(), element, action)
        seen.append(read(world, leader(world)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("number", [0, 1, 4])
def test_with_fewer_than_five_no_request_shows_anything(world: World, number: int) -> None:
    for _phone in range(number):
        answer(Client(), RARE, 3)
    browser = leader(world)
    for query in ("", "?stap=3", "?stap=3&to=show"):
        page = browser.post(f"{place(world)}{query}", {"to": "show"}, follow=True)
        assert "igm-spread__number" not in page.content.decode()
    assert CaseSession.objects.get().spread is None
    assert CaseAnswer.objects.count() == number


def test_who_answers_five_times_from_one_browser_is_one(world: World) -> None:
    """Also with two forms that were opened before the first was sent, and after taking it back."""
    phone = Client()
    for element in ("houding", "context", RARE, "vaardigheden", "houding"):
        answer(phone, element)
    phone.post(room("case_withdraw"))
    answer(phone)
    assert CaseAnswer.objects.count() == 1
    leader(world).post(place(world), {"to": "show"})
    assert CaseSession.objects.get().spread is None


def test_two_presses_before_the_first_reply_are_one_answer(world: World) -> None:
    phone = Client()
    phone.get(room())
    cookie = phone.cookies[ROOM_COOKIE].value
    for _press in range(2):
        other_tab = Client()
        other_tab.cookies[ROOM_COOKIE] = cookie
        other_tab.post(room(), {"element": "houding", "action": 0})
    assert CaseAnswer.objects.count() == 1


@pytest.mark.parametrize("value", ["", "verzonnen", "verzonnen:1abcde:xxxx"])
def test_a_browser_without_the_cookie_or_with_a_made_up_one_counts_for_nobody(
    world: World, value: str
) -> None:
    phone = Client()
    if value:
        phone.cookies[ROOM_COOKIE] = value
    page = phone.post(room(), {"element": "houding", "action": 0})
    assert "nog een keer" in page.content.decode()
    assert not CaseAnswer.objects.exists()


def test_the_second_person_on_a_device_does_not_see_what_the_first_chose(world: World) -> None:
    """Nor signs of it: the pages are the same whatever it was."""
    seen = []
    for element, action in (("houding", 0), (RARE, 3)):
        phone = Client()
        answer(phone, element, action)
        pages = [phone.get(f"{room()}{query}").content.decode() for query in ("", "?opnieuw=1")]
        assert "checked" not in "".join(pages)
        seen.append([re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", p) for p in pages])
    assert seen[0] == seen[1]


def test_nobody_shows_twice_and_subtracts(world: World) -> None:
    """Once shown no answer is added, changed or taken back, so a reload says the same."""
    phones = [Client() for _number in range(5)]
    for phone in phones:
        answer(phone)
    late = Client()
    late.get(room())
    browser = leader(world)
    browser.post(place(world), {"to": "show"})
    before = read(world, browser)
    late.post(room(), {"element": RARE, "action": 3})
    phones[0].post(room(), {"element": RARE, "action": 3})
    phones[1].post(room("case_withdraw"))
    browser.post(place(world), {"to": "show"})
    assert read(world, browser) == before
    assert sum(CaseSession.objects.get().spread["elements"].values()) == 5  # type: ignore[index]
    assert "Kijk naar het scherm" in late.get(room()).content.decode()


def test_once_shown_only_numbers_are_left_and_nothing_joins_element_and_action(
    world: World,
) -> None:
    for number in range(5):
        answer(Client(), RARE if number == 0 else "houding", number)
    leader(world).post(place(world), {"to": "show"})
    assert not CaseAnswer.objects.exists()
    spread = CaseSession.objects.get().spread
    assert spread is not None
    assert set(spread) == {"elements", "actions"}
    assert all(isinstance(number, int) for number in spread["actions"])


def test_a_new_conversation_of_the_same_lead_knows_nothing_of_the_one_before(
    world: World,
) -> None:
    phones = [Client() for _number in range(5)]
    for phone in phones:
        answer(phone)
    marks = set(CaseAnswer.objects.values_list("browser", flat=True))
    browser = leader(world)
    browser.post(reverse("begin_case", args=[world.slug]), {"case": "jaap"})
    assert not CaseAnswer.objects.exists()
    for phone in phones:
        answer(phone)
    assert not marks & set(CaseAnswer.objects.values_list("browser", flat=True))


@pytest.mark.parametrize("who", ["a-2", "manager-a", "hr"])
def test_nobody_else_leads_it(world: World, who: str) -> None:
    """Neither without the mark of the page nor with that of its lead."""
    for _number in range(5):
        answer(Client())
    attacker = signed_in(world.people[who])
    own = person_mark(world.people[who].pk, world.slug)
    for mark in (own, person_mark(world.people["a-1"].pk, world.slug)):
        for button in ("show", "end"):
            attacker.post(place(world), {"to": button, "participant": mark})
        assert "igm-spread__number" not in "".join(read(world, attacker))
    assert CaseSession.objects.get().spread is None
    assert CaseAnswer.objects.count() == 5


def test_a_window_left_open_ends_nothing_of_who_signs_in_after(world: World) -> None:
    """Two people at one computer: the page of the first carries the mark of the first."""
    leader(world, "a-2").post(reverse("begin_case", args=[world.slug]), {"case": "samira"})
    browser = signed_in(world.people["a-2"])
    mark = person_mark(world.people["a-1"].pk, world.slug)
    assert browser.post(place(world), {"to": "end", "participant": mark}).status_code == 409
    assert browser.post(place(world), {"to": "end"}).status_code == 409
    assert CaseSession.objects.count() == 2


def test_whoever_guesses_codes_is_stopped_and_the_room_is_not(world: World) -> None:
    budget = BUDGETS[CodeKind.ROOM]["address"]
    right = room()
    attacker = Client(REMOTE_ADDR="198.51.100.7")
    for _try in range(budget):
        code = draw(CodeKind.ROOM)
        assert attacker.get(reverse("case_answer", args=[code])).status_code == 404
    assert attacker.get(right).status_code == 404
    assert Client(REMOTE_ADDR="198.51.100.9").get(right).status_code == 200


def test_phones_that_open_what_is_over_again_keep_no_colleague_out(world: World) -> None:
    """A whole office has one address; thirty phones on the table open their pages anew."""
    over = reverse("case_answer", args=[draw(CodeKind.ROOM)])
    phone = Client(REMOTE_ADDR="198.51.100.7")
    for _try in range(BUDGETS[CodeKind.ROOM]["address"] + 1):
        assert phone.get(over).status_code == 404
    assert phone.get(room()).status_code == 200


def test_an_address_with_a_code_goes_into_no_log_and_to_no_other_page(world: World) -> None:
    from igm_portal.logs import without_secrets

    assert CaseSession.objects.get().code[:3] not in without_secrets(f"GET {room()} 500")
    page = Client().get(room())
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "strict-origin"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_the_rest_of_the_site(world: World) -> None:
    phone = Client()
    phone.get(room())
    cookie = phone.cookies[ROOM_COOKIE]
    assert cookie["httponly"]
    assert cookie["path"] == reverse("case_entry")
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE
    assert int(cookie["max-age"]) <= 24 * 60 * 60
    answer(phone)
    assert CaseAnswer.objects.get().browser not in cookie.value
