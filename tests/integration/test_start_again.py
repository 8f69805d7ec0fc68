"""*Begin* may be pressed again: one participant, one own code, nobody else in (ADR 15)."""

import re
from datetime import timedelta
from http import HTTPStatus
from random import Random
from typing import Any

import pytest
from django.core.signing import Signer, b62_decode, b62_encode
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.client_access import CLIENT_COOKIE
from surveys.codes.code import Code, CodeKind
from surveys.models import StartCode, Wave, WaveState
from surveys.models.response import Response
from surveys.services.client_answering import CodeRefused, Problem, begin
from surveys.start_values import BEGIN_WITHIN, REPEAT_WITHIN
from tests.clients import ADDRESS, VALUE, begin_at, browser_of, client_wave, codes, start
from tests.integration.test_client import card, own_code_of
from tests.pages import PageClient, path_of
from tests.world import World

BEGIN, ENTRY = reverse("client_begin"), reverse("client_entry")


pytestmark = pytest.mark.usefixtures("no_earlier_tries")


@pytest.fixture
def wave(world: World) -> Wave:
    return client_wave(world)


def value_on(browser: Client, code: Code) -> str:
    found = VALUE.search(browser.get(card(code)).content.decode())
    assert found
    return found[1]


def press(browser: Client, code: Code, value: str = "") -> Any:
    return browser.post(BEGIN, {"code": str(code), "value": value})


def lose(browser: Client, code: Code, value: str) -> None:
    """The server began and the reply never came: no cookie of it reached the browser."""
    before = dict(browser.cookies)
    assert press(browser, code, value).status_code == HTTPStatus.FOUND
    browser.cookies.clear()
    browser.cookies.update(before)


def one_participant() -> Response:
    assert StartCode.objects.filter(used=True).count() == 1
    return Response.objects.get()


def test_a_second_press_on_a_slow_line_gives_the_same_participant_and_the_same_own_code(
    code: Code,
) -> None:
    browser = PageClient()
    value = value_on(browser, code)
    lose(browser, code, value)
    answer = press(browser, code, value)
    assert path_of(answer) == reverse("client_code")
    own = own_code_of(browser)
    response = one_participant()
    again = press(browser, code, value)
    assert again.headers["Location"] == answer.headers["Location"]
    assert own_code_of(browser) == own
    assert one_participant().pk == response.pk


def test_after_a_lost_reply_going_back_to_the_card_and_beginning_again_works(code: Code) -> None:
    """The card is asked for afresh, as no browser keeps it; this browser still has its value."""
    browser = PageClient()
    lose(browser, code, value_on(browser, code))
    assert CLIENT_COOKIE not in browser.cookies
    answer = press(browser, code, value_on(browser, code))
    assert path_of(answer) == reverse("client_code")
    assert own_code_of(browser).kind is CodeKind.RESUME
    one_participant()


@pytest.mark.parametrize("way", ["form", "cookie"])
def test_either_the_form_or_the_cookie_of_this_browser_is_enough(code: Code, way: str) -> None:
    browser = PageClient()
    value = value_on(browser, code)
    lose(browser, code, value)
    if way == "form":
        browser.cookies.clear()
    answer = press(browser, code, value if way == "form" else "")
    assert path_of(answer) == reverse("client_code")
    one_participant()


def test_two_cards_in_two_tabs_do_not_disturb_each_other(world: World, wave: Wave) -> None:
    first, second = codes(world, wave, 2)
    browser = PageClient()
    values = [value_on(browser, one) for one in (first, second)]
    lose(browser, first, values[0])
    assert path_of(press(browser, second, values[1])) == reverse("client_code")
    other = own_code_of(browser)
    assert path_of(press(browser, first, value_on(browser, first))) == reverse("client_code")
    assert own_code_of(browser) != other
    assert Response.objects.count() == 2


def test_the_card_alone_never_opens_a_used_participant(code: Code) -> None:
    mine = PageClient()
    begin_at(mine, code)
    for theirs in (PageClient(), PageClient()):
        assert begin_at(theirs, code).status_code == HTTPStatus.GONE
        assert press(theirs, code).status_code == HTTPStatus.GONE
        assert CLIENT_COOKIE not in theirs.cookies
    one_participant()


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "é", "0" * 5000])
def test_a_value_that_is_not_ours_begins_nothing(code: Code, value: str) -> None:
    answer = press(PageClient(), code, value)
    assert path_of(answer) == card(code)
    assert not StartCode.objects.filter(used=True).exists()
    assert not Response.objects.exists()


