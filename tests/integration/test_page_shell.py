"""The page around the questions is kept for all with the same rights, with nothing of anybody."""

import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from igm_portal.accounts.models import Organisation, User
from igm_portal.accounts.roles import Role
from surveys.forms import fill
from surveys.forms.fill import PageForm
from surveys.models import Invitation, Wave
from surveys.reader_language import Reading
from surveys.services.answering import save_answers
from surveys.views import page_shell
from tests.clients import browser_of, client_wave, codes, start
from tests.world import World

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')
CHECKED = re.compile(r'name="(\w+)" value="(\w+)"(?: id="\w+")? checked>')
MARK = re.compile(r'name="participant" value="(\w{32})"')
ADDRESS_MARK = re.compile(r"\?participant=\w{32}")


@pytest.fixture
def wave(world: World) -> Wave:
    page_shell._SHELLS.clear()
    return world.wave(world.team("a", 3))


def page(world: World, wave: Wave, name: str, number: int = 2) -> str:
    client = Client()
    client.force_login(world.people[name])
    return client.get(reverse("page", args=["zandstad", wave.pk, number])).content.decode()


def test_a_kept_page_is_the_same_as_a_new_one_but_for_the_person(world: World, wave: Wave) -> None:
    first = page(world, wave, "a-1")
    kept = page(world, wave, "a-2")
    assert len(page_shell._SHELLS) == 1
    page_shell._SHELLS.clear()
    new = page(world, wave, "a-2")
    assert TOKEN.sub("", kept) == TOKEN.sub("", new)
    assert own_to_nobody(first).replace("A-1", "A-2") == own_to_nobody(kept)
    assert "A-1" in first
    assert "A-1" not in kept


def own_to_nobody(page: str) -> str:
    return ADDRESS_MARK.sub("", MARK.sub("", TOKEN.sub("", page)))


def test_every_page_names_the_participant_of_its_reader(world: World, wave: Wave) -> None:
    pages = [page(world, wave, name) for name in ("a-1", "a-2", "a-1")]
    marks = [MARK.findall(one) for one in pages]
    assert [len(found) for found in marks] == [1, 1, 1]
    assert marks[0] == marks[2] != marks[1]
    assert len(page_shell._SHELLS) == 1


def test_every_page_has_a_token_of_its_own(world: World, wave: Wave) -> None:
    tokens = [set(TOKEN.findall(page(world, wave, name))) for name in ("a-1", "a-2")]
    assert all(tokens)
    assert not tokens[0] & tokens[1]


def test_a_name_is_escaped_and_fills_no_hole(world: World, wave: Wave) -> None:
    User.objects.filter(pk=world.people["a-2"].pk).update(
        name=f"<b>{page_shell._HOLES.marks['token']}"
    )
    page(world, wave, "a-1")
    assert f"&lt;b&gt;{page_shell._HOLES.marks['token']}" in page(world, wave, "a-2")


def test_another_right_is_another_menu(world: World, wave: Wave) -> None:
    menu = reverse("people", args=["zandstad"])
    assert menu not in page(world, wave, "a-1")
    world.give("a-2", Role.ADMINISTRATOR)
    assert menu in page(world, wave, "a-2")
    assert menu not in page(world, wave, "a-3")


def test_another_name_of_the_organisation_shows_at_once(world: World, wave: Wave) -> None:
    page(world, wave, "a-1")
    Organisation.objects.filter(slug="zandstad").update(name="Nieuw Zandstad")
    assert "Nieuw Zandstad" in page(world, wave, "a-1")


def test_the_personal_code_of_a_client_is_not_kept(world: World) -> None:
    page_shell._SHELLS.clear()
    wave = client_wave(world)
    participants = [start(code) for code in codes(world, wave, 2)]
    pages = [
        browser_of(participant).get(reverse("client_page", args=[1])).content
        for participant in participants
    ]
    assert len(page_shell._SHELLS) == 1
    assert all(
        participant.code.symbols.encode() not in shown
        for participant in participants
        for shown in pages
    )
    assert b"".join(pages).count(b"csrfmiddlewaretoken") == 2


def test_answers_of_a_person_are_put_into_what_was_kept_for_all(world: World, wave: Wave) -> None:
    fill._BLANK_PAGES.clear()
    blank = page(world, wave, "a-1")
    instrument = wave.questionnaire
    first, second, *_more = instrument.pages[1].items
    kept = Invitation.objects.get(wave=wave, person=world.people["a-1"])
    today = timezone.localdate()
    save_answers(
        participant=kept, changes={first.code: 1, second.code: 3}, language="nl", today=today
    )
    filled = page(world, wave, "a-1")
    reading = Reading("nl", kept.questionnaire)
    answers = {first.code: "1", second.code: "3"}
    assert PageForm(reading, 2, initial=answers).questions in filled
    assert CHECKED.findall(filled) == list(answers.items())
    assert own_to_nobody(filled.replace(" checked", "")) == own_to_nobody(blank)
    assert not CHECKED.findall(page(world, wave, "a-2"))
    assert len(fill._BLANK_PAGES) == 1


def test_a_message_is_shown_to_its_reader_alone(world: World, wave: Wave) -> None:
    client = Client()
    client.force_login(world.people["a-1"])
    address = reverse("page", args=["zandstad", wave.pk, 2])
    client.get(address)
    request = client.get(address).wsgi_request
    storage = CookieStorage(request)
    storage.add(constants.INFO, "Alleen voor u")
    answer = HttpResponse()
    storage.update(answer)
    client.cookies["messages"] = answer.cookies["messages"].value
    assert "Alleen voor u" in client.get(address).content.decode()
    assert "Alleen voor u" not in page(world, wave, "a-2")
