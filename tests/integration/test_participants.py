"""Two people in one browser: never does an answer, a sending or an erasing reach the other one.

A page of the one is used after the other sat down; with a script (which takes the newest token from
the cookie) and without (whose form holds the token of before).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from surveys.models import Wave
from surveys.models.response import OpenAnswer, Response
from surveys.participant import ClientParticipant, Participant
from surveys.scoring import answers as codec
from surveys.selectors import response_of
from surveys.services.answering import save_answers
from tests.clients import answer, answer_all, client_wave, codes, start
from tests.integration.test_client_data import TODAY
from tests.pages import PageClient, path_of
from tests.world import NOWHERE, World

SCRIPT = {"accept": "application/json"}
FORM_MARK = re.compile(r'name="participant" value="(\w{32})"')
LINK_MARK = re.compile(r'href="([^"?]+)\?participant=(\w{32})"')


pytestmark = pytest.mark.usefixtures("no_earlier_tries")


@dataclass
class SharedBrowser:
    """One browser in which `first` opened every page, and `second` fills in now."""

    browser: Client
    first: Participant
    second: Participant
    url: Callable[..., str]

    def rows(self) -> list[tuple[Any, ...]]:
        return [
            *Response.objects.order_by("pk").values_list("pk", "answers", "sent"),
            *OpenAnswer.objects.order_by("pk").values_list("pk", "text"),
        ]

    def post(self, name: str, *more: object, headers: Any = None, **given: str) -> Any:
        """From the page that the first one opened."""
        given["participant"] = self.first.mark
        return self.browser.post(self.url(name, *more), given, headers=headers)


def of_staff(world: World) -> SharedBrowser:
    wave = world.wave(world.team("a", 2))
    for name in ("a-1", "a-2"):
        save_answers(
            participant=world.invitation(wave, name), changes={"H1": 2}, language="nl", today=TODAY
        )
    browser = Client()
    browser.force_login(world.people["a-2"])
    first, second = (world.invitation(wave, name) for name in ("a-1", "a-2"))
    return SharedBrowser(browser, first, second, lambda name, *more: staff_url(name, wave, *more))


def staff_url(name: str, wave: Wave, *more: object) -> str:
    return reverse(name, args=["zandstad", wave.pk, *more])


def of_clients(world: World) -> SharedBrowser:
    wave = client_wave(world)
    first, second = (start(code) for code in codes(world, wave, 2))
    for participant in (first, second):
        save_answers(participant=participant, changes={"GED1": 2}, language="nl", today=TODAY)
    return SharedBrowser(browser_with(second), first, second, client_url)


def client_url(name: str, *more: object) -> str:
    return reverse(f"client_{name}", args=more)


def browser_with(participant: ClientParticipant) -> Client:
    browser = Client()
    browser.post(reverse("client_entry"), {"code": str(participant.code)})
    return browser


@pytest.fixture(params=[of_staff, of_clients])
def shared(request: pytest.FixtureRequest, world: World) -> SharedBrowser:
    made: SharedBrowser = request.param(world)
    return made


POSTS: list[tuple[str, tuple[object, ...], dict[str, str]]] = [
    ("page", (1,), {"GED1": "1", "to": "next"}),
    ("page", (1,), {"GED1": "1", "to": "later"}),
    ("page", (1,), {"GED1": "onzin"}),
    ("save_one", (), {"item": "GED1", "value": "1"}),
    ("save_one", (), {"item": "open", "value": "Van mij"}),
    ("review", (), {}),
]


@pytest.mark.parametrize(("name", "more", "given"), POSTS)
def test_a_form_of_the_one_changes_nothing_of_the_other(
    shared: SharedBrowser, name: str, more: tuple[object, ...], given: dict[str, str]
) -> None:
    before = shared.rows()
    answer = shared.post(name, *more, **given)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert shared.rows() == before
    assert "iemand anders bezig" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_open_text_of_the_one_stands_on_no_page_of_the_other(shared: SharedBrowser) -> None:
    last = len(shared.second.questionnaire.pages)
    shared.post("page", last, open="Van mij", to="next")
    assert "Van mij" not in shared.browser.get(shared.url("page", last)).content.decode()


def test_a_script_is_told_that_somebody_else_sits_here(shared: SharedBrowser) -> None:
    told = shared.post("save_one", item="GED1", value="1", headers=SCRIPT)
    assert told.status_code == HTTPStatus.CONFLICT
    said = told.json()
    assert (said["saved"], said["other"]) == (False, True)
    assert "iemand anders" in said["message"]


@pytest.mark.parametrize("name", ["page", "review", "save_one"])
def test_a_form_that_names_nobody_is_refused(shared: SharedBrowser, name: str) -> None:
    before, more = shared.rows(), (1,) if name == "page" else ()
    for mark in ({}, {"participant": ""}, {"participant": "x"}, {"participant": "é" * 32}):
        given = {"GED1": "1", "item": "GED1", "value": "1"} | mark
        assert (
            shared.browser.post(shared.url(name, *more), given).status_code == HTTPStatus.CONFLICT
        )
    assert shared.rows() == before


def test_an_address_of_the_one_is_not_saved_by_a_form_of_the_other(shared: SharedBrowser) -> None:
    """Both are looked at: an address that was kept, and the page that was opened by it."""
    before = shared.rows()
    url = f"{shared.url('page', 1)}?participant={shared.first.mark}"
    answer = shared.browser.post(url, {"GED1": "1", "participant": shared.second.mark})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert shared.rows() == before


STAFF_PAGES = ("introduction", "page", "review", "later", "own_questionnaire_pdf", "own_profile")
CLIENT_PAGES = (
    *("code", "introduction", "page", "review", "later"),
    *("result", "pdf", "plan", "data", "data_json", "erase"),
)


def test_a_link_of_the_one_shows_nothing_of_the_other(shared: SharedBrowser) -> None:
    """Drafts, and then what was sent: also as PDF and as JSON."""
    pages = (
        CLIENT_PAGES
        if isinstance(shared.second, ClientParticipant)
        else (*STAFF_PAGES, "own_pdf", "own_plan")
    )
    for _state in ("draft", "sent"):
        for name in pages:
            url = shared.url(name, *((1,) if name == "page" else ()))
            other = shared.browser.get(f"{url}?participant={shared.first.mark}")
            assert other.status_code == HTTPStatus.CONFLICT, name
            assert "no-store" in other.headers["Cache-Control"], name
            own = shared.browser.get(f"{url}?participant={shared.second.mark}")
            assert own.status_code in {HTTPStatus.OK, HTTPStatus.FOUND}, name
        shared.browser.post(shared.url("review"), {"participant": shared.second.mark})


def test_every_link_and_form_around_a_participant_names_it(shared: SharedBrowser) -> None:
    """What a page of the one leads to is refused as soon as somebody else sits there."""
    client = isinstance(shared.second, ClientParticipant)
    pages = ("introduction", "review", "later", *(("code", "data", "erase") if client else ()))
    for name in pages:
        page = shared.browser.get(shared.url(name)).content.decode()
        around = reverse("client_entry") if client else "/zandstad/vragenlijst/"
        for link in re.findall(r'href="([^"]+)"', page[page.index("<main") :]):
            if link.startswith(around) and link not in {around, reverse("client_help")}:
                assert link.endswith(f"?participant={shared.second.mark}"), (name, link)
        marks = FORM_MARK.findall(page)
        assert set(marks) <= {shared.second.mark}


def test_a_page_turn_leads_to_an_address_of_ones_own(shared: SharedBrowser) -> None:
    for to in ("next", "later"):
        given = {"GED1": "1", "to": to, "participant": shared.second.mark}
        turned = shared.browser.post(shared.url("page", 1), given)
        assert turned.headers["Location"].endswith(f"?participant={shared.second.mark}")
        assert shared.browser.get(turned.headers["Location"]).status_code == HTTPStatus.OK


def test_a_mark_is_of_one_participant_in_one_wave_and_tells_nothing(world: World) -> None:
    team = world.team("a", 2)
    marks = [
        world.invitation(world.wave(team, title=title), name).mark
        for title in ("Een", "Twee")
        for name in ("a-1", "a-2")
    ]
    assert len(set(marks)) == 4
    assert all(re.fullmatch(r"[0-9a-f]{32}", mark) for mark in marks)
    participant = start(codes(world, client_wave(world))[0])
    assert participant.mark not in participant.pseudonym
    assert str(world.people["a-1"].pk.hex)[:8] not in "".join(marks)


# --- employees ------------------------------------------------------------------------------------


def test_without_a_script_the_token_of_before_ends_in_the_same_words(world: World) -> None:
    """Signing in renewed the token, so the form is refused before the participant is looked at."""
    shared = of_staff(world)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.people["a-2"])
    for name, more in (("page", (1,)), ("review", ())):
        given = {"GED1": "1", "participant": shared.first.mark, "csrfmiddlewaretoken": "x" * 64}
        answer = browser.post(shared.url(name, *more), given)
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "A-2" in answer.content.decode()
        own = browser.post(shared.url(name, *more), given | {"participant": shared.second.mark})
        assert own.status_code == HTTPStatus.FORBIDDEN
    assert not Response.objects.filter(sent=True).exists()


def test_who_is_not_asked_in_this_wave_reads_the_same_words(world: World) -> None:
    shared = of_staff(world)
    world.team("b", 1)
    shared.browser.force_login(world.people["b-1"])
    before = shared.rows()
    for name, more in (("page", (1,)), ("review", ()), ("save_one", ())):
        answer = shared.post(name, *more, GED1="1", item="GED1", value="1")
        assert answer.status_code == HTTPStatus.CONFLICT
    assert shared.rows() == before
    assert shared.browser.get(shared.url("introduction")).status_code == HTTPStatus.NOT_FOUND


def test_the_same_person_who_signs_in_again_goes_on(world: World) -> None:
    shared = of_staff(world)
    shared.browser.logout()
    assert shared.post("page", 1, GED1="1").status_code == HTTPStatus.FOUND  # to sign-in
    shared.browser.force_login(world.people["a-1"])
    saved = shared.post("save_one", item="GED1", value="1", headers=SCRIPT)
    assert saved.json() == {"saved": True}


def test_who_signs_in_after_being_sent_there_does_not_read_the_page_of_before(
    world: World,
) -> None:
    shared = of_staff(world)
    shared.browser.logout()
    page = f"{shared.url('page', 1)}?participant={shared.first.mark}"
    sign_in = shared.browser.get(page)
    assert "participant%3D" in sign_in.headers["Location"]
    shared.browser.force_login(world.people["a-2"])
    assert shared.browser.get(page).status_code == HTTPStatus.CONFLICT


def test_own_data_are_shown_and_erased_for_whoever_opened_the_page(world: World) -> None:
    of_staff(world)
    browsers = {}
    for name in ("a-1", "a-2"):
        browsers[name] = PageClient()
        browsers[name].force_login(world.people[name])
    data, erase = (reverse(name, args=["zandstad"]) for name in ("my_data", "erase_my_answers"))
    mark = browsers["a-1"].mark(data)
    page = browsers["a-1"].get(data).content.decode()
    links = dict(LINK_MARK.findall(page))
    assert set(links.values()) == {mark}
    assert len(links) == 3
    for link in links:
        assert browsers["a-2"].get(f"{link}?participant={mark}").status_code == HTTPStatus.CONFLICT
    assert browsers["a-2"].post(erase, {"participant": mark}).status_code == HTTPStatus.CONFLICT
    assert Response.objects.count() == 2
    assert browsers["a-1"].post(erase, {"participant": mark}).status_code == HTTPStatus.FOUND
    assert Response.objects.count() == 1


def test_a_stale_form_to_erase_says_who_is_signed_in(world: World) -> None:
    of_staff(world)
    erase = reverse("erase_my_answers", args=["zandstad"])
    one = PageClient()
    one.force_login(world.people["a-1"])
    other = Client(enforce_csrf_checks=True)
    other.force_login(world.people["a-2"])
    answer = other.post(
        erase, {"participant": str(one.mark(erase)), "csrfmiddlewaretoken": "x" * 64}
    )
    assert answer.status_code == HTTPStatus.CONFLICT
    assert Response.objects.count() == 2


def test_the_start_page_leads_to_ones_own_profile_alone(world: World) -> None:
    wave = world.wave(world.team("a", 2))
    for name in ("a-1", "a-2"):
        world.answer(wave, name)
    open_wave = world.wave(world.team("b", 1), title="b")
    browser = Client()
    browser.force_login(world.people["a-1"])
    links = dict(LINK_MARK.findall(browser.get("/zandstad/").content.decode()))
    assert links == {staff_url("own_profile", wave): world.invitation(wave, "a-1").mark}
    browser.force_login(world.people["b-1"])
    links = dict(LINK_MARK.findall(browser.get("/zandstad/").content.decode()))
    assert list(links) == [staff_url("introduction", open_wave)]


# --- clients --------------------------------------------------------------------------------------


def test_erasing_and_stopping_reach_nobody_else(world: World) -> None:
    """Who stops for somebody else takes away the only copy of the own code, perhaps."""
    shared = of_clients(world)
    before = shared.rows()
    for name in ("erase", "stop"):
        assert shared.post(name).status_code == HTTPStatus.CONFLICT
        assert shared.browser.post(shared.url(name)).status_code == HTTPStatus.CONFLICT
    assert shared.rows() == before
    assert shared.browser.get(shared.url("introduction")).status_code == HTTPStatus.OK


def test_sending_of_the_one_never_shows_the_result_of_the_other(world: World) -> None:
    first, second = answer_all(world, client_wave(world), 2)
    browser = browser_with(second)
    page = browser.post(client_url("review"), {"participant": first.mark}, follow=True)
    assert page.status_code == HTTPStatus.CONFLICT
    assert str(second.code) not in page.content.decode()


def test_the_words_for_a_client_say_u_and_offer_both_ways(world: World) -> None:
    shared = of_clients(world)
    page = shared.post("page", 1, GED1="1").content.decode()
    assert "Typ dan uw eigen code" in page
    assert not re.search(r"\b[jJ](e|ij|ouw)\b", page)
    assert f"{client_url('introduction')}?participant={shared.second.mark}" in page
    assert str(shared.second.code) not in page  # type: ignore[attr-defined]


def test_typing_the_own_code_gives_the_page_back_to_the_one(world: World) -> None:
    shared = of_clients(world)
    assert isinstance(shared.first, ClientParticipant)
    shared.browser.post(reverse("client_entry"), {"code": str(shared.first.code)})
    saved = shared.post("save_one", item="GED1", value="1", headers=SCRIPT)
    assert saved.json() == {"saved": True}
    response = response_of(shared.first)
    assert response is not None
    assert codec.get(shared.first.questionnaire, response.answers, "GED1") == 1


def test_who_stopped_on_this_device_reads_that_nothing_was_saved(world: World) -> None:
    shared = of_clients(world)
    shared.browser.post(shared.url("stop"), {"participant": shared.second.mark})
    before = shared.rows()
    answer = shared.post("page", 1, GED1="1")
    assert path_of(answer) == reverse("client_entry")
    entry = shared.browser.get(reverse("client_entry")).content.decode()
    assert "niet opgeslagen" in entry
    assert shared.rows() == before
    shared.post("save_one", item="GED1", value="1", headers=SCRIPT)
    assert "niet opgeslagen" not in shared.browser.get(reverse("client_entry")).content.decode()


def test_with_cookies_blocked_a_client_reads_u_and_an_employee_je(world: World) -> None:
    code = codes(world, client_wave(world))[0]
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(reverse("client_begin"), {"code": str(code)})
    assert page.status_code == HTTPStatus.FORBIDDEN
    text = page.content.decode()
    assert "uw browser" in text
    assert not re.search(r"\b[jJ](e|ij|ouw)\b", text)
    card = reverse("client_card", args=[code])
    page = browser.post(reverse("choose_language"), {"language": "en", "here": card})
    assert "uw browser" in page.content.decode()
    assert "je browser" in browser.post(reverse("account_login"), {}).content.decode()


def test_choosing_a_language_comes_back_to_the_page_of_the_same_participant(world: World) -> None:
    shared = of_clients(world)
    place = f"{client_url('introduction')}?participant={shared.second.mark}"
    page = shared.browser.get(place).content.decode()
    assert f'name="here" value="{place}"' in page


def test_pages_for_more_than_one_person_are_kept_by_no_browser(world: World) -> None:
    shared = of_clients(world)
    for name in ("entry", "code", "introduction", "later", "review"):
        kept = shared.browser.get(shared.url(name)).headers["Cache-Control"]
        assert "no-store" in kept, name
    refusal = shared.browser.get(f"{shared.url('later')}?participant={NOWHERE.hex}")
    assert refusal.headers["Referrer-Policy"] == "strict-origin"
    person = Client()
    person.force_login(world.people["hr"])
    assert "no-store" in person.get(reverse("home")).headers["Cache-Control"]


def test_a_browser_without_the_key_of_a_wave_can_still_type_a_code(world: World) -> None:
    shared = of_clients(world)
    answer(start(codes(world, Wave.objects.get())[0]))
    Wave.objects.update(key_generation=99)
    assert shared.browser.get(reverse("client_entry")).status_code == HTTPStatus.OK
    assert path_of(shared.browser.post(shared.url("stop"))) == reverse("client_entry")