def aged(value: str, seconds: int) -> str:
    """The same value as if its page had been shown so long ago."""
    plain, moment, _signature = value.split(":")
    earlier = b62_encode(b62_decode(moment) - seconds)
    return Signer(salt="surveys.start").sign(f"{plain}:{earlier}")


def test_a_page_that_was_open_for_long_is_shown_again_and_uses_nothing_up(code: Code) -> None:
    browser = PageClient()
    old = aged(value_on(browser, code), BEGIN_WITHIN + 60)
    browser.cookies.clear()
    answer = browser.post(BEGIN, {"code": str(code), "value": old}, follow=True)
    assert answer.redirect_chain == [(card(code), HTTPStatus.FOUND)]
    assert "nog een keer" in answer.content.decode()
    assert not StartCode.objects.filter(used=True).exists()
    assert path_of(begin_at(browser, code)) == reverse("client_code")


@pytest.mark.parametrize(
    ("seconds", "status"),
    [(BEGIN_WITHIN + 60, HTTPStatus.FOUND), (REPEAT_WITHIN + 60, HTTPStatus.GONE)],
)
def test_repeating_ends(code: Code, seconds: int, status: HTTPStatus) -> None:
    """Who begins at the last moment has fifteen minutes left; after that nothing opens."""
    browser = PageClient()
    value = value_on(browser, code)
    lose(browser, code, value)
    browser.cookies.clear()
    assert press(browser, code, aged(value, seconds)).status_code == status
    one_participant()


def test_stopping_on_this_device_ends_repeating(code: Code) -> None:
    browser = PageClient()
    begin_at(browser, code)
    browser.post(reverse("client_stop"))
    assert begin_at(browser, code).status_code == HTTPStatus.GONE
    assert path_of(browser.get(reverse("client_introduction"))) == ENTRY


def test_who_sits_down_next_cannot_begin_as_the_one_before(world: World, wave: Wave) -> None:
    """By a card or by an own code: the value of the one before goes from this browser."""
    first, second = codes(world, wave, 2)
    browser = PageClient()
    begin_at(browser, first)
    begin_at(browser, second)
    assert begin_at(browser, first).status_code == HTTPStatus.GONE
    third, fourth = codes(world, wave, 2)
    begin_at(browser, third)
    browser.post(ENTRY, {"code": str(start(fourth).code)})
    assert begin_at(browser, third).status_code == HTTPStatus.GONE


def test_erased_answers_do_not_come_back_by_beginning_again(code: Code) -> None:
    browser = PageClient()
    value = value_on(browser, code)
    press(browser, code, value)
    browser.post(reverse("client_erase"))
    assert press(browser, code, value).status_code == HTTPStatus.GONE
    assert not Response.objects.exists()


def test_the_card_offers_going_on_to_whoever_is_busy_with_this_wave(
    world: World, wave: Wave, code: Code
) -> None:
    on = f"{reverse('client_introduction')}?participant="
    browser = PageClient()
    begin_at(browser, code)
    for one in (code, *codes(world, wave)):
        page = browser.get(card(one)).content.decode()
        assert on in page
        assert "Bent u dat?" in page
    assert on not in PageClient().get(card(code)).content.decode()
    elsewhere = codes(world, client_wave(world, "Andere"))[0]
    assert on not in browser.get(card(elsewhere)).content.decode()


def test_a_used_card_lets_whoever_is_busy_go_on(world: World, wave: Wave, code: Code) -> None:
    start(code)
    busy = browser_of(start(codes(world, wave)[0]))
    page = begin_at(busy, code)
    assert page.status_code == HTTPStatus.GONE
    assert f"{reverse('client_introduction')}?participant=" in page.content.decode()


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_what_looks_ahead_uses_nothing_up_and_lets_nobody_in(code: Code, method: str) -> None:
    """Scanners of mail and of QR codes, before and after the client began."""
    browser = PageClient()
    for _round in range(2):
        for _look in range(20):
            scanner = Client()
            getattr(scanner, method)(card(code))
            assert getattr(scanner, method)(BEGIN).status_code == HTTPStatus.METHOD_NOT_ALLOWED
            assert CLIENT_COOKIE not in scanner.cookies
        begin_at(browser, code)
    one_participant()


