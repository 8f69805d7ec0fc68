"""The next page in the reply to the one before: the same page, the same answers kept, for whoever
asks for it in this way; and nothing else is different.
"""

import gzip
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.models import Wave, WaveState
from surveys.models.response import OpenAnswer, Response
from surveys.services.answering import send_response
from tests.clients import browser_of, client_wave, codes, start
from tests.pages import PageClient, path_of
from tests.world import World

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w{64}"')
Turn = Callable[..., Any]
QUERIES = 5  # session, person with roles, invitation with the wave, answers, and the update


def url(name: str, wave: Wave, *more: object) -> str:
    return reverse(name, args=["zandstad", wave.pk, *more])


def shown(answer: Any) -> str:
    """The page without the token, which is masked anew in every page."""
    assert answer.status_code == HTTPStatus.OK
    return TOKEN.sub("", answer.content.decode())


@pytest.fixture
def turn(wave: Wave, employee: Client) -> Turn:
    def press(number: int, to: str, **answers: str) -> Any:
        here = url("page", wave, number)
        return employee.post(here, {"to": to, "at_once": here, **answers})

    return press


def kept(world: World, wave: Wave) -> str:
    return Response.objects.get(pseudonym=world.invitation(wave, "a-1").pseudonym).answers


@pytest.mark.parametrize(("to", "onward"), [("next", 4), ("back", 2), ("anything else", 4)])
def test_it_is_the_page_that_a_second_request_would_get(
    world: World, wave: Wave, employee: Client, turn: Turn, to: str, onward: int
) -> None:
    pages = world.invitation(wave, "a-1").questionnaire.pages
    employee.post(url("page", wave, onward), {pages[onward - 1].items[0].code: "2"})
    at_once = turn(3, to, Z1="4")
    once = kept(world, wave)
    assert "checked" in shown(at_once)
    assert shown(at_once) == shown(employee.get(url("page", wave, onward)))
    assert "no-store" in at_once.headers["Cache-Control"]
    employee.post(url("page", wave, 3), {"Z1": "1"})
    led = employee.post(url("page", wave, 3), {"Z1": "4", "to": to})
    assert path_of(led) == url("page", wave, onward)
    assert kept(world, wave) == once


def test_the_very_first_answer_comes_along(world: World, wave: Wave, turn: Turn) -> None:
    page = shown(turn(1, "next", GED1="1"))
    assert f'action="{url("page", wave, 2)}?participant=' in page
    assert kept(world, wave).startswith("1")


@pytest.mark.parametrize(
    ("number", "to", "target"),
    [(1, "back", "introduction"), (2, "later", "later")],
)
def test_other_pages_keep_an_address_of_their_own(
    wave: Wave, turn: Turn, number: int, to: str, target: str
) -> None:
    assert path_of(turn(number, to)) == url(target, wave)


@pytest.mark.parametrize(("number", "to"), [(11, "next"), (3, "review")])
def test_the_overview_comes_in_the_same_way(
    wave: Wave, employee: Client, turn: Turn, number: int, to: str
) -> None:
    employee.post(url("page", wave, 11), {"open": "Meer tijd"})
    at_once = shown(turn(number, to))
    assert at_once == shown(employee.get(url("review", wave)))
    assert "Meer tijd" in at_once
    assert f'action="{url("review", wave)}?participant=' in at_once


@pytest.mark.parametrize(("number", "to"), [(3, "next"), (1, "back"), (11, "next")])
def test_the_form_of_one_page_sent_to_the_next_does_nothing(
    world: World, wave: Wave, employee: Client, number: int, to: str
) -> None:
    """As by a browser that, on reloading, sends again what it got the page for: nobody misses a
    page, and nothing is sent for good.
    """
    employee.post(url("page", wave, 2), {"H1": "5"})
    before, mark = kept(world, wave), world.invitation(wave, "a-1").mark
    given = {"H2": "1", "Z1": "1", "to": to, "at_once": url("page", wave, number)}
    for address in (url("page", wave, 2), url("review", wave)):
        marked = f"{address}?participant={mark}"
        led = employee.post(marked, given)
        assert (led.status_code, led.headers["Location"]) == (HTTPStatus.FOUND, marked)
    assert kept(world, wave) == before
    assert not Response.objects.get().sent
    employee.post(url("review", wave), {"at_once": url("review", wave)})
    assert Response.objects.get().sent


