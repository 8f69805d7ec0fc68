"""Practical wisdom: questions on one page, of the screen and of paper, of which nothing is kept."""

from pathlib import Path

import pdfua
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from igm_portal.followup.wisdom import PARTS
from tests.environment.programs import pages_of, text_of
from tests.world import World


@pytest.fixture
def reader(world: World) -> Client:
    world.team("a", 1)
    client = Client()
    client.force_login(world.people["a-1"])
    return client


def asked() -> list[str]:
    return [str(question) for _title, _text, questions in PARTS for question in questions]


def test_the_page_asks_everything_and_is_found_at_the_forms_of_a_conversation(
    world: World, reader: Client
) -> None:
    address = reverse("wisdom", args=[world.slug])
    assert address in reader.get(reverse("scripts", args=[world.slug])).content.decode()
    page = reader.get(address).content.decode()
    assert len(asked()) == 4 + 3 + 3
    assert [question for question in asked() if escape(question) not in page] == []
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_the_sheet_asks_the_same_on_one_page_that_can_be_read_aloud(
    world: World, reader: Client, tmp_path: Path
) -> None:
    sheet = reader.get(reverse("wisdom_sheet", args=[world.slug])).content
    text = " ".join(text_of(sheet, tmp_path).split())
    assert [question for question in asked() if question not in text] == []
    assert pages_of(sheet) == 1
    file = tmp_path / "blad.pdf"
    file.write_bytes(sheet)
    assert not pdfua.validate(str(file)).findings