def test_repeating_stops_with_the_wave(wave: Wave, code: Code) -> None:
    browser = PageClient()
    value = value_on(browser, code)
    lose(browser, code, value)
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSED)
    assert press(browser, code, value).status_code == HTTPStatus.GONE


def test_the_own_code_needs_the_printed_code_the_value_and_the_key(
    world: World, wave: Wave
) -> None:
    first, second = codes(world, wave, 2)

    def own(code: Code, value: str) -> Code:
        now = timezone.now()
        return begin(code=code, value=value, earlier=[value], address=ADDRESS, now=now).code

    one = own(first, "een")
    assert own(first, "een") == one
    assert own(second, "een") != one
    with pytest.raises(CodeRefused) as refusal:
        own(first, "twee")
    assert refusal.value.problem is Problem.USED


def test_neither_cookie_nor_database_holds_the_value_or_the_card(code: Code) -> None:
    browser = PageClient()
    value = value_on(browser, code).split(":")[0]
    begin_at(browser, code)
    assert str(code) not in str(browser.cookies)
    assert code.symbols not in str(browser.cookies)
    rows = [*StartCode.objects.values_list(), *Response.objects.values_list()]
    assert value not in repr(rows)
    kept = [one for name, one in browser.cookies.items() if name.startswith("beginnen-")]
    assert [(one["path"], one["httponly"], one["max-age"]) for one in kept] == [
        (ENTRY, True, REPEAT_WITHIN)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_order_a_card_is_one_participant_of_the_browser_that_began(
    world: World, wave: Wave, seed: int
) -> None:
    """Two people, each with a card and a browser, and replies that get lost."""
    random = Random(seed)  # noqa: S311
    cards, browsers = codes(world, wave, 2), (PageClient(), PageClient())
    began: dict[Code, Client] = {}
    own: dict[Code, Code] = {}
    for _step in range(12):
        code, browser = random.choice(cards), random.choice(browsers)
        value, act = value_on(browser, code), random.choice(["press", "lost", "twice", "look"])
        if act == "look":
            continue
        mine = began.setdefault(code, browser) is browser
        if not mine:
            assert press(browser, code, value).status_code == HTTPStatus.GONE
            continue
        if act != "press":
            lose(browser, code, value)
        if act != "lost":
            assert path_of(press(browser, code, value)) == reverse("client_code")
            assert own.setdefault(code, own_code_of(browser)) == own_code_of(browser)
            dropped = [one for one, holder in began.items() if holder is browser and one != code]
            if any(own.get(one) for one in dropped):
                break  # the other card of this browser is only a used card from now on
        assert StartCode.objects.filter(used=True).count() == Response.objects.count() == len(began)
    assert len(set(own.values())) == len(own)


# --- addresses as scanners write them -------------------------------------------------------------


@pytest.mark.parametrize(
    "shape",
    ["/MEEDOEN/{}/", "/Meedoen/{}", "/meedoen/{}//", "/meedoen//{}/", "/MEEDOEN/{}//", "/MEEDOEN/"],
)
def test_capitals_and_more_slashes_lead_to_the_page_that_was_meant(code: Code, shape: str) -> None:
    browser = Client()
    page = browser.get(shape.format(code), follow=True)
    assert page.status_code == HTTPStatus.OK
    assert page.redirect_chain
    assert page.redirect_chain[-1][0].startswith("/meedoen/")
    if "{}" in shape:
        assert re.search(r'name="code" value="([^"]+)"', page.content.decode())


def test_other_addresses_under_it_are_not_there() -> None:
    for place in ("a/b/c/", "uitslag/niets/", "%C3%A9/x/", "a%20b/c/", "%2525/x/", "%C4%B0/x"):
        page = Client().get(f"/meedoen/{place}", follow=True)
        assert page.status_code == HTTPStatus.NOT_FOUND, place
    assert Client().post("/MEEDOEN/beginnen/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    away = Client().get("/MEEDOEN//elders.example/")
    assert away.headers["Location"] == "/meedoen/elders.example/"
    assert timedelta(seconds=REPEAT_WITHIN - BEGIN_WITHIN) == timedelta(minutes=15)