def test_what_is_no_answer_is_shown_again_where_it_was_given(wave: Wave, turn: Turn) -> None:
    refused = turn(2, "next", H1="9")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'action="{url("page", wave, 2)}?participant=' in refused.content.decode()


def test_closed_or_sent_meanwhile_no_page_comes(world: World, wave: Wave, turn: Turn) -> None:
    turn(2, "next", H1="5")
    send_response(participant=world.invitation(wave, "a-1"), today=wave.starts_on)
    assert path_of(turn(2, "next", H1="1")) == url("introduction", wave)
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSING)
    assert path_of(turn(2, "next", H1="1")) == url("introduction", wave)
    assert "5" in kept(world, wave)


def test_a_page_of_another_participant_gets_nothing_of_who_sits_here(
    world: World, wave: Wave, employee: Client
) -> None:
    """The own words of the one stand on the last page; it was opened before the other sat down."""
    employee.post(url("page", wave, 11), {"open": "Van mij alleen"})
    other = PageClient()
    other.force_login(world.people["a-2"])
    given = {"to": "next", "at_once": url("page", wave, 10)}
    at_once = other.post(url("page", wave, 10), given)
    assert "Van mij alleen" not in shown(at_once)
    assert "Van mij alleen" in shown(employee.post(url("page", wave, 10), given))
    mark = world.invitation(wave, "a-1").mark
    refused = other.post(url("page", wave, 10), given | {"participant": mark})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "Van mij alleen" not in refused.content.decode()
    assert OpenAnswer.objects.count() == 1


def test_a_client_is_led_the_same_way(world: World) -> None:
    browser = browser_of(start(codes(world, client_wave(world))[0]))
    page = reverse("client_page", args=[1])
    at_once = browser.post(page, {"GED1": "3", "to": "next", "at_once": page})
    assert shown(at_once) == shown(browser.get(reverse("client_page", args=[2])))
    assert "checked" in shown(browser.get(page))
    last = reverse("client_page", args=[36])
    overview = browser.post(last, {"open": "Een computer", "to": "next", "at_once": last})
    assert shown(overview) == shown(browser.get(reverse("client_review")))


def test_for_a_phone_it_is_compressed_and_its_length_tells_nothing(
    world: World, wave: Wave, employee: Client, turn: Turn
) -> None:
    """Nobody guesses the secrets in a page (token, mark) by how well it compresses."""
    plain = shown(turn(2, "next", H1="4"))
    given = {"to": "next", "at_once": url("page", wave, 2), "H1": "4"}
    pages = [
        employee.post(url("page", wave, 2), given, headers={"accept-encoding": "gzip, br"})
        for _time in range(8)
    ]
    assert {page.headers["Content-Encoding"] for page in pages} == {"gzip"}
    assert len({len(page.content) for page in pages}) > 1
    texts = {TOKEN.sub("", gzip.decompress(page.content).decode()) for page in pages}
    assert texts == {plain}
    assert len(pages[0].content) < len(plain) / 2


def test_it_asks_the_database_less_than_two_requests_do(
    world: World, wave: Wave, turn: Turn
) -> None:
    turn(2, "next", H1="1")  # makes the response and warms the caches
    mark = world.invitation(wave, "a-1").mark
    with CaptureQueriesContext(connection) as queries:
        turn(2, "next", H1="4", participant=mark)
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= QUERIES, "\n".join(asked)
