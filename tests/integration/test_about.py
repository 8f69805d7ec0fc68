"""The page about the model: for everyone, with the menu around it for who is signed in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from reports.texts.elements import ELEMENTS
from surveys.instruments.elements import Element
from surveys.instruments.loader import load
from surveys.library import find
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # whom to call is read of the organisation

PUBLIC = reverse("about_model")


def page_of(client: Client, address: str = PUBLIC) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_has_its_two_names_and_a_question_of_a_questionnaire(
    element: Element, language: str
) -> None:
    response = Client().get(PUBLIC, headers={"accept-language": language})
    page, texts = response.content.decode(), ELEMENTS[element]
    entry = find(f"k1@{load('k1').version}")  # the newest
    assert entry is not None
    (question, *_rest) = entry.reading(language).instrument.items_of(element)
    with override(language):
        assert f"<h3>{texts.name}</h3>" in page
        assert str(texts.technical_name) in page
    assert question.text in page


def test_the_example_says_what_it_draws() -> None:
    page = page_of(Client())
    with override("nl"):
        assert "22 punten verschil" in page
        assert "Hier is willen 22 punten hoger" in page
        lowest = ELEMENTS[Element.CONTEXT].name
        assert f"“{lowest}” het laagst: 35." in page
        assert f'{lowest}</span><span class="igm-row__value">35 ' in page


def test_an_employee_finds_it_in_the_menu(world: World) -> None:
    world.team("a", 1)
    client = Client()
    client.force_login(world.people["a-1"])
    address = reverse("explanation", args=[world.slug])
    assert f'<li><a href="{address}">Uitleg</a></li>' in page_of(
        client, reverse("start", args=[world.slug])
    )
    assert f'<a href="{address}" aria-current="page">Uitleg</a>' in page_of(client, address)


def test_every_way_to_it_keeps_the_menu_of_who_has_one(world: World) -> None:
    world.team("a", 1)
    client = Client()
    client.force_login(world.people["a-1"])
    address = reverse("explanation", args=[world.slug])
    for name in ("start", "example_profile"):
        page = page_of(client, reverse(name, args=[world.slug]))
        assert page.count(f'href="{address}"') >= 3, name  # menu, text, footer
        assert f'href="{PUBLIC}"' not in page, name
    assert f'href="{PUBLIC}"' in page_of(Client())


@pytest.mark.parametrize("name", ["about_model", "advice_rules"])
def test_a_public_page_has_the_menu_and_the_way_back_of_who_is_signed_in(
    world: World, name: str
) -> None:
    world.team("a", 1)
    client, start = Client(), reverse("start", args=[world.slug])
    client.force_login(world.people["a-1"])
    page = page_of(client, reverse(name))
    assert f'<li><a href="{start}">Start</a></li>' in page
    assert f'href="{start}">Start</a><span class="igm-breadcrumb__mark"' in page
    assert reverse("waves", args=[world.slug]) not in page
    assert "igm-nav" not in page_of(Client(), reverse(name))
    assert "igm-breadcrumb" not in page_of(Client(), reverse(name))
